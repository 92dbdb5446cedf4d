"""The community board: short questions and tips from the public, and the team's answers.

Nothing shows before a reviewer has approved it, and nobody approves their own. Who wrote a question or a tip is never
known here; who wrote an answer is kept as a number and never shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from finder.store.models import Post, PostKind, PostState
from finder.store.proposals import RuleError

LONGEST_POST = 500
LONGEST_REASON = 500
# Two years: what a medicine costs, and the rules of programs, have changed by then.
SHOWN_POST_DAYS = 730
MOST_POSTS_SHOWN = 100


@dataclass(frozen=True, slots=True)
class About:
    """What a post is about: a listing or a topic of the guide. Both empty: anything."""

    listing_id: str | None = None
    topic_id: str | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """A post that shows, with its answers that show, the oldest answer first."""

    post: Post
    answers: tuple[Post, ...]


def keep_post(
    session: Session, kind: PostKind, about: About, language: str, said: str, us_state: str | None = None
) -> Post:
    """Keep a question or tip of the public until a reviewer decides."""
    return _add_post(
        session,
        Post(
            kind=kind,
            listing_id=about.listing_id,
            topic_id=about.topic_id,
            language=language,
            us_state=us_state,
            said=said[:LONGEST_POST],
        ),
    )


def keep_answer(session: Session, number: int, member: int, language: str, said: str) -> Post:
    """Keep a member's answer to a post that shows, until another member decides.

    Raises RuleError when there is no such post, or it does not show.
    """
    if thread_of(session, number) is None:
        raise RuleError("not_shown")
    answer = Post(
        kind=PostKind.ANSWER, answers_to=number, language=language, said=said[:LONGEST_POST], written_by=member
    )
    return _add_post(session, answer)


def _add_post(session: Session, post: Post) -> Post:
    post.made_at, post.state = datetime.now(UTC), PostState.OPEN
    session.add(post)
    session.flush()
    return post


def approve_post(session: Session, number: int, member: int) -> Post:
    """Let a post show. Raises RuleError when it is gone, decided already, or the member's own."""
    post = _post(session, number, PostState.OPEN)
    if post.written_by == member:
        raise RuleError("own_post")
    return _decide(post, member, PostState.APPROVED, "")


def close_post(session: Session, number: int, member: int, reason: str) -> Post:
    """Never show a post. Raises RuleError when it is gone, decided already, or no reason is given."""
    return _decide(_post(session, number, PostState.OPEN), member, PostState.CLOSED, _reason(reason))


def take_post_down(session: Session, number: int, member: int, reason: str) -> Post:
    """Show a post no more. Raises RuleError when it does not show, or no reason is given."""
    return _decide(_post(session, number, PostState.APPROVED), member, PostState.TAKEN_DOWN, _reason(reason))


def _post(session: Session, number: int, state: PostState) -> Post:
    post = session.get(Post, number, with_for_update=True, populate_existing=True)
    if post is None:
        raise RuleError("no_post")
    if post.state is not state:
        raise RuleError("already_decided")
    return post


def _reason(reason: str) -> str:
    if not reason:
        raise RuleError("reason_needed")
    return reason[:LONGEST_REASON]


def _decide(post: Post, member: int, state: PostState, reason: str) -> Post:
    post.state, post.reason = state, reason
    post.decided_by, post.decided_at = member, datetime.now(UTC)
    return post


def open_posts(session: Session) -> list[Post]:
    """What waits for a reviewer, the oldest first."""
    return list(session.scalars(sa.select(Post).where(Post.state == PostState.OPEN).order_by(Post.id)))


def open_post_counts(session: Session) -> Mapping[str | None, int]:
    """How many posts wait, by listing; ``None`` for those about topics, and for answers."""
    counted = sa.select(Post.listing_id, sa.func.count()).where(Post.state == PostState.OPEN)
    return {row[0]: row[1] for row in session.execute(counted.group_by(Post.listing_id))}


def answers_of(session: Session, member: int) -> list[Post]:
    """What a member wrote, the newest first, whatever became of it."""
    return list(session.scalars(sa.select(Post).where(Post.written_by == member).order_by(Post.id.desc())))


def shown_posts(
    session: Session, about: About | None = None, us_state: str | None = None, most: int = MOST_POSTS_SHOWN
) -> list[Thread]:
    """What shows, the newest first: at most ``most`` posts about a thing or of a state, with their answers."""
    query = _posts_in_view().order_by(Post.id.desc()).limit(most)
    if about is not None and about.listing_id:
        query = query.where(Post.listing_id == about.listing_id)
    if about is not None and about.topic_id:
        query = query.where(Post.topic_id == about.topic_id)
    if us_state:
        query = query.where(Post.us_state == us_state)
    return _threads(session, list(session.scalars(query)))


def thread_of(session: Session, number: int) -> Thread | None:
    """The question or tip with this number and its answers, when it shows."""
    found = list(session.scalars(_posts_in_view().where(Post.id == number)))
    return next(iter(_threads(session, found)), None)


def _threads(session: Session, posts: list[Post]) -> list[Thread]:
    answers = _answers_to(session, [post.id for post in posts])
    return [Thread(post, tuple(answers[post.id])) for post in posts]


def _posts_in_view() -> sa.Select[Post]:
    """Approved questions and tips that are not past their time, also where nobody runs ``forget``."""
    oldest = datetime.now(UTC) - timedelta(days=SHOWN_POST_DAYS)
    return sa.select(Post).where(Post.state == PostState.APPROVED, Post.kind != PostKind.ANSWER, Post.made_at > oldest)


def _answers_to(session: Session, numbers: list[int]) -> Mapping[int, list[Post]]:
    found: defaultdict[int, list[Post]] = defaultdict(list)
    query = sa.select(Post).where(Post.state == PostState.APPROVED, Post.answers_to.in_(numbers)).order_by(Post.id)
    for answer in session.scalars(query) if numbers else ():
        found[answer.answers_to or 0].append(answer)
    return found
