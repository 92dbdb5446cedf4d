from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page

from finder.db import write
from finder.store.accounts import invite, set_password
from finder.store.models import Member, MemberRole, PostKind
from finder.store.posts import About, approve_post, keep_answer, keep_post
from finder.web.team.accounts.passwords import password_hash
from tests.server import in_thread

pytestmark = pytest.mark.browser
MAIL, PASSWORD = "vera@team.example", "lantern gravel seventeen kites"
ABOUT = About("cost-plus-drugs")
PUBLIC = [
    "/board",
    "/es/board",
    "/board?about=listing.cost-plus-drugs&state=TX",
    "/listings/cost-plus-drugs",
    "/board/new",
    "/es/board/new",
]


@pytest.fixture(scope="session")
def base_url(
    make_app: Callable[..., Flask], seeded_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A served site of our own, with posts that show, one that waits, and a volunteer."""
    database = shutil.copyfile(seeded_database, tmp_path_factory.mktemp("board") / "finder.sqlite")
    app = make_app(database, {"TESTING": False})
    with app.app_context():
        _fill(app)
    with in_thread(app) as address:
        yield address


def _fill(app: Flask) -> None:
    with write() as session:
        number = invite(session, MAIL, MemberRole.VOLUNTEER)
        unique = session.get_one(Member, number).fs_uniquifier
        assert set_password(session, number, password_hash(PASSWORD), unique)
        tip = keep_post(session, PostKind.TIP, ABOUT, "en", "I paid $12 for 60 tablets of 50 mg.\nBy mail.", "TX")
        approve_post(session, tip.id, number)
        answer = keep_answer(session, tip.id, number + 1, "es", "Gracias. " + "muylargo" * 30)
        approve_post(session, answer.id, number)
        keep_answer(session, tip.id, number, "en", "The listing has it too.")


def test_axe_finds_nothing_on_the_board(page: Page, base_url: str, check_access: Callable[[], None]) -> None:
    for path in PUBLIC:
        page.goto(base_url + path)
        check_access()


def test_axe_finds_nothing_on_the_teams_side(page: Page, base_url: str, check_access: Callable[[], None]) -> None:
    page.goto(f"{base_url}/team/log-in")
    page.get_by_label("E-mail").fill(MAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    for path in ("/team/board", "/team/board/1"):
        page.goto(base_url + path)
        assert page.locator("h1").is_visible()
        check_access()
    page.locator("#words").fill("Take half.")
    page.get_by_role("button", name="Send the answer").click()
    page.wait_for_selector(".error-summary")
    check_access()


def test_a_tip_is_written_with_the_keyboard_alone_and_a_refusal_is_shown(
    page: Page, base_url: str, check_access: Callable[[], None]
) -> None:
    page.goto(f"{base_url}/listings/cost-plus-drugs")
    page.locator("summary", has_text="Questions and tips from people").click()
    page.get_by_role("link", name="Write a question or a tip about this").click()
    page.locator("#kind input[value=tip]").focus()
    page.keyboard.press("Space")
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("Call me at 214-555-0123.")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "submit", "the trap must not be on the way"
    page.keyboard.press("Enter")
    page.wait_for_selector(".error-summary")
    assert page.locator("#words").input_value() == "Call me at 214-555-0123."
    assert page.locator("#about").input_value() == "listing.cost-plus-drugs"
    check_access()
    page.locator("#words").fill("I paid $14 for 90 tablets.")
    page.get_by_role("button", name="Send it to our team").press("Enter")
    page.wait_for_url(re.compile("/board/thanks$"))
    assert page.context.cookies() == []
