"""Your insurance options, explained from the same data as the answers, for the country and state by state."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from finder.answers.states import STATES
from finder.clock import today
from finder.core.listing import Kind, Role
from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.insurance.state_page import OTHER_KINDS, StatePage
from finder.web.shared.language import Pages, current_language
from finder.wording import words_in
from finder.wording.states import state_names

pages = Pages("insurance", __name__)

# Routes that people miss, in the order they are told; each is a fact with its source in safety_facts.toml.
MISSED_ROUTES = (
    "medicaid_answer_time",
    "hospital_presumptive_eligibility",
    "retroactive_medicaid",
    "retroactive_medicaid_from_2027",
    "medicaid_copay_cannot_refuse",
    "medicaid_people_not_applying_need_not_give_status",
    "working_disabled_buy_in",
    "special_enrolment_loss_of_coverage",
    "special_enrolment_loss_of_medicaid",
    "parents_plan_to_26",
    "spouses_plan",
    "cobra",
    "student_health",
    "leaving_prison_sep",
    "county_programs",
    "li_net",
    "part_d_transition_fill",
    "part_d_off_label_ask_plan",
    "estate_recovery_55",
    "estate_recovery_protected",
    "estate_recovery_msp_excluded",
)


@pages.get("/insurance")
def options() -> str | Response:
    """Every kind of coverage, the routes people miss, and the choice of a state."""
    state = request.args.get("state", "")
    if state in STATES:
        return redirect(url_for("insurance.in_state", state=state), code=303)
    snapshot = current_snapshot()
    options_on_file = [row for row in snapshot.by_id.values() if row.role is Role.OPTION]
    coverage = [row for row in options_on_file if row.kind is Kind.PUBLIC_COVERAGE]
    safety = snapshot.facts.safety
    words = words_in(current_language())
    return render_template(
        "insurance/options.html",
        words=words,
        states=state_names(words, tuple(STATES)),
        nationwide=[row for row in coverage if not row.states],
        local=[row for row in coverage if row.states],
        beside=[row for row in options_on_file if row.kind in OTHER_KINDS and not row.states],
        missed=[safety[name] for name in MISSED_ROUTES if name in safety],
    )


@pages.get("/insurance/<state>")
def in_state(state: str) -> str:
    """One state: its limits in dollars, its offices, its dates."""
    if state not in STATES:
        raise NotFound
    words = words_in(current_language())
    return render_template(
        "insurance/state.html", words=words, page=StatePage(words, current_snapshot(), state, today())
    )
