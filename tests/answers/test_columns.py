from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.answers.columns import COLUMNS, LONGEST_ANSWER, Answers, read_answers
from finder.answers.readers import AnswerError, read_dose
from finder.answers.states import PLACES
from finder.core.situation import PRESCRIPTION_FIELDS, SITUATION_FIELDS, Prescription, Situation
from finder.core.snapshot import ZipArea

ZIPS = {"44113": "OH", "96910": "GU", "09001": "AE", "96939": "PW"}


@pytest.fixture(scope="module")
def zips() -> dict[str, ZipArea]:
    return {code: area(state) for code, state in ZIPS.items()}


def area(state: str) -> ZipArea:
    return ZipArea(state, **{name: None for name in ZipArea._fields if name != "state"})


def read(zips: dict[str, ZipArea], **told: str | list[str]) -> Answers:
    return read_answers({name: [text] if isinstance(text, str) else text for name, text in told.items()}, zips)


def key(answers: Answers, column: str) -> str:
    return answers.errors[column].key


def test_nothing_told_is_not_told(zips) -> None:
    answers = read(zips)
    assert (answers.situation, answers.prescription, dict(answers.errors)) == (Situation(), Prescription(), {})


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("blank", ["", " ", "\t", "\xa0"])
def test_a_blank_is_not_told_in_every_column(zips, name: str, blank: str) -> None:
    assert read(zips, **{name: blank}) == read(zips)


def test_every_column_fills_a_fact_of_its_name() -> None:
    assert set(COLUMNS) <= {*SITUATION_FIELDS, *PRESCRIPTION_FIELDS}


@pytest.mark.parametrize(
    "text", ["1500", "$1,500", "1500.00", "1,500", " 1 500 ", "$ 1,500.00", "1,500.", "$1500", "01500"]
)
def test_one_amount_is_written_in_many_ways(zips, text: str) -> None:
    assert read(zips, income=text).situation.income == Decimal(1500)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("days_left", "6 days", 6),
        ("days_left", "1 Day", 1),
        ("days_left", "6 días", 6),
        ("age", "44 years old", 44),
        ("age", "44 años", 44),
        ("household_size", "3 people", 3),
        ("household_size", "3 personas", 3),
        ("income", "1,500 dollars", 1500),
        ("income", "$1500 dólares", 1500),
    ],
)
def test_the_unit_of_the_question_may_stand_after_the_number(zips, name: str, text: str, value: int) -> None:
    found = read(zips, **{name: text})
    assert not found.errors
    assert value in (getattr(found.situation, name, None), getattr(found.prescription, name, None))


@pytest.mark.parametrize(
    ("name", "text"), [("days_left", "2 weeks"), ("age", "8 months"), ("income", "1,500 days"), ("days_left", "days")]
)
def test_another_unit_is_asked_about_again(zips, name: str, text: str) -> None:
    assert key(read(zips, **{name: text}), name) == "not_a_number"


@pytest.mark.parametrize("text", ["12,5", "1.500", "1,50", "15,00", "1,2345", "1e3", "NaN", "inf", "1_500", "-", "."])
def test_what_could_mean_two_things_is_not_guessed(zips, text: str) -> None:
    assert key(read(zips, income=text), "income") == "not_a_number"


@pytest.mark.parametrize("text", ["0", "-0", "$0.00"])
def test_nothing_is_nothing_however_it_is_written(zips, text: str) -> None:
    assert str(read(zips, income=text).situation.income) == "0"


@pytest.mark.parametrize("text", ["1666.6666666666667", "1,666.666667", "$1666.6667"])
def test_an_amount_that_a_spreadsheet_worked_out_is_kept_exactly(zips, text: str) -> None:
    assert read(zips, income=text).situation.income == Decimal(text.strip("$").replace(",", ""))


@pytest.mark.parametrize(
    ("name", "lowest", "highest"),
    [
        ("household_size", 1, 20),
        ("income", 0, 10_000_000),
        ("age", 0, 120),
        ("youngest_child_age", 0, 18),
        ("days_supply", 1, 365),
        ("days_left", 0, 3650),
        ("work_hours", 0, 744),
        ("blood_tests_first_year", 0, 365),
    ],
)
def test_the_ends_of_each_range_are_in_and_one_more_is_out(zips, name: str, lowest: int, highest: int) -> None:
    for inside in (lowest, highest):
        assert name not in read(zips, **{name: str(inside)}).errors
    for outside in (lowest - 1, highest + 1, 10**40):
        error = read(zips, **{name: str(outside)}).errors[name]
        assert (error.key, error.values) == ("out_of_range", {"lowest": lowest, "highest": highest})


@pytest.mark.parametrize("name", ["household_size", "age", "days_left", "days_supply"])
def test_people_and_days_are_whole(zips, name: str) -> None:
    assert key(read(zips, **{name: "1.5"}), name) == "not_a_whole_number"
    assert name not in read(zips, **{name: "5.0"}).errors


def test_cents_are_kept(zips) -> None:
    assert read(zips, income="1234.56").situation.income == Decimal("1234.56")


@pytest.mark.parametrize("text", ["OH", "oh", " Oh ", "Ohio", "OHIO"])
def test_a_state_by_letters_or_name(zips, text: str) -> None:
    assert read(zips, state=text).situation.state == "OH"


def test_every_state_district_and_territory_is_a_place(zips) -> None:
    assert len(PLACES) == 56
    for code, name in PLACES.items():
        assert read(zips, state=code).situation.state == read(zips, state=name).situation.state == code


@pytest.mark.parametrize("text", ["44113", " 44113 ", "44113-1234", "441131234"])
def test_a_zip_code_tells_the_state(zips, text: str) -> None:
    situation = read(zips, zip=text).situation
    assert (situation.zip, situation.state) == ("44113", "OH")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("4411", "not_a_zip"), ("44113x", "not_a_zip"), ("44114", "zip_not_known"), ("00001", "zip_not_known")],
)
def test_a_zip_code_that_is_none_of_ours(zips, text: str, wrong: str) -> None:
    assert key(read(zips, zip=text), "zip") == wrong


def test_military_mail_and_palau_have_zip_codes_and_cannot_be_chosen(zips) -> None:
    assert [read(zips, zip=code).situation.state for code in ("09001", "96939")] == ["AE", "PW"]
    assert key(read(zips, state="AE"), "state") == "not_a_state"


def test_a_zip_code_in_another_state_names_both(zips) -> None:
    error = read(zips, zip="44113", state="TX").errors["zip"]
    assert (error.key, error.values) == ("zip_in_other_state", {"zip": "44113", "place": "OH", "told": "TX"})
    assert not read(zips, zip="44113", state="Ohio").errors


def test_no_insurance_cannot_stand_beside_some(zips) -> None:
    assert key(read(zips, insurance=["none", "va"]), "insurance") == "none_and_others"
    assert read(zips, insurance="none").situation.insurance == frozenset({"none"})


@pytest.mark.parametrize("told", ["medicare;va", "medicare ; va;", ["medicare", "va"], ["va;medicare"], "VA;Medicare"])
def test_several_values_by_semicolon_or_by_repeating(zips, told: str | list[str]) -> None:
    assert read(zips, insurance=told).situation.insurance == frozenset({"medicare", "va"})


def test_one_wrong_value_of_several_is_an_error(zips) -> None:
    assert key(read(zips, insurance="va;aetna"), "insurance") == "not_a_choice"


def test_a_column_of_one_value_given_twice_is_not_guessed(zips) -> None:
    assert key(read(zips, age=["40", "41"]), "age") == "one_answer_only"


@pytest.mark.parametrize("told", ["none_of_these", "", "None of these"])
def test_none_of_these_is_the_same_as_blank(zips, told: str) -> None:
    assert read(zips, citizenship=told) == read(zips)


def test_no_transplant_is_an_answer_and_not_a_blank(zips) -> None:
    assert read(zips, transplant="none").situation.transplant == "none"


@pytest.mark.parametrize(("text", "value"), [("yes", True), ("Y", True), ("sí", True), ("NO", False), ("false", False)])
def test_yes_and_no(zips, text: str, value: bool) -> None:
    assert read(zips, married=text).situation.married is value


def test_perhaps_is_no_answer(zips) -> None:
    assert key(read(zips, married="perhaps"), "married") == "not_yes_or_no"


@pytest.mark.parametrize(
    ("text", "dose", "strength"),
    [
        ("150", 150, None),
        ("150mg", 150, None),
        ("150 mg a day", 150, None),
        ("125 milligrams daily", 125, None),
        ("2 tablets of 50 mg a day", 100, 50),
        ("2 x 75", 150, 75),
        ("1.5 x 50 mg", 75, 50),
        ("1 1/2 tablets of 50 mg a day", 75, 50),
        ("1½ tabletas de 50 mg", 75, 50),
        ("1/2 tablet of 50 mg", 25, 50),
        ("½ x 100 mg", 50, 100),
        ("3 tabletas de 50 mg al día", 150, 50),
        ("1 pill of 100 mg every day", 100, 100),
        ("Take 3 tablets of 50 mg by mouth once daily", 150, 50),
        ("Tome dos tabletas de 50 mg por la boca una vez al día", 100, 50),
        ("three tablets of 50 mg", 150, 50),
        ("150 mg once a day", 150, None),
    ],
)
def test_a_dose_in_words(text: str, dose: int, strength: int | None) -> None:
    assert read_dose(text) == (Decimal(dose), strength)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("lots", "not_a_dose"),
        ("50 mg twice a day", "not_a_dose"),
        ("150 mg dos veces al día", "not_a_dose"),
        ("two tablets of 50 mg twice daily", "not_a_dose"),
        ("100 mg every other day", "not_a_dose"),
        ("una tableta y media de 50 mg", "not_a_dose"),
        ("2.5 mg/kg", "not_a_dose"),
        ("24", "dose_too_low"),
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


def test_the_dose_may_name_the_strength(zips) -> None:
    assert read(zips, daily_dose_mg="2 x 75").prescription == Prescription(Decimal(150), 75)
    assert not read(zips, daily_dose_mg="2 x 75", written_strength_mg="75").errors


def test_two_strengths_that_differ_are_not_guessed(zips) -> None:
    assert (
        key(read(zips, daily_dose_mg="2 x 75", written_strength_mg="50"), "written_strength_mg") == "strengths_differ"
    )


def test_a_strength_that_is_not_sold_is_said_so(zips) -> None:
    assert key(read(zips, written_strength_mg="60"), "written_strength_mg") == "not_a_strength"
    assert key(read(zips, daily_dose_mg="5 x 30"), "daily_dose_mg") == "not_a_strength"


def test_one_error_leaves_the_other_answers_alone(zips) -> None:
    answers = read(zips, age="x", income="1500", state="OH")
    assert set(answers.errors) == {"age"}
    assert (answers.situation.age, answers.situation.income, answers.situation.state) == (None, Decimal(1500), "OH")


def test_columns_that_are_not_ours_are_not_looked_at(zips) -> None:
    assert read(zips, nickname="x") == read(zips)


@given(st.dictionaries(st.sampled_from(list(COLUMNS)), st.lists(st.text(max_size=30), max_size=3), max_size=6))
def test_any_text_is_read_or_refused_but_never_breaks(told: dict[str, list[str]]) -> None:
    answers = read_answers(told, {})
    assert set(answers.errors) <= set(COLUMNS)


@given(st.integers(0, 10_000_000), st.integers(0, 99))
def test_an_amount_comes_back_as_it_was_written(dollars: int, cents: int) -> None:
    amount = Decimal(dollars) + Decimal(cents) / 100
    if amount <= 10_000_000:
        assert read_answers({"income": [f"${amount:,.2f}"]}, {}).situation.income == amount


@pytest.mark.parametrize("name", COLUMNS)
def test_a_pattern_sees_no_more_of_a_text_than_the_form_sends(name: str) -> None:
    hostile = "1" + " " * 100_000 + "x"
    assert outcome(name, hostile) == outcome(name, hostile[:LONGEST_ANSWER])


def outcome(name: str, text: str) -> object:
    try:
        return COLUMNS[name].read(text)
    except AnswerError as error:
        return error.key
