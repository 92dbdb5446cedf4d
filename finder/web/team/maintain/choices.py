"""The pick-lists of the form that changes a listing, in plain words."""

from __future__ import annotations

from collections.abc import Mapping

from finder.catalog.vocabulary import FACTS, OPERATORS_FOR
from finder.core.questions import FactType
from finder.core.snapshot import Snapshot
from finder.web.shared.fields import STRENGTH_CHOICES
from finder.web.team.maintain.drafts import Draft
from finder.wording import Words
from finder.wording.questions import CHOICES, YES_NO
from finder.wording.record_fields import ROLES, WORDS_OF
from finder.wording.rule_sentences import FACT_NAMES, GUIDELINE_WORDS, OPERATOR_NAMES, SIZE_WORDS
from finder.wording.states import state_names
from finder.wording.words import N_

RULE_FORM_WORDS = {
    "fact": N_("It asks one thing about the person"),
    "listing": N_("It asks for the answer for another listing"),
    "program_decides": N_("The program decides: ask"),
    "all_of": N_("A group: all of these must hold"),
    "any_of": N_("A group: one of these is enough"),
    "not": N_("The opposite of one rule"),
}
INCOME_OF_WORDS = {"month": N_("this month"), "year": N_("the whole year")}
INCOME_COUNTED_WORDS = {"all": N_("all income before tax"), "magi": N_("MAGI: without SSI, child support and the like")}


class Choices:
    """What each field can be; made once for a page."""

    def __init__(self, words: Words, snapshot: Snapshot) -> None:
        self.words = words
        self.snapshot = snapshot
        tables = sorted({f"{table}/{group}" for table, group, _state in snapshot.facts.tables.rows})
        listings = sorted((words.text(row.name), row.id) for row in snapshot.by_id.values())
        self.fixed: dict[str, Mapping[str, str]] = {
            **{name: self._label_table(table) for name, table in WORDS_OF.items()},
            "role": self._label_table(ROLES),
            "languages": words.language_names(),
            "strengths_mg": STRENGTH_CHOICES,
            "states": state_names(words),
            "documents": {key: words.text(text) for key, text in snapshot.facts.documents.items()},
            "form": self._label_table(RULE_FORM_WORDS),
            "fact": self._label_table({name: FACT_NAMES.get(name, name) for name in FACTS}),
            "listing": {key: name for name, key in listings},
            "table": {name: name for name in tables},
            "size": self._label_table(SIZE_WORDS),
            "guideline": self._label_table(GUIDELINE_WORDS),
            "income_of": self._label_table(INCOME_OF_WORDS),
            "income_counted": self._label_table(INCOME_COUNTED_WORDS),
        }

    def _label_table(self, table: Mapping[str, str]) -> dict[str, str]:
        return {key: self.words._(label) for key, label in table.items()}

    def of(self, name: str, chosen: object = "") -> Mapping[str, str]:
        """The choices of a field; what stands in the record already is always among them."""
        known = self.fixed.get(name, {})
        missing = [one for one in (chosen if isinstance(chosen, list) else [chosen]) if one and one not in known]
        return {**known, **{str(one): str(one) for one in missing}} if missing else known

    def operators(self, draft: Draft) -> Mapping[str, str]:
        """How the fact of a rule can be compared; every way while no fact is picked."""
        kind = FACTS.get(draft["fact"])
        allowed = OPERATORS_FOR[kind.type] if kind else tuple(OPERATOR_NAMES)
        return self._label_table({key: label for key, label in OPERATOR_NAMES.items() if key in allowed})

    def values(self, draft: Draft) -> Mapping[str, str]:
        """The words a fact can be; empty for numbers, which are typed."""
        fact = draft["fact"]
        kind = FACTS.get(fact)
        if kind is None or kind.type in (FactType.NUMBER, FactType.INCOME):
            return {}
        if kind.type is FactType.YES_NO:
            return self._label_table(YES_NO)
        if fact == "state":
            return state_names(self.words)
        labels = CHOICES.get(fact, {})
        return {word: self.words._(labels.get(word, word)) for word in kind.words}
