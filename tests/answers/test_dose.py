from __future__ import annotations

from decimal import Decimal

import pytest

from finder.answers.dose import Dose, read_dose
from finder.answers.errors import AnswerError


@pytest.mark.parametrize(
    ("text", "dose", "strength"),
    [
        ("150", 150, None),
        ("150mg", 150, None),
        ("150 mgs", 150, None),
        ("150 mg a day", 150, None),
        ("125 milligrams daily", 125, None),
        ("150 mg once a day", 150, None),
        ("50 mg twice a day", 100, None),
        ("50mg BID", 100, None),
        ("50 mg every 12 hours", 100, None),
        ("150 mg dos veces al día", 300, None),
        ("2 tablets of 50 mg a day", 100, 50),
        ("two tablets of 50 mg twice daily", 200, 50),
        ("3 tabs of 50", 150, 50),
        ("two 50 mg pills", 100, 50),
        ("2.5 tabs 50 mg", 125, 50),
        ("1 and a half tablets of 50 mg", 75, 50),
        ("una y media tabletas de 50 mg", 75, 50),
        ("una tableta y media de 50 mg", 75, 50),
        ("2 x 75", 150, 75),
        ("2x75", 150, 75),
        ("1.5 x 50 mg", 75, 50),
        ("1 1/2 tablets of 50 mg a day", 75, 50),
        ("1½ tabletas de 50 mg", 75, 50),
        ("1/2 tablet of 50 mg", 25, 50),
        ("½ x 100 mg", 50, 100),
        ("half a tablet of 50 mg", 25, 50),
        ("3 tabletas de 50 mg al día", 150, 50),
        ("3 pastillas de 50 mg", 150, 50),
        ("1 pill of 100 mg every day", 100, 100),
        ("Take 3 tablets of 50 mg by mouth once daily", 150, 50),
        ("Tome dos tabletas de 50 mg por la boca una vez al día", 100, 50),
        ("three tablets of 50 mg", 150, 50),
        ("３ tablets of ５０ mg", 150, 50),
    ],
)
def test_a_dose_as_labels_and_people_write_it(text: str, dose: int, strength: int | None) -> None:
    assert read_dose(text) == Dose(Decimal(dose), strength)


@pytest.mark.parametrize(
    ("text", "tablets"), [("3", "3"), ("2.5", "2.5"), ("12", "12"), ("3 tabs", "3"), ("dos pastillas", "2")]
)
def test_a_number_of_tablets_is_no_dose_yet(text: str, tablets: str) -> None:
    assert read_dose(text) == Dose(None, None, Decimal(tablets))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("lots", "not_a_dose"),
        ("100 mg every other day", "not_a_dose"),
        ("2.5 mg/kg", "not_a_dose"),
        ("1 2", "not_a_dose"),
        ("100 50", "not_a_dose"),
        ("24", "dose_strength_not_told"),
        ("2.3", "dose_strength_not_told"),
        ("10 mg", "dose_too_low"),
        ("0", "dose_too_low"),
        ("775", "dose_too_high"),
        ("130", "dose_not_in_steps"),
        ("62.5", "dose_not_in_steps"),
        ("1.000", "not_a_number"),
    ],
)
def test_a_dose_that_cannot_be_priced_is_said_so(text: str, wrong: str) -> None:
    with pytest.raises(AnswerError) as refused:
        read_dose(text)
    assert refused.value.key == wrong
