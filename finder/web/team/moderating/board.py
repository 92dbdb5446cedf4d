"""The team's side: read what waits, decide on it, answer what shows, take down what should not."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response
from wtforms import Form

from finder.clock import today
from finder.db import db, write
from finder.store.models import MemberRole, Post, PostState
from finder.store.posts import (
    LONGEST_POST,
    answers_of,
    approve_post,
    close_post,
    keep_answer,
    open_post_counts,
    open_posts,
    take_post_down,
    thread_of,
)
from finder.store.proposals import RuleError
from finder.store.snapshot_cache import current_snapshot
from finder.web.shared.board.post_checks import nothing_refused
from finder.web.shared.board.posts import PostView, in_words, newest_posts, thread_in_words
from finder.web.shared.error_summary import mistakes_in
from finder.web.shared.language import Pages, current_language
from finder.web.shared.public_forms import long_text, plain
from finder.web.shared.statuses import UNUSABLE
from finder.web.team.accounts.access import member_or_403, requires
from finder.web.team.maintain.blueprint import people, posted_text
from finder.wording import Words, words_in
from finder.wording.words import N_

pages = Pages("board_moderation", __name__)

BOARD_REFUSALS = {
    "no_post": N_("That post is gone."),
    "not_shown": N_("That post does not show, so it cannot be answered."),
    "already_decided": N_("Somebody else has decided on that post."),
    "own_post": N_("You wrote this answer. Another person decides."),
    "reason_needed": N_("Write a reason."),
}
POST_STATE_WORDS = {
    PostState.OPEN: N_("Waits for a second person"),
    PostState.APPROVED: N_("It shows"),
    PostState.CLOSED: N_("Not taken"),
    PostState.TAKEN_DOWN: N_("Taken down"),
}


class AnswerForm(Form):
    """A member's answer. What it does not name is not read, whatever else is sent along."""

    words = long_text(lazy_gettext(N_("Your answer")), LONGEST_POST, nothing_refused)


def words() -> Words:
    """The words of the page's language."""
    return words_in(current_language())


def count_open() -> Mapping[str | None, int]:
    """How many posts wait, by listing; ``None`` for all others: for the team's list of what to check."""
    return open_post_counts(db.session)


def _post_view(post: Post) -> PostView:
    return in_words(words(), current_snapshot(), post, today())


@pages.get("/team/board")
@requires(MemberRole.VOLUNTEER)
def team() -> str:
    """What waits, what shows, and what became of one's own answers."""
    member = member_or_403()
    waiting = open_posts(db.session) if member.may_act_as(MemberRole.REVIEWER) else []
    return render_template(
        "board/team.html",
        words=words(),
        member=member,
        waiting=[(post, _post_view(post), _question_of(post)) for post in waiting],
        shown=newest_posts(words(), current_snapshot()),
        own=[
            (words()._(POST_STATE_WORDS[post.state]), post.reason, _post_view(post))
            for post in answers_of(db.session, member.id)
        ],
        reviews=member.may_act_as(MemberRole.REVIEWER),
        people=people(),
    )


def _question_of(post: Post) -> PostView | None:
    """The post that an answer answers."""
    parent = db.session.get(Post, post.answers_to) if post.answers_to else None
    return _post_view(parent) if parent else None


@pages.route("/team/board/<int:number>", methods=["GET", "POST"])
@requires(MemberRole.VOLUNTEER)
def one(number: int) -> Response | tuple[str, int] | str:
    """A post that shows, to answer it or to take it down."""
    form = AnswerForm(request.form)
    if request.method == "POST" and form.validate():
        return _act(
            _("Sent. Another person looks at it."),
            lambda session, member: keep_answer(session, number, member, current_language(), plain(form.words.data)),
        )
    thread = thread_of(db.session, number)
    if thread is None:
        raise NotFound
    errors = mistakes_in(form)
    page = render_template(
        "board/one.html",
        words=words(),
        post=thread_in_words(words(), current_snapshot(), thread, today()),
        form=form,
        errors=errors,
        reviews=member_or_403().may_act_as(MemberRole.REVIEWER),
    )
    return (page, UNUSABLE) if errors else page


@pages.post("/team/board/<int:number>/approve")
@requires(MemberRole.REVIEWER)
def approve_it(number: int) -> Response:
    """Let it show."""
    return _act(_("It shows now."), lambda session, member: approve_post(session, number, member))


@pages.post("/team/board/<int:number>/close")
@requires(MemberRole.REVIEWER)
def close_it(number: int) -> Response:
    """Never show it, and say why."""
    reason = posted_text("reason")
    return _act(_("Closed. It never shows."), lambda session, member: close_post(session, number, member, reason))


@pages.post("/team/board/<int:number>/take-down")
@requires(MemberRole.REVIEWER)
def take_it_down(number: int) -> Response:
    """Show it no more, and say why."""
    reason = posted_text("reason")
    return _act(
        _("Taken down. It shows no more."), lambda session, member: take_post_down(session, number, member, reason)
    )


def _act(sentence: str, act: Callable[[Session, int], object]) -> Response:
    """Do it, and go back to the team's page with a sentence on what was done, or why not."""
    try:
        with write() as session:
            act(session, member_or_403().id)
    except RuleError as error:
        flash(words()._(BOARD_REFUSALS[error.key]), "refused")
    else:
        flash(sentence)
    return redirect(url_for("board_moderation.team"), 303)
