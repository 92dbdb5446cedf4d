from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.answers.columns import COLUMNS, LONGEST_ANSWER, Answers, read_answers
from finder.answers.errors import AnswerError
from finder.answers.states import STATES_AND_TERRITORIES
from finder.core.situation import PRESCRIPTION_FIELDS, SITUATION_FIELDS, Prescription, Situation
from finder.core.snapshot import ZipArea

ZIPS = {"44113": "OH", "96910": "GU", "09001": "AE", "96939": "PW"}


@pytest.fixture(scope="module")
def zips() -> dict[str, ZipArea]:
    return {code: area(state) for code, state in ZIPS.items()}


def area(state: str) -> ZipArea:
    return ZipArea(state=state, latitude=None, longitude=None)


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
    assert read(zips, income=text, income_period="month").situation.income == Decimal(1500)


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
    found = read(zips, income_period="month", **{name: text})
    assert not found.errors
    assert value in (getattr(found.situation, name, None), getattr(found.prescription, name, None))


@pytest.mark.parametrize(
    ("name", "text"), [("days_left", "2 months"), ("age", "8 months"), ("income", "1,500 days"), ("days_left", "days")]
)
def test_another_unit_is_asked_about_again(zips, name: str, text: str) -> None:
    assert key(read(zips, **{name: text}), name) == "not_a_number"


@pytest.mark.parametrize("text", ["12,5", "1.500", "1,50", "15,00", "1,2345", "1e3", "NaN", "inf", "1_500", "-", "."])
def test_what_could_mean_two_things_is_not_guessed(zips, text: str) -> None:
    assert key(read(zips, income=text, income_period="month"), "income") == "not_a_number"


@pytest.mark.parametrize("text", ["0", "-0", "$0.00"])
def test_nothing_is_nothing_however_it_is_written(zips, text: str) -> None:
    assert str(read(zips, income=text, income_period="month").situation.income) == "0"


@pytest.mark.parametrize("text", ["1666.6666666666667", "1,666.666667", "$1666.6667"])
def test_an_amount_that_a_spreadsheet_worked_out_is_kept_exactly(zips, text: str) -> None:
    assert read(zips, income=text, income_period="month").situation.income == Decimal(text.strip("$").replace(",", ""))


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
    assert read(zips, income="1234.56", income_period="month").situation.income == Decimal("1234.56")


@pytest.mark.parametrize("text", ["OH", "oh", " Oh ", "Ohio", "OHIO"])
def test_a_state_by_letters_or_name(zips, text: str) -> None:
    assert read(zips, state=text).situation.state == "OH"


def test_every_state_district_and_territory_is_a_place(zips) -> None:
    assert len(STATES_AND_TERRITORIES) == 56
    for code, name in STATES_AND_TERRITORIES.items():
        assert read(zips, state=code).situation.state == read(zips, state=name).situation.state == code


@pytest.mark.parametrize("text", ["44113", " 44113 ", "44113-1234", "441131234"])
def test_a_zip_code_tells_the_state(zips, text: str) -> None:
    situation = read(zips, zip=text).situation
    assert (situation.zip, situation.state) == ("44113", "OH")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("4411", "not_a_zip"),
        ("12", "not_a_zip"),
        ("44113x", "not_a_zip"),
        ("44114", "zip_not_known"),
        ("00001", "zip_not_known"),
    ],
)
def test_a_zip_code_that_is_none_of_ours(zips, text: str, wrong: str) -> None:
    assert key(read(zips, zip=text), "zip") == wrong


def test_military_mail_and_palau_have_zip_codes_and_cannot_be_chosen(zips) -> None:
    assert [read(zips, zip=code).situation.state for code in ("09001", "96939")] == [None, "PW"]
    assert [row.key for row in read(zips, zip="09001").remarks] == ["zip_military"]
    assert [row.key for row in read(zips, zip="96939").remarks] == ["zip_freely_associated"]
    home = read(zips, zip="09001", state="OH")
    assert (home.situation.state, home.errors, home.remarks) == ("OH", {}, ())
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


def test_the_dose_may_name_the_strength(zips) -> None:
    assert read(zips, daily_dose_mg="2 x 75").prescription == Prescription(
        daily_dose_mg=Decimal(150), written_strength_mg=75
    )
    assert not read(zips, daily_dose_mg="2 x 75", written_strength_mg="75").errors


def test_two_strengths_that_differ_are_not_guessed(zips) -> None:
    assert (
        key(read(zips, daily_dose_mg="2 x 75", written_strength_mg="50"), "written_strength_mg") == "strengths_differ"
    )


def test_a_strength_that_is_not_sold_is_said_so(zips) -> None:
    assert key(read(zips, written_strength_mg="60"), "written_strength_mg") == "not_a_strength"
    assert key(read(zips, daily_dose_mg="5 x 30"), "daily_dose_mg") == "not_a_strength"


def test_one_error_leaves_the_other_answers_alone(zips) -> None:
    answers = read(zips, age="x", income="1500", income_period="month", state="OH")
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
        assert read_answers({"income": [f"${amount:,.2f}"], "income_period": ["year"]}, {}).situation.income == amount


@pytest.mark.parametrize("name", COLUMNS)
def test_a_pattern_sees_no_more_of_a_text_than_the_form_sends(name: str) -> None:
    hostile = "1" + " " * 100_000 + "x"
    assert outcome(name, hostile) == outcome(name, hostile[:LONGEST_ANSWER])


def outcome(name: str, text: str) -> object:
    try:
        return COLUMNS[name].read(text)
    except AnswerError as error:
        return error.key


@pytest.mark.parametrize(
    ("text", "amount", "period"),
    [
        ("$400 a week", 400, "week"),
        ("1,500/month", 1500, "month"),
        ("1500 monthly", 1500, "month"),
        ("900 twice a month", 900, "twice_a_month"),
        ("$900 every two weeks", 900, "two_weeks"),
        ("18000 a year", 18000, "year"),
        ("400 a la semana", 400, "week"),
        ("$1,500 al mes", 1500, "month"),
        ("18 000 al año", 18000, "year"),
    ],
)
def test_an_income_may_name_its_period(zips, text: str, amount: int, period: str) -> None:
    found = read(zips, income=text)
    assert not found.errors
    assert (found.situation.income, found.situation.income_period) == (Decimal(amount), period)


def test_an_income_without_a_period_is_not_told_and_said(zips) -> None:
    found = read(zips, income="1500", state="OH")
    assert found.situation.income is None
    error = found.errors["income_period"]
    assert (error.key, error.values) == ("period_needed", {"amount": Decimal(1500)})


def test_two_periods_that_differ_are_not_guessed(zips) -> None:
    found = read(zips, income="400 a week", income_period="month")
    assert key(found, "income_period") == "periods_differ"
    assert found.situation.income is None


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Monthly", "month"),
        ("biweekly", "two_weeks"),
        ("bi-weekly", "two_weeks"),
        ("annual", "year"),
        ("yearly", "year"),
        ("weekly", "week"),
        ("twice a month", "twice_a_month"),
        ("semimonthly", "twice_a_month"),
        ("mensual", "month"),
        ("two_weeks", "two_weeks"),
    ],
)
def test_words_for_a_period_are_read(zips, text: str, period: str) -> None:
    assert read(zips, income="1500", income_period=text).situation.income_period == period


def test_a_part_of_the_income_is_not_more_than_the_whole(zips) -> None:
    told = {"income": "1500", "income_period": "month"}
    assert read(zips, income_not_counted="994", **told).situation.magi_per_year == Decimal(506 * 12)
    assert key(read(zips, income_not_counted="1501", **told), "income_not_counted") == "more_than_income"


@pytest.mark.parametrize(
    ("tablets", "strength", "dose"),
    [("3", "50", 150), ("3 tabs", "50", 150), ("2.5", "50", 125), ("2 pills", "75", 150)],
)
def test_tablets_and_a_strength_told_apart_make_the_dose(zips, tablets: str, strength: str, dose: int) -> None:
    assert read(zips, daily_dose_mg=tablets, written_strength_mg=strength).prescription.daily_dose_mg == dose


@pytest.mark.parametrize("text", ["3", "12", "2", "3 tabs", "dos pastillas"])
def test_tablets_without_a_strength_are_asked_for_it(zips, text: str) -> None:
    assert key(read(zips, daily_dose_mg=text), "daily_dose_mg") == "dose_strength_not_told"


TWO_STATES = {
    "42223": ZipArea(state="KY", latitude=None, longitude=None, other_states=frozenset({"TN"})),
    "02138": ZipArea(state="MA", latitude=None, longitude=None),
}


@pytest.mark.parametrize("state", ["TN", "KY"])
def test_a_zip_code_in_two_states_is_settled_by_the_state_told(state: str) -> None:
    found = read_answers({"zip": ["42223"], "state": [state]}, TWO_STATES)
    assert (found.situation.state, dict(found.errors), found.remarks) == (state, {}, ())


def test_a_zip_code_alone_in_two_states_is_asked_about() -> None:
    found = read_answers({"zip": ["42223"]}, TWO_STATES)
    assert (found.situation.zip, found.situation.state) == ("42223", None)
    assert [(row.key, row.values["places"]) for row in found.remarks] == [("zip_in_several_states", ("KY", "TN"))]


@pytest.mark.parametrize("text", ["2138", "2138.0", "02138.0"])
@pytest.mark.parametrize("state", ["MA", ""])
def test_a_table_may_have_lost_the_zeros_of_a_zip_code(text: str, state: str) -> None:
    found = read_answers({"zip": [text], "state": [state]}, TWO_STATES, from_table=True)
    assert (found.situation.zip, found.situation.state) == ("02138", "MA")
    assert [row.key for row in found.remarks] == ([] if text.startswith("0") else ["zip_padded"])


def test_a_form_pads_a_zip_code_only_where_the_state_agrees() -> None:
    assert read_answers({"zip": ["2138"], "state": ["MA"]}, TWO_STATES).situation.zip == "02138"
    assert key(read_answers({"zip": ["2138"]}, TWO_STATES), "zip") == "not_a_zip"
    assert key(read_answers({"zip": ["2138"], "state": ["OH"]}, TWO_STATES, from_table=True), "zip") == "not_a_zip"


@pytest.mark.parametrize(
    ("told", "pair"),
    [
        ({"married": "yes", "household_size": "1"}, "married_alone"),
        ({"children_at_home": "yes", "household_size": "1"}, "child_alone"),
        ({"youngest_child_age": "3", "children_at_home": "no"}, "age_of_no_child"),
        ({"transplant": "none", "condition": "transplant"}, "transplant_condition"),
        ({"medicare_at_transplant": "yes", "transplant": "none"}, "medicare_at_no_transplant"),
        ({"pregnant": "yes", "age": "70"}, "pregnant_at_age"),
        ({"postpartum": "yes", "age": "70"}, "birth_at_age"),
        ({"expecting": "2", "pregnant": "no"}, "expecting_not_pregnant"),
        ({"married": "yes", "age": "9"}, "married_at_age"),
        ({"veteran": "yes", "age": "9"}, "veteran_at_age"),
    ],
)
def test_answers_that_cannot_both_be_true_are_remarked_on(zips, told: dict[str, str], pair: str) -> None:
    found = read(zips, **told)
    assert [remark.key for remark in found.remarks] == [pair]
    for name in told:
        assert not read(zips, **{name: told[name]}).remarks
