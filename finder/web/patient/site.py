"""Pages about the site itself: who we are, privacy, accessibility. How we rank is a topic of the guide."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from finder.answers.columns import COLUMNS
from finder.store import retention
from finder.store.posts import SHOWN_POST_DAYS
from finder.web.shared.language import Pages

pages = Pages("site", __name__)
plain = Blueprint("plain", __name__)

SECURITY_TXT_LIFE = timedelta(days=180)


@pages.get("/about")
def about() -> str:
    """Who we are, where the facts come from, and how to reach the people who run this copy."""
    return render_template("site/about.html", contact=current_app.config["SITE_CONTACT"])


@pages.get("/how-we-rank")
def how_we_rank() -> Answer:
    """The rules are told once, in the guide; this short address leads there."""
    return redirect(url_for("guide.topic", topic_id="how-we-rank"), 301)


@pages.get("/privacy")
def privacy() -> str:
    """What happens to answers: nothing is kept; and what else is kept, for how long."""
    return render_template(
        "site/privacy.html",
        questions=COLUMNS,
        closed_days=retention.CLOSED_REPORT_DAYS,
        open_days=retention.OPEN_REPORT_DAYS,
        invitation_days=retention.INVITATION_DAYS,
        device_days=retention.DEVICE_DAYS,
        shown_post_days=SHOWN_POST_DAYS,
        closed_post_days=retention.CLOSED_POST_DAYS,
        open_post_days=retention.OPEN_POST_DAYS,
    )


@pages.get("/accessibility")
def accessibility() -> str:
    """What works for whom, and what to do when something does not."""
    return render_template("site/accessibility.html", contact=current_app.config["SITE_CONTACT"])


@plain.get("/robots.txt")
def robots() -> Response:
    """Search engines may read all pages; there are no pages made from answers to find."""
    return _text("User-agent: *\nAllow: /\nDisallow: /api/\nDisallow: /team\nDisallow: /es/team\n")


@plain.get("/.well-known/security.txt")
def security_txt() -> Response:
    """RFC 9116: where to report a weakness."""
    contact = current_app.config["SITE_CONTACT"] or request.url_root.rstrip("/") + url_for("site.about") + "#contact"
    expires = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + SECURITY_TXT_LIFE
    return _text(f"Contact: {contact}\nExpires: {expires:%Y-%m-%dT%H:%M:%SZ}\nPreferred-Languages: en, es\n")


def _text(body: str) -> Response:
    return Response(body, content_type="text/plain; charset=utf-8")
