"""Posts as people see them: what about, which state, which month, how old. Never who."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from flask import url_for
from sqlalchemy.exc import SQLAlchemyError

from finder.clock import ZONE, today
from finder.core.prices import PRICE_KINDS, PriceKind
from finder.core.snapshot import Snapshot
from finder.db import db
from finder.store.models import Post, PostKind
from finder.store.posts import About, Thread, shown_posts
from finder.wording import Words
from finder.wording.states import state_name
from finder.wording.words import N_

# From then on a post says that it is old: by then the price a seller posts counts as old, too.
OLD_AFTER_DAYS = PRICE_KINDS[PriceKind.FIXED].shelf_life_days
NEWEST_SHOWN = 3
POST_KIND_WORDS = {
    PostKind.QUESTION: N_("Question"),
    PostKind.TIP: N_("Tip"),
    PostKind.ANSWER: N_("Answer from our team"),
}
LISTING_PREFIX, TOPIC_PREFIX = "listing.", "topic."


class PostSubject(NamedTuple):
    """What a post is about: its name, its page, and how forms and addresses call it."""

    value: str
    name: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """One post, ready to print. ``subject`` is there as long as the listing or topic is."""

    number: int
    kind: str
    said: str
    language: str
    place: str
    month: str
    is_old: bool
    subject: PostSubject | None
    answers: tuple[PostView, ...]


class BoardSection(NamedTuple):
    """The newest posts about one thing, for its own page."""

    value: str
    posts: list[PostView]


def about_of(value: str | None, snapshot: Snapshot) -> About | None:
    """What "listing.ID" or "topic.ID" names; ``None`` for what is not there."""
    text = value or ""
    listing_id, topic_id = text.removeprefix(LISTING_PREFIX), text.removeprefix(TOPIC_PREFIX)
    if text.startswith(LISTING_PREFIX) and listing_id in snapshot.by_id:
        return About(listing_id=listing_id)
    if text.startswith(TOPIC_PREFIX) and snapshot.facts.guide.topic(topic_id):
        return About(topic_id=topic_id)
    return None


def subjects(words: Words, snapshot: Snapshot) -> tuple[list[PostSubject], list[PostSubject]]:
    """All topics in their order, and all listings by name."""
    topics = [_topic(words, snapshot, row.id) for row in snapshot.facts.guide.topics]
    listings = [_listing(words, snapshot, name) for name in snapshot.by_id]
    return [row for row in topics if row], sorted(filter(None, listings), key=lambda row: row.name.casefold())


def _topic(words: Words, snapshot: Snapshot, topic_id: str) -> PostSubject | None:
    guide = snapshot.facts.guide
    topic = guide.topic(topic_id)
    if topic is None:
        return None
    return PostSubject(
        TOPIC_PREFIX + topic_id, guide.said(topic.title, words.language), url_for("guide.topic", topic_id=topic_id)
    )


def _listing(words: Words, snapshot: Snapshot, listing_id: str) -> PostSubject | None:
    listing = snapshot.by_id.get(listing_id)
    if listing is None:
        return None
    return PostSubject(
        LISTING_PREFIX + listing_id, words.text(listing.name), url_for("search.listing", listing_id=listing_id)
    )


def newest_posts(
    words: Words, snapshot: Snapshot, about: About | None = None, us_state: str | None = None
) -> list[PostView]:
    """The newest posts, about one thing or of one state when it is named."""
    on = today()
    return [thread_in_words(words, snapshot, row, on) for row in shown_posts(db.session, about, us_state)]


def newest_about(words: Words, snapshot: Snapshot, about: About) -> BoardSection:
    """The newest posts for the page of what they are about. That page goes on without them when the database fails."""
    on = today()
    try:
        threads = shown_posts(db.session, about, most=NEWEST_SHOWN)
    except SQLAlchemyError:
        db.session.rollback()
        threads = []
    value = LISTING_PREFIX + about.listing_id if about.listing_id else TOPIC_PREFIX + (about.topic_id or "")
    return BoardSection(value, [thread_in_words(words, snapshot, row, on) for row in threads])


def thread_in_words(words: Words, snapshot: Snapshot, thread: Thread, on: date) -> PostView:
    """A post with its answers."""
    answers = tuple(in_words(words, snapshot, answer, on) for answer in thread.answers)
    return replace(in_words(words, snapshot, thread.post, on), answers=answers)


def in_words(words: Words, snapshot: Snapshot, post: Post, on: date) -> PostView:
    """One post without its answers."""
    day = _day_of(post.made_at)
    subject = (
        _listing(words, snapshot, post.listing_id) if post.listing_id else _topic(words, snapshot, post.topic_id or "")
    )
    return PostView(
        number=post.id,
        kind=words._(POST_KIND_WORDS[post.kind]),
        said=post.said,
        language=post.language,
        place=state_name(words, post.us_state or ""),
        month=words.month(day),
        is_old=(on - day).days > OLD_AFTER_DAYS,
        subject=subject,
        answers=(),
    )


def _day_of(moment: datetime) -> date:
    """The day it was for people in the United States."""
    return moment.astimezone(ZONE).date()
