"""What the API gives: models that the OpenAPI document is made from. Dollars are text, exact."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, create_model, model_validator

from finder.core.listing import Kind
from finder.core.places import PlaceKind, StillThere
from finder.core.prices import PriceKind
from finder.core.text import Text
from finder.languages import OFFERED_LANGUAGES

Dollars = Annotated[Decimal, PlainSerializer(lambda value: f"{value:f}", return_type=str)]
Cents = Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]{2}$", description="dollars")]


class ResponseModel(BaseModel):
    """Read from our own objects by the names of their fields."""

    model_config = ConfigDict(from_attributes=True)


LANGUAGE_CODES = tuple(language.code for language in OFFERED_LANGUAGES)
_NAMES, _TRANSLATIONS = (
    (language.in_english for language in OFFERED_LANGUAGES),
    (f"``{code}``" for code in LANGUAGE_CODES[1:]),
)


class InEveryLanguage(ResponseModel):
    """The words of a text, one field for each language of the table."""

    @model_validator(mode="before")
    @classmethod
    def by_language(cls, text: object) -> object:
        """A text of the catalogue; empty words where nobody has translated them yet."""
        return {code: text.get(code, "") for code in LANGUAGE_CODES} if isinstance(text, Text) else text


if TYPE_CHECKING:
    Both = InEveryLanguage
else:
    Both = create_model(
        "Both",
        __base__=InEveryLanguage,
        __doc__=f"The same words in {' and '.join(_NAMES)}; "
        f"{' or '.join(_TRANSLATIONS)} is empty where nobody has translated them yet.",
        **dict.fromkeys(LANGUAGE_CODES, (str, ...)),
    )


class MatchWords(ResponseModel):
    """A match in words, in the language asked for."""

    name: str
    kind: str
    verdict: str
    cost_per_month: str = Field(description="empty where no price can be given")
    price: str = Field(description="what the figure is and how old, with a mark when it is old")
    missing: list[str]


class MatchShown(ResponseModel):
    """One listing for one case: the columns of a caseload's answer, and words."""

    case: str
    rank: int
    listing: str
    kind: Kind
    verdict: Literal["yes", "maybe", "no"]
    cost_per_month_low: Cents | None
    cost_per_month_high: Cents | None
    first_year_low: Cents | None
    first_year_high: Cents | None
    reasons: list[str]
    missing: list[str] = Field(description="names of fields")
    rules_as_of: date
    words: MatchWords


class StepShown(ResponseModel):
    """One thing to do. Those of today come first."""

    when: Literal["today", "this_week", "this_month", "reserve"]
    heading: str
    sentence: str
    listing: str | None


class ScreenAnswer(ResponseModel):
    """The answer for one case."""

    rules_as_of: date
    snapshot: str = Field(description="the version of the catalogue")
    remarks: list[str] = Field(
        description="what was read otherwise than written, what is still to be asked, answers that cannot both be "
        "true, and whether 50 mg tablets would cost less"
    )
    matches: list[MatchShown]
    steps: list[StepShown]
    counter_question: str = Field(
        description="the sentence to say at a pharmacy's counter; empty where a card the person holds goes first"
    )
    fair_price: str = Field(
        description="our estimate of a fair answer, and what costly tablets cost as written; empty where we have none"
    )


class PriceShown(ResponseModel):
    """One price: the columns of ``prices list``."""

    kind: PriceKind
    seller: str
    product: str
    ndc: str
    strength_mg: int | None
    quantity: int | None
    days_supply: int | None
    price: Dollars
    unit_price: str | None = Field(description="dollars a tablet, 5 decimals")
    area: str
    observed_on: date
    source: str = Field(
        description="where it was read, or the phone that was called (RFC 3966); the word reports where people told it",
        examples=["https://www.costplusdrugs.com/", "tel:+1-888-555-0100"],
    )
    stale: bool = Field(description="past its shelf life: call before you pay")


class Prices(ResponseModel):
    """Prices on a day."""

    on: date
    snapshot: str
    prices: list[PriceShown]


class PlaceShown(ResponseModel):
    """One place: the columns of ``places near``. ``limited_to`` names those whom alone it may see.

    ``still_there``: how sure we are, where it comes from an older list. ``name_seen_on``: when its name alone stood on
    a newer one.
    """

    name: str
    kind: PlaceKind
    distance_miles: float | None
    address: str
    city: str
    state: str
    zip: str
    phone: str
    pharmacy_phone: str
    source: str
    as_of: str = Field(description="the day, month or year of which the source speaks, or undated")
    checked_on: date
    name_seen_on: date | None
    still_there: StillThere | None
    stale: bool
    limited_to: str


class Places(ResponseModel):
    """Places by distance. Not every one has a pharmacy: call first."""

    snapshot: str
    places: list[PlaceShown]
