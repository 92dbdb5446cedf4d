"""The public's side: read, write, thanks. What was written is in no address, and no cookie is set."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from finder.answers.states import STATES_AND_TERRITORIES
from finder.db import write
from finder.store.models import PostKind
from finder.store.posts import MOST_POSTS_SHOWN, keep_post
from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.board.blueprint import pages, words
from finder.web.patient.board.forms import PostForm, post_form
from finder.web.shared.board.posts import about_of, newest_posts, subjects
from finder.web.shared.error_summary import mistakes_in
from finder.web.shared.language import current_language
from finder.web.shared.public_forms import plain, posting_limit
from finder.web.shared.statuses import UNUSABLE
from finder.wording.states import state_names


@pages.get("/board")
def board() -> str:
    """What people wrote and a reviewer approved, the newest first. An address may name a thing and a state."""
    snapshot = current_snapshot()
    about = about_of(request.args.get("about"), snapshot)
    state = request.args.get("state", "")
    us_state = state if state in STATES_AND_TERRITORIES else ""
    topics, listings = subjects(words(), snapshot)
    return render_template(
        "board/board.html",
        words=words(),
        posts=newest_posts(words(), snapshot, about, us_state),
        topics=topics,
        listings=listings,
        places=state_names(words()),
        about=request.args.get("about", "") if about else "",
        us_state=us_state,
        most=MOST_POSTS_SHOWN,
        guide=snapshot.facts.guide,
    )


@pages.get("/board/new")
def new() -> tuple[str, int] | str:
    """The form; ``about`` in the address may name what it is about."""
    return _form(post_form(MultiDict({"about": request.args.get("about", "")}), words(), current_snapshot()))


@pages.post("/board/new")
@posting_limit
def send() -> Response | tuple[str, int] | str:
    """Keep it until a reviewer decides."""
    form = post_form(request.form, words(), current_snapshot())
    if form.is_trapped:
        # Whoever fills in what nobody sees learns nothing from it.
        return redirect(url_for("board.thanks"), 303)
    if not form.validate():
        return _form(form)
    about = about_of(form.about.data, current_snapshot())
    assert about is not None, "the form has checked it"  # noqa: S101 - says what the form promises
    with write() as session:
        keep_post(
            session,
            PostKind(form.kind.data),
            about,
            current_language(),
            plain(form.words.data),
            form.state.data or None,
        )
    return redirect(url_for("board.thanks"), 303)


@pages.get("/board/thanks")
def thanks() -> str:
    """It has arrived."""
    return render_template("board/thanks.html")


def _form(form: PostForm) -> tuple[str, int] | str:
    errors = mistakes_in(form)
    page = render_template("board/form.html", words=words(), form=form, errors=errors)
    return (page, UNUSABLE) if errors else page
