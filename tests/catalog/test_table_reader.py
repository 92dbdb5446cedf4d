from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from finder.catalog import read_catalog
from finder.core.criteria import Criterion, Figure, Form
from finder.core.listing import Basis, Confidence, Covers, Kind, Listing
from finder.core.prices import PriceKind
from finder.core.snapshot import ZipArea
from finder.core.text import Text
from tests.catalog.folders import GOOD, changed, copy_of_good

DAY = date(2026, 11, 1)
RULE = 'fact = "insurance"\none_of = ["none"]\ncase_by_case = ["medicaid"]'
SOURCE = "https://example.org/rules"


def good(folder: Path = GOOD) -> Listing:
    catalog = read_catalog(folder)
    assert catalog.problems == ()
    return catalog.listings[0]


def second_rule(tmp_path: Path, text: str) -> Criterion:
    """The good listing's second rule, written in another way."""
    return good(changed(copy_of_good(tmp_path), "programs/good.toml", RULE, text)).criteria[1]


def test_a_listing_is_read_whole() -> None:
    listing = good()
    assert (listing.kind, listing.covers, listing.confidence) == (
        Kind.MAIL_ORDER_PHARMACY,
        Covers.YES,
        Confidence.MEDIUM,
    )
    assert listing.name == Text(en="Good Pharmacy", es="Good Pharmacy")
    assert listing.steps == (Text(en="Call.", es="Llame."), Text(en="Ask for the price.", es="Pregunte el precio."))
    assert listing.states == {"OH", "PA"}
    assert (listing.days_to_hand, listing.strengths_mg, listing.checked_on) == ((5, 10), (50,), DAY)
    assert (listing.phone, listing.renewal, listing.notes, listing.held_with) == (
        "",
        Text(en="", es=""),
        (),
        frozenset(),
    )


def test_prices_of_a_listing_are_exact() -> None:
    (pricing,) = good().pricing
    assert (pricing.basis, pricing.pharmacy_fee, pricing.copay_low) == (Basis.FORMULA, Decimal("5.00"), None)
    assert str(pricing.shipping) == "5.00"


def test_a_rule_has_one_undated_figure() -> None:
    income, insurance = good().criteria
    assert income == Criterion(
        form=Form.RULE,
        because=Text(en="Income is no more than 200% of poverty.", es="El ingreso no pasa del 200% de la pobreza."),
        source=SOURCE,
        checked_on=DAY,
        fact="income_percent_of_poverty",
        operator="at_most",
        figures=(Figure(200, None, None),),
        size="household",
    )
    assert insurance.figures == (Figure(frozenset({"none"}), None, None),)
    assert insurance.case_by_case == {"medicaid"}


def test_a_rule_may_have_dated_figures(tmp_path: Path) -> None:
    rule = second_rule(
        tmp_path,
        'fact = "resources"\noperator = "at_most"\nassumed = true\n'
        "figures = [{ from = 2026-01-01, to = 2027-01-01, value = 9950 }, { from = 2027-01-01, value = 1.5 }]",
    )
    new_year = date(2027, 1, 1)
    assert rule.figures == (Figure(9950, date(2026, 1, 1), new_year), Figure(Decimal("1.5"), new_year, None))
    assert (rule.operator, rule.assumed) == ("at_most", True)


def test_a_rule_may_name_a_table(tmp_path: Path) -> None:
    rule = second_rule(
        tmp_path,
        'fact = "income_per_month"\nwithin_table = "savings"\ngroup = "qmb"\nsize = "ssi"\nincome_of = "month"',
    )
    assert (rule.operator, rule.figures, rule.group) == ("within_table", (Figure("savings", None, None),), "qmb")
    assert (rule.size, rule.income_of) == ("ssi", "month")


def test_a_yes_or_no_rule_and_its_span(tmp_path: Path) -> None:
    rule = second_rule(tmp_path, 'fact = "disabled"\nis = true\nfrom = 2026-01-01\nto = 2027-01-01')
    assert rule.figures == (Figure(True, None, None),)
    assert (rule.starts, rule.ends) == (date(2026, 1, 1), date(2027, 1, 1))


def test_groups_hold_their_parts(tmp_path: Path) -> None:
    part = f'because = "A."\nbecause_es = "A."\nsource = "{SOURCE}"\nchecked_on = 2026-11-01\n'
    text = (
        f'{part}\n[[criteria.any_of]]\nfact = "age"\nat_least = 65\n{part}\n[[criteria.any_of]]\n{part}\n'
        f"[[criteria.any_of.not]]\nprogram_decides = true\n{part}"
    )
    folder = copy_of_good(tmp_path)
    rest = 'because = "You have no insurance."\nbecause_es = "Usted no tiene seguro."\n'
    changed(folder, "programs/good.toml", f'{RULE}\n{rest}source = "{SOURCE}"\nchecked_on = 2026-11-01\n', text)
    group = good(folder).criteria[1]
    assert (group.form, [inner.form for inner in group.parts]) == (Form.ANY_OF, [Form.RULE, Form.NOT])
    assert group.parts[1].parts[0].form is Form.PROGRAM_DECIDES


def test_a_price_row_is_read_exactly() -> None:
    (price,) = read_catalog(GOOD).facts.prices.rows
    assert (price.kind, str(price.price), price.quantity, price.days_supply) == (PriceKind.FIXED, "9.50", 30, None)


def test_zip_codes_may_have_no_place() -> None:
    assert read_catalog(GOOD).facts.zips == {
        "43004": ZipArea(state="OH", latitude=40.0159, longitude=-82.8023),
        "96910": ZipArea(state="GU", latitude=None, longitude=None),
    }


def test_a_limit_in_dollars_goes_by_the_number_of_people() -> None:
    limit = read_catalog(GOOD).facts.tables.on(DAY, "savings", "qmb", "OH")
    assert limit is not None
    assert [limit.dollars_per_month(people) for people in (1, 2, 3)] == [1350, 1824, 2298]


def test_the_small_files_are_facts() -> None:
    facts = read_catalog(GOOD).facts
    assert facts.phrases.place_notes == {"Call first.": Text(en="Call first.", es="Llame primero.")}
    assert facts.phrases.source_names["https://example.org/copy.csv"]["en"] == "A copy of a list"
    assert facts.documents == {"prescription": Text(en="A prescription", es="Una receta")}
    assert facts.safety["ask"].statement["es"] == "Pregunte en la farmacia."
    assert (facts.monitoring.first_year, facts.monitoring.leaves_out) == (
        (4, 4, 9),
        (Text(en="Visits.", es="Visitas."),),
    )
    assert facts.contacts["OH"].medicaid_name == "Ohio Medicaid"
    assert facts.labs[0].not_in == {"NJ", "NY"}


def test_rows_of_low_confidence_are_kept_and_not_published(tmp_path: Path) -> None:
    catalog = read_catalog(changed(copy_of_good(tmp_path), "prices.csv", "medium", "low"))
    assert len(catalog.rows["prices"]) == 1
    assert catalog.facts.prices.rows == ()


def test_lines_may_end_as_on_windows_and_start_with_a_mark(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path)
    for path in (folder / "programs/good.toml", folder / "prices.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_catalog(folder) == read_catalog(GOOD)
