"""A table of kinds that lacks a row, or a row that lacks an attribute, fails when the program starts."""

from __future__ import annotations

from dataclasses import MISSING, fields

import pytest

from finder.core.dose import STRENGTHS, Strength
from finder.core.kinds import complete
from finder.core.places import PLACE_KINDS, PlaceKind, PlaceKindSpec
from finder.core.prices import PRICE_KINDS, PriceGroup, PriceKind, PriceKindSpec

SPECS = (PriceKindSpec, PlaceKindSpec, Strength)
ROWS = {PriceKindSpec: PRICE_KINDS, PlaceKindSpec: PLACE_KINDS, Strength: STRENGTHS}


def test_a_kind_without_a_row_is_named() -> None:
    rows = {kind: spec for kind, spec in PRICE_KINDS.items() if kind is not PriceKind.SEEN}
    with pytest.raises(ValueError, match=r"without a row: \['seen'\]"):
        complete(PriceKind, rows)


def test_a_row_of_no_kind_is_named() -> None:
    with pytest.raises(ValueError, match=r"of no kind: \['tent'\]"):
        complete(PlaceKind, {**PLACE_KINDS, "tent": PLACE_KINDS[PlaceKind.MOBILE]})


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.__name__)
def test_a_row_without_one_attribute_is_refused(spec: type) -> None:
    row = next(iter(ROWS[spec].values()))
    told = {field.name: getattr(row, field.name) for field in fields(spec)}
    assert spec(**told) == row
    for name in told:
        with pytest.raises(TypeError, match=name):
            spec(**{key: value for key, value in told.items() if key != name})


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.__name__)
def test_no_attribute_of_a_kind_has_a_value_that_nobody_chose(spec: type) -> None:
    assert all(field.default is MISSING and field.default_factory is MISSING for field in fields(spec))


def test_costs_are_worked_out_from_what_people_pay_alone() -> None:
    assert all((spec.sureness is not None) is spec.is_for_people for spec in PRICE_KINDS.values())


def test_no_two_kinds_of_price_are_equally_sure() -> None:
    told = [spec.sureness for spec in PRICE_KINDS.values() if spec.sureness is not None]
    assert len(set(told)) == len(told)
    assert {spec.group for spec in PRICE_KINDS.values()} == set(PriceGroup)
