from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from finder.db import write
from finder.store.accounts import invite, set_password
from finder.store.member_proposals import propose_status
from finder.store.models import Member, MemberRole, Method, ProposalKind, ReportKind
from finder.store.proposals import Verification
from finder.store.reports import create_report, pass_on
from finder.web.team.accounts.passwords import password_hash
from tests.languages import PREFIXES
from tests.server import in_thread

pytestmark = pytest.mark.browser
PASSWORD = "lantern gravel seventeen kites"
BY_PHONE = """kind,seller,product,strength_mg,quantity,price,area,observed_on,source
seen,cost-plus-drugs,azathioprine,50,90,24.50,US,2026-11-01,tel:+1-888-555-0100
"""
ADMINS = {prefix: f"ada{number}@team.example" for number, prefix in enumerate(PREFIXES)}


class Site(NamedTuple):
    app: Flask
    url: str


@pytest.fixture(scope="session")
def site(
    make_app: Callable[..., Flask], seeded_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A served site: two admins without their second factor yet, a proposal, reports, a price told by phone."""
    folder = tmp_path_factory.mktemp("accounts")
    database = shutil.copyfile(seeded_database, folder / "finder.sqlite")
    app = make_app(database, {"TESTING": False, "MAIL_BACKEND": "dummy"})
    with app.app_context():
        numbers = [_member(email) for email in ADMINS.values()]
        with write() as session:
            checked = Verification(by=numbers[0], source="1-800-555-0100", method=Method.PHONE, on=date(2026, 11, 20))
            propose_status(session, ProposalKind.RETIRE, "good-days", checked)
            create_report(session, ReportKind.WRONG, "good-days", "en", "The phone number is old.", "ann@example.org")
            suggested = create_report(session, ReportKind.SUGGESTION, None, "es", "Una clínica.")
            for report in (create_report(session, ReportKind.WRONG, "good-days", "en", "It rings out."), suggested):
                pass_on(session, report.id, numbers[0], report.said)
    assert app.test_cli_runner().invoke(args=["prices", "import", "prices-csv", "-"], input=BY_PHONE).exit_code == 0
    with in_thread(app) as address:
        yield Site(app, address)


def _member(email: str) -> int:
    with write() as session:
        number = invite(session, email, MemberRole.ADMIN)
        unique = session.get_one(Member, number).fs_uniquifier
        assert set_password(session, number, password_hash(PASSWORD), unique)
    return number


@pytest.fixture(scope="session")
def base_url(site: Site) -> str:
    """The site of our own."""
    return site.url


def send(page: Page, field: str, text: str) -> None:
    """Fill in one field and send its form."""
    page.locator(f"main #{field}").fill(text)
    page.locator(f"main #{field}").press("Enter")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_an_admin_comes_in_and_axe_finds_nothing_on_the_way(
    page: Page, site: Site, check_access: Callable[[], None], prefix: str
) -> None:
    team = f"{site.url}{prefix}/team"
    page.goto(f"{team}/forgot")
    check_access()
    page.goto(f"{team}/members")
    check_access()
    page.locator("#email").fill(ADMINS[prefix])
    send(page, "password", PASSWORD)
    page.wait_for_url("**/second-factor/set-up")
    expect(page.locator("svg.qr")).to_be_visible()
    check_access()
    key = (page.locator("#secret").text_content() or "").replace("-", "").replace(" ", "")
    totp = site.app.extensions["security"].totp_factory._totp
    send(page, "code", totp(key=key).generate().token)
    expect(page.locator("#codes li")).to_have_count(10)
    codes = page.locator("#codes code").all_text_contents()
    check_access()
    page.locator("nav form button").first.click()
    page.wait_for_url("**/log-in")
    page.locator("#email").fill(ADMINS[prefix])
    send(page, "password", PASSWORD)
    page.wait_for_url("**/second-factor")
    send(page, "code", "000000")
    page.wait_for_selector(".error-summary")
    check_access()
    send(page, "code", codes[0])
    page.wait_for_url("**/team")
    for path in ("account", "password", "recovery-codes", "members/1", "reports", "proposals/1", "members"):
        page.goto(f"{team}/{path}")
        check_access()
    for path in ("", "/listings/good-days", "/listings/cost-plus-drugs/prices"):
        page.goto(f"{team}{path}")
        page.locator("main details").evaluate_all("all => all.forEach(one => one.open = true)")
        check_access()
    page.goto(f"{site.url}{prefix}/prices")
    expect(page.locator("main a[href='tel:+1-888-555-0100']")).to_have_count(1)
    check_access()
    page.goto(f"{team}/members")
    send(page, "email", f"new{len(prefix)}@team.example")
    expect(page.locator("main code")).to_contain_text("/team/invitation?key=")
    check_access()
    page.goto(page.locator("main code").text_content() or "")
    check_access()
