"""Where a topic of the guide leads: tools of ours that do what it tells of, and other topics."""

from __future__ import annotations

from typing import NamedTuple

from flask import Flask, url_for

from finder.core.guide import Guide, Topic
from finder.core.listing import Kind
from finder.store.snapshot_cache import current_snapshot
from finder.web.shared.language import current_language
from finder.wording import Words, words_in
from finder.wording.words import N_

# Each page of ``core.guide.PAGES``: its endpoint, and what a link to it says.
PAGE_LEADS = {
    "calendar": ("guide.blood_tests", N_("Calendar of your blood tests")),
    "dose": ("search.dose", N_("Ways to make a dose")),
    "faq": ("guide.faq", N_("Questions and answers")),
    "form": ("search.home", N_("Find your ways to get azathioprine")),
    "freshness": ("freshness.freshness", N_("How fresh our facts are")),
    "half-sheets": ("guide.half_sheets", N_("Half sheets to print: whom to call when tablets run out")),
    "insurance": ("insurance.options", N_("Insurance options by state")),
    "listings": ("search.listings", N_("All listings")),
    "people": ("guide.people", N_("People to turn to")),
    "places": ("places.form", N_("Help near you")),
    "prices": ("prices.prices", N_("What azathioprine costs where")),
    "questions": ("guide.questions", N_("Questions to ask")),
    "ranking": ("site.how_we_rank", N_("How we rank and who pays whom")),
    "report": ("reports.start", N_("Tell us")),
    "volunteers": ("handbook.handbook", N_("For volunteers")),
}
# The topic that explains each kind of listing.
EXPLAINERS = {
    Kind.NONPROFIT_PHARMACY: "safe-online-pharmacies",
    Kind.MAIL_ORDER_PHARMACY: "safe-online-pharmacies",
    Kind.RETAIL_GENERIC_LIST: "how-prices-work",
    Kind.MEMBERSHIP: "how-prices-work",
    Kind.DISCOUNT_CARD: "cards-copay-and-funds",
    Kind.STATE_DISCOUNT_CARD: "cards-copay-and-funds",
    Kind.CHARITY_PHARMACY_NETWORK: "help-and-advocate",
    Kind.SAFETY_NET_CLINIC_NETWORK: "help-and-advocate",
    Kind.PUBLIC_COVERAGE: "insurance-explained",
    Kind.MANUFACTURER_PAP: "cards-copay-and-funds",
    Kind.COPAY_FOUNDATION: "cards-copay-and-funds",
    Kind.TRANSPLANT_FUND: "cards-copay-and-funds",
    Kind.MEDICAL_BILL_HELP: "cards-copay-and-funds",
    Kind.NAVIGATION_HELP: "help-and-advocate",
}


class TopicLead(NamedTuple):
    """A link to read next."""

    address: str
    name: str


def leads(guide: Guide, topic: Topic, words: Words) -> list[TopicLead]:
    """What to read or use after a topic."""
    return [_lead(guide, name, words) for name in topic.see]


def _lead(guide: Guide, name: str, words: Words) -> TopicLead:
    other = guide.topic(name)
    if other is not None:
        return TopicLead(url_for("guide.topic", topic_id=name), words.text(other.title))
    endpoint, label = PAGE_LEADS[name]
    return TopicLead(url_for(endpoint), words._(label))


def init_app(app: Flask) -> None:
    """Let templates lead to topics of the guide: ``topics_on("myths")``, ``topics_on(*about_kind(kind))``."""
    app.jinja_env.globals.update(topics_on=topics_on, about_kind=about_kind)


def topics_on(*names: str) -> list[TopicLead]:
    """Links to those of the topics that there are."""
    guide, words = current_snapshot().facts.guide, words_in(current_language())
    return [_lead(guide, name, words) for name in names if guide.topic(name) is not None]


def about_kind(kind: Kind) -> tuple[str, ...]:
    """The topics that explain a listing of this kind."""
    return (EXPLAINERS[kind], "who-pays-whom", "how-to-read-our-answers")
