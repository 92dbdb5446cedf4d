"""Bytes, lines, columns, JSON and values: what all feeds share."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.catalog.problems import MistakeError
from finder.feeds.addresses import phone_of, state_of, web_address, zip_of
from finder.feeds.import_report import MOST_LINES_KEPT, FeedError, ImportReport
from finder.feeds.json_records import Records
from finder.feeds.source import SourceFile
from finder.feeds.values import day, dollars, milligrams, ndc11
from tests.feeds.reading import SAMPLES, read_bytes


def lines_of(data: bytes) -> list[str]:
    return list(SourceFile("file", io.BytesIO(data)).lines(ImportReport(file="file")))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"PK\x03\x04xyz", "Excel workbook"),
        (b"\x1f\x8bxyz", "compressed"),
        (b"%PDF-1.7", "PDF"),
        ("NDC".encode("utf-16"), "UTF-16"),
        (b"\n <!DOCTYPE html><html>", "web page"),
    ],
)
def test_files_of_another_kind_are_refused_with_what_they_are(data: bytes, sentence: str) -> None:
    with pytest.raises(FeedError, match=sentence):
        SourceFile("file", io.BytesIO(data))


@given(st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=("Cs",)), max_size=700)))
def test_lines_come_whole_wherever_the_file_is_cut_into_pieces(lines: list[str]) -> None:
    text = "a header\n" + "\n".join(lines)
    assert "".join(lines_of(text.encode())) == text


def test_a_line_without_end_is_refused() -> None:
    with pytest.raises(FeedError, match="million characters"):
        lines_of(b"a" * (3 << 20))


def test_text_that_is_in_neither_encoding_is_refused_by_line() -> None:
    with pytest.raises(FeedError, match="Line 2 is neither"):
        lines_of(b"a\n\x81\x8d\n")


def test_a_quote_that_is_never_closed_is_refused() -> None:
    with pytest.raises(FeedError, match="is not CSV"):
        read_bytes("hrsa", (SAMPLES / "hrsa_sites.csv").read_bytes()[:-3])


@given(
    st.lists(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5) | st.none())), st.integers(1, 9)
)
def test_json_records_come_whole_however_small_the_pieces(rows: list[dict[str, object]], size: int) -> None:
    text = json.dumps({"meta": {"a": [1, {"results": []}]}, "results": rows, "count": 12})

    def pieces() -> Iterator[str]:
        yield from (text[at : at + size] for at in range(0, len(text), size))

    records = Records(pieces(), ("results",))
    assert [row for _, row in records] == rows
    assert records.rest == {"meta": {"a": [1, {"results": []}]}, "count": 12}


@pytest.mark.parametrize(
    "text",
    [
        '{"results": [{"a": 1}',
        '{"results": [{"a": 1},]}',
        '{"results": [NaN]}',
        "[1, 2] 3",
        '{"results" [}',
        "[" * 9999,
    ],
)
def test_json_that_is_cut_off_or_wrong_is_refused(text: str) -> None:
    with pytest.raises(FeedError, match="JSON"):
        list(Records(iter([text]), ("results",)))


def test_a_long_list_of_json_does_not_fill_the_memory() -> None:
    row = json.dumps({"ndc_description": "ANOTHER DRUG", "x": "y" * 500}) + ","

    def pieces() -> Iterator[str]:
        yield '{"results": ['
        yield from (row for _ in range(40_000))
        yield "{}]}"

    tracemalloc.start()
    assert sum(1 for _ in Records(pieces(), ("results",))) == 40_001
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_a_long_csv_of_other_drugs_does_not_fill_the_memory() -> None:
    header = b"NDC Description,NDC,NADAC Per Unit,Effective Date,Pricing Unit,As of Date\n"
    data = header + b"ANOTHER DRUG 10 MG TABLET,00000000001,0.1,01/01/2025,EA,01/01/2025\n" * 100_000
    tracemalloc.start()
    rows, _ = read_bytes("nadac", data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows == []
    assert peak < len(data) + 1_000_000  # the file itself stands in memory here


def test_only_the_first_mistakes_are_kept_and_all_are_counted() -> None:
    told = ImportReport(file="file")
    for line in range(MOST_LINES_KEPT + 5):
        told.mistake(line, "wrong")
        told.remark(line, "odd")
    assert (len(told.mistakes), told.mistake_count) == (MOST_LINES_KEPT, MOST_LINES_KEPT + 5)
    assert (len(told.remarks), told.remark_count) == (MOST_LINES_KEPT, MOST_LINES_KEPT + 5)


@pytest.mark.parametrize(
    "text", ["04/23/2025", "4/23/2025", "2025-04-23", "2025-04-23T00:00:00.000", "20250423", "04/23/2025 12:00 AM"]
)
def test_days_are_read_in_every_spelling(text: str) -> None:
    assert day(text) == date(2025, 4, 23)


@pytest.mark.parametrize("text", ["", "23/04/2025", "2025-4-3", "04/23/25", "0025-04-23", "45770", "2025-02-30"])
def test_days_that_are_none_are_not_guessed(text: str) -> None:
    with pytest.raises(MistakeError):
        day(text)


@pytest.mark.parametrize(
    ("value", "amount"),
    [("$6.76", "6.76"), ("6", "6"), (".5", "0.5"), ("1,234.50", "1234.50"), (Decimal("9.10"), "9.10")],
)
def test_dollars_are_read_with_and_without_signs(value: object, amount: str) -> None:
    assert dollars(value) == Decimal(amount)


@pytest.mark.parametrize(
    "value", ["", "-1", "0", "1e3", "NaN", "0,15922", "1,23", "6.76 USD", None, True, float("inf")]
)
def test_dollars_that_are_none_are_refused(value: object) -> None:
    with pytest.raises(MistakeError):
        dollars(value)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("0378-1005-01", "00378100501"),
        ("68382-003-01", "68382000301"),
        ("60219-1076-1", "60219107601"),
        ("54766-0590-10", "54766059010"),
        ("3029320", "00003029320"),
        ("54766059010.0", "54766059010"),
    ],
)
def test_ndcs_become_eleven_digits(text: str, digits: str) -> None:
    assert ndc11(text) == digits


@pytest.mark.parametrize(
    "text", ["", "0", "00000000000", "123456789012", "5.4766E+10", "1-2-3", "6838-003-01", "٠٣٧٨١٠٠٥٠١"]
)
def test_ndcs_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(MistakeError):
        ndc11(text)


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("AZATHIOPRINE 50 MG TABLET", 50),
        ("50mg", 50),
        ("25 mg/1", 25),
        ("50 MG/75 MG", None),
        ("0.5 MG", None),
        ("", None),
    ],
)
def test_a_strength_is_one_whole_number_or_none(text: str, strength: int | None) -> None:
    assert milligrams(text) == strength


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("614-555-0100 x0123", ("614-555-0100", "0123")),
        ("(787) 555-0100 ext. 4", ("787-555-0100", "4")),
        ("1-800-555-0100", ("800-555-0100", "")),
        ("call us", ("", "")),
        ("555-0100", ("", "")),
    ],
)
def test_phones_are_read_or_left_empty(text: str, parts: tuple[str, str]) -> None:
    assert phone_of(text) == parts


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("www.example.org", "https://www.example.org"),
        ("HTTPS://EXAMPLE.ORG/a", "https://EXAMPLE.ORG/a"),
        ("example.org:8080/p", "https://example.org:8080/p"),
        ("javascript:alert(1)", ""),
        ("ftp://example.org", ""),
        ("https://name:word@example.org", ""),
        ("two words.org", ""),
        ("", ""),
    ],
)
def test_web_addresses_are_pages_or_nothing(text: str, address: str) -> None:
    assert web_address(text) == address


@pytest.mark.parametrize(
    ("text", "code"), [("43215-1234", "43215-1234"), ("601", "00601"), ("006011234", "00601-1234"), ("H0H 0H0", "")]
)
def test_zip_codes_get_their_zeros_back(text: str, code: str) -> None:
    assert zip_of(text) == code


@pytest.mark.parametrize(("text", "state"), [("oh", "OH"), ("Ohio", "OH"), ("Guam", "GU"), ("Republic of Palau", "PW")])
def test_states_are_read_by_letters_or_by_name(text: str, state: str) -> None:
    assert state_of(text) == state


@pytest.mark.parametrize("text", ["", "XX", "Ontario"])
def test_other_words_do_not_become_states(text: str) -> None:
    with pytest.raises(MistakeError):
        state_of(text)
