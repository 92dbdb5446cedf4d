from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from finder.db import write
from finder.store.accounts import invite, set_password
from finder.store.impact import how_often_first
from finder.store.member_proposals import propose_status
from finder.store.models import Member, MemberRole, Method, ProposalKind
from finder.store.proposals import Verification
from finder.store.snapshot_cache import current_snapshot
from finder.web.team.accounts.passwords import password_hash
from tests.browser.conftest import SLOWEST
from tests.languages import PREFIXES
from tests.server import in_thread

pytestmark = pytest.mark.browser
MAIL, PASSWORD = "vera@team.example", "lantern gravel seventeen kites"
WORK = "/team/listings/good-days"
TODAY = date(2026, 12, 20)
# A minute of a person: somebody who types slowly needs a quarter of a second for a sign and half a second for the
# Tab key, and pages come in no time.
SECONDS, FOR_A_SIGN, FOR_A_KEY = 60, 0.25, 0.5


@pytest.fixture(scope="session")
def base_url(
    make_app: Callable[..., Flask], seeded_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A served site of our own, with a volunteer and a proposal that waits."""
    database = shutil.copyfile(seeded_database, tmp_path_factory.mktemp("team") / "finder.sqlite")
    app = make_app(database, {"TESTING": False})
    with app.app_context():
        with write() as session:
            number = invite(session, MAIL, MemberRole.VOLUNTEER)
            unique = session.get_one(Member, number).fs_uniquifier
            assert set_password(session, number, password_hash(PASSWORD), unique)
            checked = Verification(by=number, source="1-800-555-0100", method=Method.PHONE, on=date(2026, 11, 20))
            propose_status(session, ProposalKind.PAUSE, "good-days", checked)
        # Worked out once for each catalogue, by whoever opens the queue first: not by the one whose time is taken.
        how_often_first(current_snapshot(), TODAY)
    with in_thread(app) as address:
        yield address


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A later day for each of these tests: whoever checks a shipped listing on it moves its date."""
    for module in ("forms", "listing", "queue", "edit_listing", "impact_page", "history"):
        monkeypatch.setattr(f"finder.web.team.maintain.{module}.today", lambda: TODAY)


@pytest.fixture
def team(page: Page, base_url: str) -> Page:
    """The volunteer, logged in."""
    page.goto(f"{base_url}/team/log-in")
    page.get_by_label("E-mail").fill(MAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base_url}/team")
    return page


def by_keyboard(page: Page, name: str) -> int:
    """Move on with the Tab key until the thing with this name has the focus; gives how often it was pressed."""
    for presses in range(1, 400):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "() => { const e = document.activeElement;"
            " if (e.labels && e.labels.length) return e.labels[0].innerText;"
            " return e.getAttribute('aria-label') || e.innerText }"
        )
        if focused and focused.strip() == name:
            return presses
    raise AssertionError(f"the Tab key does not reach {name}")


def test_from_log_in_to_a_sent_verification_by_keyboard_alone_in_a_minute(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/team/log-in")
    keys, signs = 0, 0

    def press(name: str, key: str = "") -> None:
        nonlocal keys
        keys += by_keyboard(page, name) + bool(key)
        if key:
            page.keyboard.press(key)

    def fill(name: str, text: str) -> None:
        nonlocal signs
        press(name)
        signs += len(text)
        page.keyboard.type(text)

    fill("E-mail", MAIL)
    fill("Password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base_url}/team")
    # The first listing of the queue.
    page.evaluate("document.activeElement.blur()")
    name = page.locator("main form button[aria-label]").first.get_attribute("aria-label")
    assert name is not None
    press(name, "Enter")
    page.wait_for_url("**/team/listings/*")
    press("It is checked", "Enter")
    press("By phone", "Space")
    fill("Where did you read or hear it?", "1-800-555-0100, the desk")
    press("Send: it is checked", "Enter")
    page.wait_for_url("**/team/proposals/*")
    expect(page.get_by_text("Sent. A second person looks at it now.")).to_be_visible()
    assert keys * FOR_A_KEY + signs * FOR_A_SIGN < SECONDS, (keys, signs)


def test_the_sentence_of_a_rule_follows_what_is_typed_and_picked(team: Page, base_url: str) -> None:
    team.goto(f"{base_url}{WORK}/edit")
    team.get_by_role("button", name="Another rule").click()
    rule = team.locator("details.block[id^=criteria-]").last
    says = rule.locator(".says").first
    expect(says).to_have_text("Nothing is picked yet.")
    rule.get_by_label("What does it ask?").focus()
    rule.get_by_label("What does it ask?").select_option("age")
    # The ways to compare are those of the picked fact; the focus stays where it was.
    expect(rule.get_by_label("How is it compared?").locator("option")).to_have_count(3)
    expect(rule.get_by_label("What does it ask?")).to_be_focused()
    rule.get_by_label("How is it compared?").select_option("at_least")
    rule.get_by_label("With what?").fill("18")
    expect(says).to_have_text("Age is at least 18.")


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize(
    "path",
    [
        "/team",
        WORK,
        f"{WORK}/edit",
        f"{WORK}/history?from=2020-01-01",
        f"{WORK}/retire",
        f"{WORK}/sources-differ",
        "/team/new",
        "/team/places/new",
        "/team/proposals",
        "/team/proposals/1",
    ],
)
def test_axe_finds_nothing_on_a_page_of_the_team(
    team: Page, base_url: str, check_access: Callable[[], None], prefix: str, path: str
) -> None:
    team.goto(base_url + prefix + path)
    check_access()


def test_a_listing_is_changed_and_sent_without_scripts(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(SLOWEST)
    page.goto(f"{base_url}/team/listings/rx-outreach/edit")
    page.get_by_label("E-mail").fill(MAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/team/listings/rx-outreach/edit")
    page.locator("[name=phone]").fill("1-800-555-0100")
    page.get_by_role("button", name="Another rule").click()
    assert page.locator("[name=phone]").input_value() == "1-800-555-0100"
    page.locator("details.block[id^=criteria-]").last.get_by_label("Take this out").check()
    page.get_by_label("By phone").check()
    page.get_by_label("Where did you read or hear it?").fill("1-800-555-0100, the desk")
    page.get_by_role("button", name="Send it to a second person").click()
    page.wait_for_url("**/team/proposals/*")
    expect(page.locator("main")).to_contain_text("1-800-555-0100")
    page.get_by_role("button", name="Log out").click()
    page.goto(f"{base_url}/team")
    assert page.url.startswith(f"{base_url}/team/log-in")
    context.close()
