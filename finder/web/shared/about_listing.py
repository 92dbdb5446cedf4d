"""What a listing says to everybody: rendered once for a version of the catalogue and a language."""

from __future__ import annotations

from flask import Flask, current_app, render_template
from markupsafe import Markup

from finder.core.listing import Listing
from finder.store.snapshot_cache import current_snapshot
from finder.web.shared.language import current_language
from finder.wording import words_in

# A page of results shows over a hundred listings, and their texts do not depend on the person.
MOST_KEPT = 20_000
KEY = "about_listings"


def init_app(app: Flask) -> None:
    """Let templates show a listing's own part. What was rendered is kept with the app it was rendered for."""
    app.extensions[KEY] = {}
    app.jinja_env.globals["about_listing"] = about_listing


def about_listing(listing: Listing) -> Markup:
    """Steps, papers, phone, who gains and sources of a listing, in the language of the page."""
    snapshot, words = current_snapshot(), words_in(current_language())
    # The catalogue's own listing: one with a price that somebody typed must not be kept for others.
    listing = snapshot.by_id.get(listing.id, listing)
    kept: dict[tuple[str, str, str], Markup] = current_app.extensions[KEY]
    key = (snapshot.version, listing.id, words.language)
    if key not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        html = render_template(
            "search/about_listing.html", listing=listing, words=words, documents=snapshot.facts.documents
        )
        kept[key] = Markup(html)  # noqa: S704 - our own template, which escapes the listing's texts
    return kept[key]
