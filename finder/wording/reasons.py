"""Why: each rule with the person's number, the limit and the room left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from finder.core.changes import rules_in
from finder.core.coverage_gap import not_offered
from finder.core.criteria import Finding, Form, taken_as_met, taken_as_no
from finder.core.deciding_income import of_group
from finder.core.income import INCOME_FACTS
from finder.core.situation import PRIVATE_QUESTIONS
from finder.core.verdict import Unsure, Verdict
from finder.wording.figures import income, number
from finder.wording.questions import choices, column
from finder.wording.states import state_name
from finder.wording.words import N_, Words

# Nobody who looks over a shoulder, or finds the paper, shall read it (docs/safety.md S10).
NEVER_REPEATED = PRIVATE_QUESTIONS
# In percent of the poverty guideline.
ALL_OF_POVERTY = 100
# Of what only the program decides, so many are named; its steps and notes say more.
MOST_QUESTIONS_NAMED = 2


FIT_WORDS = {
    "fits": N_("Fits"),
    "not_yet": N_("Does not seem to fit so far"),
    "not_told": N_("Not known yet"),
    "ask": N_("Ask"),
    "no_figure": N_("Figure not published yet, or not on file, for this day"),
    "assumed": N_("We assumed this"),
}
# Rules that are ours and not a listing's.
OWN_RULES = {
    "covers": N_("Nobody has confirmed that it has azathioprine. Call first."),
    "closed_now": N_("It takes no new requests now. Ask when it opens."),
    "some_states": N_("It serves some states only. Tell us your state."),
    "held_now": N_("You have this now. Use it first. The office that runs it decides if you keep it."),
    "strength_sold": N_(
        "It does not sell your strength. Ask your prescriber and pharmacist whether 50 mg tablets can be used."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One rule in words. ``status``: fits, not_yet (does not fit so far), not_told, ask, no_figure or assumed."""

    status: str
    label: str
    rule: str
    detail: str
    source: str
    checked_on: date | None

    @property
    def is_a_demand(self) -> bool:
        """Whether the rule's words say what a program asks for and not what is true of this person."""
        return self.status in ("not_yet", "not_told") and bool(self.source)

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        return " ".join(part for part in (f"{self.label}:", self.rule, self.detail) if part)


def reasons(words: Words, findings: tuple[Finding, ...]) -> list[Reason]:
    """Every rule that speaks for the verdict, in the listing's order; groups show the parts that decided."""
    return [_reason(words, finding) for top in findings for finding in _findings_to_show(top)]


def _findings_to_show(finding: Finding) -> Iterator[Finding]:
    """The findings to show for one: a group with words of its own, else the parts that decided it."""
    if not finding.parts or (finding.criterion.because and finding.criterion.form is not Form.ALL_OF):
        yield finding
        return
    if finding.criterion.form is Form.NOT:
        yield finding
        return
    deciding = [part for part in finding.parts if part.verdict is finding.verdict]
    if finding.criterion.form is Form.ANY_OF and finding.verdict is Verdict.YES:
        deciding = deciding[:1]
    if finding.criterion.form is Form.ALL_OF:
        deciding = list(finding.parts)
    for part in deciding:
        yield from _findings_to_show(part)


def _reason(words: Words, finding: Finding) -> Reason:
    criterion = finding.criterion
    status = _status(finding)
    own_sentence = OWN_RULES.get(criterion.fact)
    return Reason(
        status=status,
        label=words._(FIT_WORDS[status]),
        rule=words._(own_sentence) if own_sentence else words.text(criterion.because),
        detail=_detail(words, finding),
        source=criterion.source,
        checked_on=criterion.checked_on,
    )


def _status(finding: Finding) -> str:
    if finding.assumed and not finding.parts:
        return "assumed"
    if finding.verdict is Verdict.YES:
        return "fits"
    if finding.verdict is Verdict.NO:
        return "not_yet"
    return {Unsure.NOT_TOLD: "not_told", Unsure.NO_FIGURE: "no_figure"}.get(finding.unsure or Unsure.NO_FIGURE, "ask")


def _detail(words: Words, finding: Finding) -> str:
    _ = words._
    if finding.missing and finding.verdict is Verdict.MAYBE:
        untold = _("We were not told: %(what)s.", what=", ".join(column(words, name) for name in finding.missing))
        return " ".join(filter(None, (_branch(words, finding), income(words, finding), untold)))
    if finding.parts:
        said = (_gap(words, finding), _branch(words, finding), *_asks(words, finding), *_assumptions(words, finding))
        return " ".join(filter(None, said))
    if finding.criterion.form is not Form.RULE or finding.value is None or finding.criterion.fact in NEVER_REPEATED:
        return ""
    if finding.criterion.fact in INCOME_FACTS:
        return income(words, finding)
    if finding.margin is not None:
        return number(words, finding)
    return _("You told us: %(what)s.", what=_phrase(words, finding))


def _gap(words: Words, finding: Finding) -> str:
    """Said below the poverty line to adults whose own group the state does not offer (docs/safety.md S12)."""
    said = finding.verdict is Verdict.NO and _below_poverty(finding)
    return words.text(not_offered(finding)) if said else ""


def _below_poverty(finding: Finding) -> bool:
    percents = (leaf for leaf in rules_in(finding.parts) if leaf.criterion.fact == "income_percent_of_poverty")
    counted = (leaf.value for leaf in percents if leaf.criterion.size == "magi" and isinstance(leaf.value, Decimal))
    return next((value < ALL_OF_POVERTY for value in counted), False)


def _asks(words: Words, finding: Finding) -> list[str]:
    """What the program decides case by case, where that is all that keeps a group open (docs/safety.md S11)."""
    still_open = list(_open(finding))
    leaves = [leaf.criterion for leaf in still_open if _only_a_call_settles(leaf)]
    sentences = dict.fromkeys(words.text(leaf.because) for leaf in leaves)
    if not sentences and any(
        leaf.criterion.not_offered and leaf.unsure is Unsure.PROGRAM_DECIDES for leaf in still_open
    ):
        return [words._("Your state takes most adults only on terms of its own. Ask its office what they are.")]
    return list(sentences)[:MOST_QUESTIONS_NAMED]


def _only_a_call_settles(leaf: Finding) -> bool:
    by_case = leaf.unsure is Unsure.PROGRAM_DECIDES and bool(leaf.criterion.case_by_case)
    return by_case or leaf.criterion.form is Form.PROGRAM_DECIDES


def _assumptions(words: Words, finding: Finding) -> Iterator[str]:
    """What was taken as met, or as no where a yes could change the answer, though nobody told us."""
    if "postpartum" in taken_as_no((finding,)):
        yield words._("We assumed no birth in the last 12 months.")
    rules = (leaf.criterion for leaf in taken_as_met(finding))
    for rule in dict.fromkeys(words.text(rule.because) for rule in rules):
        yield f"{words._(FIT_WORDS['assumed'])}: {rule}"


def _open(finding: Finding) -> Iterator[Finding]:
    """The rules of a group that keep it from being settled."""
    if finding.verdict is Verdict.MAYBE and finding.parts:
        for part in finding.parts:
            yield from _open(part)
    elif finding.verdict is Verdict.MAYBE:
        yield finding


def _branch(words: Words, finding: Finding) -> str:
    """The income figures behind a group: of the branch that fits, else of the nearest one."""
    found = of_group(finding) if finding.criterion.form is Form.ANY_OF else None
    if found is None:
        return ""
    branch = found.branch.criterion
    if branch.because == finding.criterion.because:
        return income(words, found.rule)
    message = N_("The one that fits: %(what)s") if finding.verdict is Verdict.YES else N_("The nearest: %(what)s")
    named = words._(message, what=words.text(branch.because))
    return f"{named} {income(words, found.rule)}"


def _phrase(words: Words, finding: Finding) -> str:
    """What was told, in the words of the form."""
    named = choices(words, finding.criterion.fact)
    if isinstance(finding.value, bool):
        return words._("Yes") if finding.value else words._("No")
    if finding.criterion.fact == "state":
        return state_name(words, str(finding.value))
    if isinstance(finding.value, frozenset):
        return ", ".join(named.get(token, token) for token in sorted(finding.value))
    return named.get(str(finding.value), str(finding.value))
