"""The plan in words: what to do, when, and what to say."""

from __future__ import annotations

from finder.core.fair_price import FairPrice
from finder.core.plan import Step, When
from finder.wording.words import N_, Words

WHEN_WORDS = {
    When.TODAY: N_("Today"),
    When.THIS_WEEK: N_("This week"),
    When.THIS_MONTH: N_("This month"),
    When.RESERVE: N_("Keep in reserve"),
}

STEP_SENTENCES = {
    "use_your_card": N_("Use your card first: %(name)s. If you cannot pay the copay, say so."),
    "use_your_plan": N_("Use your health plan's card first. If you cannot pay the copay, say so."),
    "show_medicare_card": N_(
        "You have Medicare too: show both cards. Your Medicare drug plan usually pays for the tablets, with Extra "
        "Help. Extra Help comes with Medicaid: no form."
    ),
    "show_part_b_card": N_(
        "You have Medicare too: show both cards. Say that you had a transplant: if Medicare covered it, Part B pays "
        "for azathioprine. If not, a Medicare drug plan usually pays."
    ),
    "call_transplant_team": N_("Call your transplant team now. Say how many days of tablets you have left."),
    "ask_at_the_counter": N_("Ask pharmacies near you for their cash price today. The sentence to say is above."),
    "fill_with_your_card": N_("Go to a pharmacy near you with your card. Say how many days of tablets you have left."),
    "ask_with_your_plan": N_(
        "Show your insurance card too. Ask for the price with your plan, and for the cash price. Pay the lower one."
    ),
    "ask_where_you_belong": N_("You have this already, so use it: %(name)s."),
    "ask_partial_fill": N_("Ask for a partial fill: a few days of tablets now, the rest later."),
    "ask_short_local_prescription": N_(
        "Ask your prescriber for a short prescription at a local pharmacy, beside the one for mail."
    ),
    "ask_for_first_prescription": N_(
        "Ask your prescriber to send the new prescription to a pharmacy near you, so that you can start on time."
    ),
    "ask_emergency_refill": N_(
        "No refills left? Ask the pharmacist for an emergency refill. Many states allow it; the rules differ."
    ),
    "ask_medicaid_72_hours": N_(
        "Is Medicaid's approval what you wait for? Ask the pharmacy for an emergency supply of at least 72 hours."
    ),
    "ask_part_d_transition": N_(
        "Is your drug plan new, or does it refuse the medicine? Ask the plan for a transition fill."
    ),
    "ask_li_net": N_(
        "Do you have Medicare and Medicaid or Extra Help but no drug plan? Ask the pharmacy to bill LI NET."
    ),
    "ask_hospital": N_("Ask the social worker or pharmacy of your hospital or clinic what they can give today."),
    "ask_hospital_for_medicaid": N_(
        "Some hospitals can sign you up for short-term Medicaid the same day. Ask the hospital near you."
    ),
    "ask_parents_plan": N_("Under 26? Ask if a parent's health plan can take you in. It must, if it covers children."),
    "ask_county": N_("Ask your county's health office: some counties help people who cannot get Medicaid."),
    "look_at_label": N_("Look at your label: what strength are your tablets? The price depends on it."),
    "call_about_50_mg": N_(
        "Call your prescriber today. Ask whether 50 mg tablets can be used, and for a short prescription at a local "
        "pharmacy."
    ),
    "ask_about_50_mg": N_("Ask your prescriber and pharmacist whether 50 mg tablets can be used."),
    "buy": N_("Buy: %(name)s."),
    "apply": N_("Apply: %(name)s."),
    "ask_price": N_("Ask the price: %(name)s."),
    "call_first": N_("Call first: %(name)s."),
    "ask_for_help": N_("Ask for help: %(name)s."),
}

# The official text each same-day step rests on, by its id in seed_data/safety_facts.toml.
STEP_SOURCES = {
    "show_medicare_card": "medicare_pays_before_medicaid",
    "show_part_b_card": "part_b_pays_after_transplant",
    "ask_partial_fill": "partial_fill",
    "ask_emergency_refill": "pharmacist_emergency_refill",
    "ask_medicaid_72_hours": "medicaid_72_hour_supply",
    "ask_part_d_transition": "part_d_transition_fill",
    "ask_li_net": "li_net",
    "ask_hospital": "hospital_social_work_help",
    "ask_hospital_for_medicaid": "hospital_presumptive_eligibility",
    "ask_parents_plan": "parents_plan_to_26",
    "ask_county": "county_programs",
}

STEP_REASONS = {
    "use_your_card_first": N_("You have this card already."),
    "in_hand_in_time": N_("It can come before your tablets run out."),
    "may_come_too_late": N_("It may come too late if you have few tablets left."),
    "rules_fit": N_("Its rules fit what you told us."),
    "rules_open": N_("Some of its rules are still open."),
    "price_known": N_("Its price is known, and compared over a year with blood tests."),
    "price_not_known": N_("We have no price for it, so ask."),
    "call_first": N_("Nobody has confirmed that it has azathioprine."),
    "gives_no_medicine": N_("It helps you find or pay for help. It gives no medicine."),
    "does_not_fit": N_("One of its rules does not seem to fit so far."),
}


def how_soon(words: Words, days: tuple[int, int] | None) -> str:
    """How long until it is in hand; empty where that is not known."""
    if not days:
        return ""
    if days[1] <= 1:
        return words._("the same day or the next")
    return words._("up to %(days)s days", days=days[1])


def step(words: Words, of: Step) -> str:
    """One step as a sentence."""
    name = words.text(of.match.listing.name) if of.match else ""
    return words._(STEP_SENTENCES[of.key], name=name)


def question_for_counter(words: Words, strength_mg: int, quantity: int) -> str:
    """The sentence to say at a pharmacy's counter."""
    return words._(
        "What is your lowest price for %(quantity)s generic %(strength)s mg tablets, with any discount card?",
        quantity=quantity,
        strength=strength_mg,
    )


def question_for_prescription(words: Words) -> str:
    """The sentence to say while nobody knows what tablets the prescription is for."""
    return words._("What is your lowest price for this prescription, with any discount card?")


def fair_price(words: Words, price: FairPrice) -> str:
    """Our estimate of a fair price: "about $20"."""
    return words._("Our estimate of a fair price is about %(span)s.", span=words.span(*price.about, whole=True))


def far_above(words: Words, price: FairPrice) -> str:
    """What to do when the quote is far above our estimate."""
    return words._(
        "About %(low)s is low. Over %(high)s: call the next one, or ask them to match.",
        low=words.about(price.about[0]),
        high=words.about(price.far_above),
    )


def as_written(words: Words, price: FairPrice) -> str:
    """What the costly tablets that are written would cost at the same counter."""
    return words._(
        "As written now, %(count)s tablets of %(strength)s mg: about %(span)s. Then ask for a few days (partial fill).",
        count=price.quantity,
        strength=price.strength_mg,
        span=words.span(*price.about, whole=True),
    )
