"""What the person told us, in a line they can check at a glance."""

from __future__ import annotations

from collections.abc import Iterator

from finder.answers.columns import YES_NO_COLUMNS
from finder.core.situation import Prescription, Situation
from finder.wording.figures import DOLLAR_FACTS
from finder.wording.labels import choices, column
from finder.wording.states import state_name
from finder.wording.words import Words

CHOSEN = ("insurance", "transplant", "condition")


def answer_phrases(words: Words, situation: Situation, prescription: Prescription) -> list[str]:
    """The answers as short phrases, place first."""
    return [*_household(words, situation), *_tablets(words, prescription), *_rest(words, situation)]


def _household(words: Words, situation: Situation) -> Iterator[str]:
    _ = words._
    if situation.state:
        place = state_name(words, situation.state)
        yield f"{place} {situation.zip}" if situation.zip else place
    if situation.household_size is not None:
        people = situation.household_size
        yield _("1 person") if people == 1 else _("%(count)s people", count=people)
    if situation.income is not None:
        period = choices(words, "income_period").get(situation.income_period or "", "")
        yield f"{words.about(situation.income)} {period}".strip()
    if situation.income_not_counted is not None:
        yield _("%(amount)s of it SSI, child support or the like", amount=words.about(situation.income_not_counted))
    if situation.age is not None:
        yield _("age %(age)s", age=situation.age)


def _tablets(words: Words, prescription: Prescription) -> Iterator[str]:
    _ = words._
    if prescription.daily_dose_mg is not None:
        yield _("%(dose)s mg a day", dose=words.number(prescription.daily_dose_mg))
    if prescription.written_strength_mg is not None:
        yield _("tablets of %(strength)s mg", strength=prescription.written_strength_mg)
    if prescription.days_supply is not None:
        yield _("%(days)s days at once", days=prescription.days_supply)
    if prescription.days_left is not None:
        left = prescription.days_left
        yield _("1 day left") if left == 1 else _("%(days)s days left", days=left)


def _rest(words: Words, situation: Situation) -> Iterator[str]:
    for name in CHOSEN:
        value = getattr(situation, name)
        if value is not None:
            named = choices(words, name)
            yield ", ".join(named[token] for token in sorted(value if isinstance(value, frozenset) else {value}))
    for name in sorted({*YES_NO_COLUMNS} - {"starting"}):
        value = getattr(situation, name)
        if value is not None:
            yield f"{column(words, name)}: {words._('Yes') if value else words._('No')}"
    for name in ("expecting", "youngest_child_age", "resources", "work_hours"):
        value = getattr(situation, name)
        if value is not None:
            yield f"{column(words, name)}: {words.about(value) if name in DOLLAR_FACTS else words.number(value)}"
    if situation.lost_coverage_on is not None:
        yield f"{column(words, 'lost_coverage_on')}: {words.day(situation.lost_coverage_on)}"
    if situation.starting is not None:
        yield choices(words, "starting")["yes" if situation.starting else "no"]
