"""openFDA's NDC directory."""

from __future__ import annotations

import json
from datetime import date

import pytest

from finder.catalog.tables import PRODUCTS
from finder.feeds.import_report import FeedError
from tests.feeds.reading import column, read_bytes, read_sample, remarked, said

NAME = "openfda_products.json"


def product(**more: object) -> bytes:
    record = {
        "product_ndc": "60219-1076",
        "generic_name": "Azathioprine",
        "active_ingredients": [{"name": "AZATHIOPRINE", "strength": "50 mg/1"}],
        "packaging": [{"package_ndc": "60219-1076-1", "description": "100 TABLET in 1 BOTTLE"}],
        "dosage_form": "TABLET",
        **more,
    }
    return json.dumps({"results": [record]}).encode()


def test_ndcs_of_all_three_shapes_become_eleven_digits() -> None:
    rows, _ = read_sample("openfda-ndc", NAME)
    ndcs = column(rows, "ndc")
    assert {"68382011801", "60219107601", "00378100501"} <= set(ndcs)
    assert all(len(ndc) == 11 for ndc in ndcs)


def test_every_row_fits_the_table_of_products() -> None:
    rows, told = read_sample("openfda-ndc", NAME)
    for row in rows:
        assert list(row) == [field.name for field in PRODUCTS.columns]
    assert told.mistakes == []
    assert set(column(rows, "checked_on")) == {date(2026, 10, 7)}


def test_the_strength_is_the_products_own_and_not_one_of_the_whole_label() -> None:
    rows, _ = read_sample("openfda-ndc", NAME)
    assert {row["strength_mg"] for row in rows if row["ndc"].startswith("68382")} == {25}


def test_labelers_are_named_and_samples_are_left_out() -> None:
    rows, _ = read_sample("openfda-ndc", NAME)
    zydus = [row for row in rows if row["labeler"] == "Zydus Pharmaceuticals USA Inc."]
    assert column(zydus, "ndc") == ["68382011801", "68382011805"]


def test_what_is_no_longer_listed_on_the_day_is_not_marketed() -> None:
    ndc = "68382011801"

    def marketed(on: date) -> dict[str, str]:
        return dict(column(read_sample("openfda-ndc", NAME, on)[0], "ndc", "marketed"))

    assert marketed(date(2026, 12, 31))[ndc] == "yes"
    assert marketed(date(2027, 1, 1))[ndc] == "no"
    assert marketed(date(2026, 11, 23))["60219107601"] == "no"  # openfda is empty there
    assert marketed(date(2026, 11, 23))["00378100501"] == "no"  # its marketing has ended
    assert marketed(date(2026, 11, 23))["68084022901"] == "yes"  # no day is told


def test_tablets_in_nested_packages_are_multiplied() -> None:
    rows, _ = read_sample("openfda-ndc", NAME)
    assert dict(column(rows, "ndc", "note"))["68084022901"] == "Package of 100."
    assert dict(column(rows, "ndc", "note"))["68382011805"] == "Package of 500, listed until 2026-12-31."


def test_brands_keep_their_name_and_a_generic_named_in_capitals_does_not_become_one() -> None:
    rows, _ = read_sample("openfda-ndc", NAME)
    products = dict(column(rows, "ndc", "product"))
    assert products["65649023141"] == "Azasan"
    assert products["60219107601"] == products["00378100501"] == "azathioprine"


def test_what_is_given_by_vein_is_told_and_left_out_and_other_drugs_in_silence() -> None:
    rows, told = read_sample("openfda-ndc", NAME)
    assert remarked(told) == [(27, "55150-100 is not a tablet of one strength. Left out.")]
    assert not any(row["ndc"].startswith("11111") for row in rows)


def test_ten_bare_digits_are_a_mistake_because_they_could_be_three_numbers() -> None:
    rows, told = read_bytes("openfda-ndc", product(packaging=[{"package_ndc": "6021910761"}]))
    assert rows == []
    assert said(told)[0][1].startswith("60219-1076: 'package_ndc' must have hyphens")


def test_a_broken_date_is_a_mistake() -> None:
    _, told = read_bytes("openfda-ndc", product(listing_expiration_date="20261331"))
    assert said(told) == [(1, "60219-1076: names a day that does not exist: '20261331'.")]


def test_an_answer_with_an_error_is_refused_with_its_words() -> None:
    with pytest.raises(FeedError, match="No matches found!"):
        read_bytes("openfda-ndc", b'{"error": {"code": "NOT_FOUND", "message": "No matches found!"}}')


def test_csv_is_refused() -> None:
    with pytest.raises(FeedError, match="is JSON"):
        read_bytes("openfda-ndc", b"a,b\n1,2\n")


def test_a_company_is_never_named_by_what_a_spreadsheet_would_run() -> None:
    rows, _ = read_bytes("openfda-ndc", product(labeler_name="=HYPERLINK(1)"))
    assert column(rows, "labeler") == ["HYPERLINK(1)"]


@pytest.mark.parametrize(("total", "remarks"), [(45, 1), (1, 0), ("45", 0), (None, 0)])
def test_a_page_of_the_directory_is_remarked_as_a_part(total: object, remarks: int) -> None:
    page = {"meta": {"results": {"skip": 0, "limit": 1, "total": total}}, "results": [{"generic_name": "Other"}]}
    told = read_bytes("openfda-ndc", json.dumps(page).encode())[1]
    assert [text for _, text in remarked(told)] == [
        "This is a part of a list: 1 of 45 rows. Get the others too."
    ] * remarks
