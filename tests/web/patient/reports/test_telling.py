from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from finder.clock import today
from finder.db import db
from finder.store.models import Report, ReportKind
from finder.store.reports import open_reports
from finder.store.snapshot_cache import SNAPSHOT_EXTENSION, current_snapshot
from tests.conftest import close
from tests.languages import PREFIXES
from tests.web.conftest import read
from tests.web.people import cards
from tests.web.reading import grade
from tests.web.team.accounts.conftest import post, token

LISTING = "cost-plus-drugs"
ABOUT = f"/report/listings/{LISTING}"
FORMS = [f"{ABOUT}/not-honored", f"{ABOUT}/paid", f"{ABOUT}/wrong", "/report/suggestion"]
PAGES = ["/report", ABOUT, *FORMS, "/report/thanks"]
HOSTILE = '=HYPERLINK("http://evil.example";"x") <script>alert(1)</script> {{ 7*7 }} %(name)s \x00\x07'


def kept(app: Flask) -> list[Report]:
    with app.app_context():
        db.session.rollback()
        found = open_reports(db.session)
        db.session.expunge_all()
        return found


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_page_of_reports_opens_in_both_languages(get_page, prefix: str, path: str) -> None:
    assert len(get_page(prefix + path).main) > 100


@pytest.mark.parametrize("path", FORMS[1:])
def test_a_form_reads_at_seventh_grade_or_lower(get_page, path: str) -> None:
    assert grade(get_page(path).main) <= 7


@pytest.mark.parametrize(
    "path", [*(f"/report/listings/nowhere/{what}" for what in ("", "paid")), f"{ABOUT}/praise", "/report/listings/x"]
)
def test_what_does_not_exist_is_not_found(get_page, path: str) -> None:
    get_page(path, status=404)


def test_every_listing_page_leads_to_its_forms(get_page) -> None:
    assert ABOUT in get_page(f"/listings/{LISTING}").links
    assert "/es" + ABOUT in get_page(f"/es/listings/{LISTING}").links
    assert {f"{ABOUT}/{what}" for what in ("not-honored", "paid", "wrong")} <= set(get_page(ABOUT).links)


def test_every_card_of_the_results_leads_to_its_forms(get_page) -> None:
    page = get_page("/results", data={"state": "OH"})
    names = cards(page)
    assert len(names) > 10
    assert {f"/listings/{name}" for name in names} <= set(page.links)
    for name in names:
        assert f"/report/listings/{name}" in get_page(f"/listings/{name}").links


def test_a_report_is_kept_and_the_person_thanked(app: Flask, client: FlaskClient) -> None:
    answer = client.post(
        f"/es{ABOUT}/wrong", data={"words": "El teléfono no sirve.\r\nDos líneas.", "contact": "a@b.org"}
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/es/report/thanks")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    (report,) = kept(app)
    assert (report.kind, report.listing_id, report.language) == (ReportKind.WRONG, LISTING, "es")
    assert (report.said, report.contact) == ("El teléfono no sirve.\nDos líneas.", "a@b.org")


def test_a_price_paid_is_kept_with_its_tablets_and_day(app: Flask, client: FlaskClient) -> None:
    told = {"price": "$1,021.50", "strength_mg": "50", "quantity": "90", "paid_on": "", "words": "", "contact": ""}
    assert client.post(f"{ABOUT}/paid", data=told).status_code == 303
    (report,) = kept(app)
    assert (str(report.price), report.strength_mg, report.quantity) == ("1021.50", 50, 90)
    assert (report.paid_on, report.contact) == (today(), None)


def test_no_strength_is_chosen_beforehand(client: FlaskClient) -> None:
    choices = [
        option for option in read(client.get(f"{ABOUT}/paid")).all("option") if option.get("selected") is not None
    ]
    assert [option.get("value") for option in choices] == [""]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("price", value) for value in ("", "0", "-5", "NaN", "Infinity", "1e9", "20000", "ten", "=1+1", "9" * 400)),
        *(("quantity", value) for value in ("", "0", "1001", "-90", "1.5", "9 0", "9" * 400)),
        *(("paid_on", value) for value in ("yesterday", "13/45/2026", "01/01/2020", "12/31/2099")),
        *(("strength_mg", value) for value in ("", "60", "fifty")),
        ("words", "x" * 1001),
        ("contact", "x" * 201),
    ],
)
def test_what_cannot_be_right_is_said_and_nothing_is_kept(
    app: Flask, client: FlaskClient, field: str, value: str
) -> None:
    told = {"price": "21.50", "strength_mg": "50", "quantity": "90", field: value}
    answer = client.post(f"{ABOUT}/paid", data=told)
    assert answer.status_code == 422
    page = read(answer)
    assert f"#{field}" in page.links
    assert kept(app) == []


def test_a_report_without_words_says_nothing(app: Flask, client: FlaskClient) -> None:
    for path in (f"{ABOUT}/wrong", f"{ABOUT}/not-honored", "/report/suggestion"):
        assert client.post(path, data={"words": " \r\n\u200b"}).status_code == 422
    assert kept(app) == []


def test_a_thousand_characters_are_taken_with_their_line_ends(app: Flask, client: FlaskClient) -> None:
    words = "a\r\n" * 499 + "bb"
    assert client.post("/report/suggestion", data={"words": words}).status_code == 303
    assert len(kept(app)[0].said) == 1000


def test_a_machine_that_fills_in_the_trap_is_thanked_and_nothing_is_kept(app: Flask, client: FlaskClient) -> None:
    answer = client.post(f"{ABOUT}/wrong", data={"words": "Buy now", "website": "http://spam.example"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/report/thanks")
    assert kept(app) == []


def test_a_flood_is_stopped_and_reading_is_not(make_app: Callable[..., Flask], database: Path) -> None:
    app = make_app(database, {"RATELIMIT_ENABLED": True})
    client = app.test_client()
    codes = [client.post("/report/suggestion", data={"words": f"A {n}"}).status_code for n in range(12)]
    assert codes == [303] * 10 + [429] * 2
    assert client.post(f"/es{ABOUT}/wrong", data={"words": "x"}).status_code == 429
    assert client.get("/report/suggestion").status_code == 200
    assert len(kept(app)) == 10
    close(app)


def test_extra_fields_change_nothing(app: Flask, client: FlaskClient) -> None:
    extra = {"state": "accepted", "closed_by": "1", "listing_id": "goodrx", "kind": "paid", "id": "7", "price": "1"}
    assert client.post(f"{ABOUT}/wrong", data={"words": "Hm", **extra}).status_code == 303
    (report,) = kept(app)
    assert (report.state, report.closed_by, report.listing_id, report.price) == ("open", None, LISTING, None)


def test_what_a_reporter_types_never_reaches_a_log(
    make_app: Callable[..., Flask], database: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    app = make_app(database, {"TESTING": False})
    client = app.test_client()
    told = {
        "words": "xylophone-words",
        "contact": "xylophone@example.org",
        "price": "xylophone",
        "quantity": "xylophone",
    }
    for path in FORMS:
        client.post(path, data=told)
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE public_report")
    broken = client.post(FORMS[0], data=told)
    assert broken.status_code == 503
    log = app.config["LOG_STREAM"].getvalue()
    assert FORMS[0] in log
    assert "OperationalError" in log
    assert "xylophone" not in log + caplog.text + "".join(capfd.readouterr()) + broken.text
    close(app)


def test_hostile_words_are_shown_as_words(
    app: Flask, client: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    assert client.post(f"{ABOUT}/wrong", data={"words": HOSTILE, "contact": HOSTILE}).status_code == 303
    team = sign_in("reviewer").get("/team/reports")
    assert "<script>alert" not in team.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} %(name)s" in team.text
    assert "\x00" not in kept(app)[0].said
    for path in (f"/listings/{LISTING}", "/prices", "/report"):
        assert "alert(1)" not in client.get(path).text


def test_a_reviewer_closes_a_report_and_its_contact_is_gone(
    app: Flask, client: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    client.post(f"{ABOUT}/wrong", data={"words": "Hm", "contact": "ana@example.org"})
    reviewer, (report,) = sign_in("reviewer"), kept(app)
    page = reviewer.get("/team/reports")
    assert "ana@example.org" in page.text
    answer = post(reviewer, f"/team/reports/{report.id}/close", "/team/reports", accept="no")
    assert answer.headers["Location"] == "/team/reports"
    assert "Closed. The contact, if there was one, is deleted." in reviewer.get("/team/reports").text
    with app.app_context():
        closed = db.session.get_one(Report, report.id)
        assert (closed.state, closed.contact) == ("dismissed", None)
    post_again = reviewer.post(
        f"/team/reports/{report.id}/close", data={"csrf_token": token(reviewer.get("/team/account")), "accept": "yes"}
    )
    assert post_again.status_code == 303
    assert "Somebody else has closed that report." in reviewer.get("/team/reports").text


def test_three_accepted_prices_are_shown_as_a_range_with_their_count(
    app: Flask, client: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    day: date = today() - timedelta(days=2)
    for price in ("21.00", "19.00", "20.00"):
        told = {"price": price, "strength_mg": "50", "quantity": "77", "paid_on": f"{day:%m/%d/%Y}"}
        client.post(f"{ABOUT}/paid", data=told)
    assert "$19.00 to $21.00" not in client.get("/prices").text
    reviewer = sign_in("reviewer")
    for report in kept(app):
        assert post(reviewer, f"/team/reports/{report.id}/close", "/team/reports", accept="yes").status_code == 303
    with app.app_context():
        for _ in range(2):  # the first may wait for a snapshot that was begun before the last price was accepted
            current_snapshot()
            app.extensions[SNAPSHOT_EXTENSION].wait()
    for path in ("/prices", f"/listings/{LISTING}"):
        page = read(client.get(path))
        assert "$19.00 to $21.00" in page.main
        assert "77 tablets of 50 mg" in page.main
        assert "People who told us: 3." in page.main
    assert "$19.00 a $21.00" in read(client.get("/es/prices")).main


def test_a_reviewer_sees_that_a_price_may_have_been_sent_by_a_second_click(
    client: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    told = {"price": "21.00", "strength_mg": "50", "quantity": "90"}
    for price in ("21.00", "21.00", "22.00"):
        client.post(f"{ABOUT}/paid", data=told | {"price": price})
    page = sign_in("reviewer").get("/team/reports").text
    assert page.count("perhaps one person who clicked twice") == 1
    assert "Report 1 says exactly the same" in page


@pytest.mark.parametrize(
    ("role", "status"), [("anonymous", 303), ("volunteer", 403), ("reviewer", 200), ("admin", 200)]
)
def test_only_reviewers_read_reports(sign_in: Callable[[str], FlaskClient], role: str, status: int) -> None:
    assert sign_in(role).get("/team/reports").status_code == status


def test_the_teams_list_counts_open_reports(
    app: Flask, client: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    client.post("/report/listings/goodrx/wrong", data={"words": "Hm"})
    assert "Reports from people: 1." in sign_in("volunteer").get("/team").text


def test_extra_fields_change_neither_state_nor_date_nor_who_closed_it(
    app: Flask, client: FlaskClient, sign_in: Callable[[str], FlaskClient]
) -> None:
    extra = {"id": "9", "kind": "paid", "listing_id": "goodrx", "state": "accepted", "closed_by": "9", "price": "1"}
    extra |= {"made_at": "2020-01-01", "closed_at": "2020-01-01", "accept": "yes"}
    client.post(f"{ABOUT}/wrong", data={"words": "Hm", **extra})
    reviewer, (report,) = sign_in("reviewer"), kept(app)
    assert (report.kind, report.listing_id, report.state) == ("wrong", LISTING, "open")
    assert (report.closed_by, report.closed_at, report.price) == (None, None, None)
    assert report.made_at.year > 2020
    post(reviewer, f"/team/reports/{report.id}/close", "/team/reports", **{**extra, "accept": "no"})
    with app.app_context():
        closed = db.session.get_one(Report, report.id)
        assert (closed.state, closed.closed_by, closed.kind) == ("dismissed", 1, "wrong")
        assert closed.closed_at is not None
        assert closed.closed_at.year > 2020
