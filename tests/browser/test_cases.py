"""The social worker's case, packet and calendars in a real browser."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.languages import PREFIXES

pytestmark = pytest.mark.browser
CASE = Path(__file__).resolve().parents[1] / "web" / "worker" / "cases" / "files" / "version-1.json"


def open_case(page: Page, prefix: str, *files: Path) -> None:
    page.goto(f"{prefix}/cases")
    page.set_input_files("#files", [str(file) for file in files])
    page.locator("main form button").click()


def to_results(page: Page, prefix: str) -> None:
    page.goto(f"{prefix}/")
    page.locator("main [name=state]").select_option("OH")
    page.locator("main [name=daily_dose_mg]").fill("150 mg")
    page.locator("main form button[type=submit]").first.click()


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("path", ["/cases", "/calendars", "/handout"])
def test_axe_finds_nothing_on_the_pages_that_only_ask(page: Page, check_access, prefix: str, path: str) -> None:
    page.goto(prefix + path)
    check_access()


@pytest.mark.parametrize("prefix", PREFIXES)
def test_axe_finds_nothing_on_a_case_and_on_several(page: Page, check_access, prefix: str) -> None:
    open_case(page, prefix, CASE)
    expect(page.locator("h1")).to_contain_text("Client 7")
    check_access()
    open_case(page, prefix, CASE, CASE)
    expect(page.locator("article").first).to_contain_text("Client 7")
    check_access()


@pytest.mark.parametrize("prefix", PREFIXES)
def test_axe_finds_nothing_on_the_packet(page: Page, check_access, prefix: str) -> None:
    to_results(page, prefix)
    page.locator("form[action$='/packet'] button").click()
    expect(page).to_have_url(re.compile(f"{prefix}/packet$"))
    check_access()
    page.locator(f"button[formaction='{prefix}/packet/print']").click()
    expect(page.locator(".dated")).to_be_visible()
    check_access()


def test_a_case_is_saved_from_the_results_opened_changed_and_saved_again(page: Page, tmp_path: Path) -> None:
    to_results(page, "")
    page.get_by_text("Save this case", exact=True).first.click()
    page.fill("#case_label", "Client 9")
    with page.expect_download() as first:
        page.get_by_role("button", name="Save this case to my computer").click()
    saved = tmp_path / first.value.suggested_filename
    first.value.save_as(saved)
    open_case(page, "", saved)
    page.select_option("#add", "medicaid")
    page.get_by_role("button", name="Show the case with these changes").click()
    page.select_option("#step-0-state", "sent")
    page.fill("#step-0-sent_on", "2026-11-20")
    with page.expect_download() as second:
        page.get_by_role("button", name="Save the new file to my computer").click()
    step = json.loads(Path(second.value.path()).read_text(encoding="utf-8"))["steps"][0]
    assert (step["listing"], step["state"], step["events"]) == (
        "medicaid",
        "sent",
        [{"what": "sent", "on": "2026-11-20"}],
    )


def test_the_packet_downloads_as_a_pdf_and_fits_paper(page: Page) -> None:
    to_results(page, "")
    page.locator("form[action$='/packet'] button").click()
    with page.expect_download() as made:
        page.get_by_role("button", name="PDF in English").click()
    assert Path(made.value.path()).read_bytes().startswith(b"%PDF-")
    page.get_by_role("button", name="Print page in English").click()
    page.emulate_media(media="print")
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.locator(".dated")).to_be_visible()
    # What browsers repeat at the foot of every sheet of paper.
    shown = page.locator(".sheet-foot").evaluate(
        "foot => [getComputedStyle(foot).display, getComputedStyle(foot).breakInside]"
    )
    assert shown == ["table-footer-group", "avoid"]
