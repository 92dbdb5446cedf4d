"""Sending a caseload from a real browser: the pages that ask, the table, the mistakes, the report, the download."""

from __future__ import annotations

import csv
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.languages import PREFIXES

pytestmark = pytest.mark.browser
HEAD = "case,state,household_size,income,income_period,insurance,daily_dose_mg,days_left\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Twelve cases without a mistake."""
    path = tmp_path / "good.csv"
    path.write_text(HEAD + "".join(f"A-{at},OH,1,{at}500,month,none,150,{at}\n" for at in range(12)))
    return path


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """One good case and one with mistakes, under a column that nobody knows."""
    path = tmp_path / "mixed.csv"
    path.write_text("case,state,income,income_period,color\nB-1,OH,1500,month,red\nB-2,Nowhere,lots,month,blue\n")
    return path


def choose(page: Page, path: str, field: str, file: Path) -> None:
    page.goto(path)
    page.set_input_files(f"#{field}", str(file))


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("path", ["/caseload", "/caseload/report"])
def test_axe_finds_nothing_on_the_pages_that_ask(page: Page, check_access, prefix: str, path: str) -> None:
    page.goto(prefix + path)
    check_access()


@pytest.mark.parametrize("prefix", PREFIXES)
def test_axe_finds_nothing_on_the_table_the_mistakes_and_a_refusal(
    page: Page, check_access, prefix: str, good: Path, mixed: Path, tmp_path: Path
) -> None:
    choose(page, f"{prefix}/caseload", "file", good)
    page.locator("button[value=table]").click()
    expect(page.locator("tbody tr")).to_have_count(12)
    check_access()
    choose(page, f"{prefix}/caseload", "file", mixed)
    page.locator("button[value=table]").click()
    expect(page.locator("#mistakes")).to_be_visible()
    check_access()
    refused = tmp_path / "refused.csv"
    refused.write_text("case,phone\n1,2\n")
    choose(page, f"{prefix}/caseload", "file", refused)
    page.locator("button[value=csv]").click()
    expect(page.locator("[role=alert]")).to_contain_text("phone")
    check_access()


@pytest.mark.parametrize("prefix", PREFIXES)
def test_axe_finds_nothing_on_the_report(page: Page, check_access, prefix: str, good: Path) -> None:
    choose(page, f"{prefix}/caseload/report", "files", good)
    page.locator("button[value=page]").click()
    expect(page.locator("#by-program")).to_be_visible()
    check_access()


def test_the_csv_comes_as_a_download_and_nothing_is_stored(page: Page, good: Path) -> None:
    choose(page, "/caseload", "file", good)
    page.get_by_label(re.compile("Fewest days")).check()
    with page.expect_download() as download:
        page.locator("button[value=csv]").click()
    assert download.value.suggested_filename == "answers.csv"
    with Path(os.fspath(download.value.path())).open(encoding="utf-8-sig", newline="") as file:
        cases = list(dict.fromkeys(row["case"] for row in csv.DictReader(file)))
    assert cases == [f"A-{at}" for at in range(12)]
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_on_a_narrow_screen_without_scripts_the_footer_leads_to_every_page_of_the_desk(browser, base_url: str) -> None:
    with browser.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 640}, base_url=base_url
    ) as context:
        page = context.new_page()
        for name, path in (
            ("For social workers", "caseload"),
            ("Case files", "cases"),
            ("A hand-out to print", "handout"),
        ):
            page.goto("/about")
            page.get_by_role("contentinfo").locator("summary").click()
            page.get_by_role("contentinfo").get_by_role("link", name=name, exact=True).click()
            expect(page).to_have_url(f"{base_url}/{path}")
            expect(page.locator("h1")).to_be_in_viewport()


def test_the_language_of_a_table_leads_back_to_the_form(page: Page, good: Path) -> None:
    choose(page, "/caseload", "file", good)
    page.locator("button[value=table]").click()
    page.get_by_role("link", name="Español").click()
    expect(page).to_have_url(re.compile("/es/caseload$"))
