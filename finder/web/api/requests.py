"""What a caller may send: models that say so in the OpenAPI document, made from the one table of columns."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StringConstraints,
    ValidationError,
    create_model,
)

from finder.answers.columns import COLUMNS, YES_NO_COLUMNS, AnswerColumn, Answers, read_answers
from finder.caseload.header import CASE, points_to_a_person
from finder.caseload.screen import MOST_IN_A_CELL
from finder.core.places import PlaceKind
from finder.core.prices import PriceKind
from finder.core.snapshot import ZipArea
from finder.core.text import ORIGINAL
from finder.languages import OFFERED_LANGUAGES
from finder.web.api.problems import ProblemError
from finder.web.shared.statuses import UNUSABLE
from finder.wording import words_in
from finder.wording.answer_errors import sentence_with_value
from finder.wording.questions import COLUMN_NAMES as NAMES

BAD_REQUEST = 400
MOST_IN_A_LIST = 30
MOST_MATCHES, MOST_PLACES, MOST_MILES = 1000, 100, 800
# Days for which rules and prices can be asked.
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
CheckedText = Annotated[str, StringConstraints(strict=True, max_length=MOST_IN_A_CELL)]
M = TypeVar("M", bound=BaseModel)


def _day(value: object) -> object:
    """YYYY-MM-DD and nothing else; the library alone would take seconds since 1970 as well."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise ValueError("not a day")
    day = date.fromisoformat(value)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError("out of range")
    return day


def _digits(value: object) -> object:
    """A whole number as it stands in an address."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,6}", value, re.ASCII):
        raise ValueError("not a number")
    return int(value)


Day = Annotated[date, BeforeValidator(_day), Field(description="YYYY-MM-DD, from 2000 to 2099; today when left out")]


def _of(column: AnswerColumn) -> Any:
    """The type of a column in JSON: its choices first, for the reader; other text as in a caseload file."""
    if column.name in YES_NO_COLUMNS:
        return StrictBool | Literal["yes", "no"] | CheckedText | None
    choices = (*column.choices, "none_of_these") if column.name == "citizenship" else column.choices
    text: Any = Literal[choices] | CheckedText if choices else CheckedText
    if column.several:
        return Annotated[list[text], Field(max_length=MOST_IN_A_LIST)] | text | None
    return text | None if choices and not choices[0].isdigit() else StrictInt | StrictFloat | text | None


# Made from the table of languages, which no checker of types can follow.
LanguageCode: Any = Literal[tuple(language.code for language in OFFERED_LANGUAGES)]


class RequestOptions(BaseModel):
    """What is not a person's answer."""

    model_config = ConfigDict(extra="forbid")
    case: Annotated[CheckedText | None, Field(description="a label of your own, given back; never a name")] = None
    on: Day | None = None
    best: Annotated[
        Annotated[StrictInt, Field(ge=1, le=MOST_MATCHES)] | None, Field(description="the first so many matches only")
    ] = None
    language: Annotated[LanguageCode, Field(description="of reasons, words and steps")] = ORIGINAL


ScreenRequest: type[RequestOptions] = create_model(
    "ScreenRequest",
    __base__=RequestOptions,
    __doc__="One case. Leave out or send null for what was not told. Nothing of it is kept.",
    **{name: (_of(column), Field(None, description=NAMES[name])) for name, column in COLUMNS.items()},
)  # type: ignore[call-overload]  # fields made from the table of columns


class NoQuery(BaseModel):
    """Nothing may be asked beside the address."""

    model_config = ConfigDict(extra="forbid")


class PricesQuery(BaseModel):
    """Which prices."""

    model_config = ConfigDict(extra="forbid")
    on: Day | None = None
    strength: Annotated[
        int | None, BeforeValidator(_digits), Field(ge=1, le=1000, description="milligrams of one tablet")
    ] = None
    kind: PriceKind | None = None
    all: Annotated[
        Literal["yes", "no"], Field(description="every observation up to that day, not the current prices alone")
    ] = "no"


class PlacesQuery(BaseModel):
    """Where."""

    model_config = ConfigDict(extra="forbid")
    near: Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$"), Field(description="a ZIP code")]
    within: Annotated[int | None, BeforeValidator(_digits), Field(ge=1, le=MOST_MILES, description="miles")] = None
    limit: Annotated[int, BeforeValidator(_digits), Field(ge=1, le=MOST_PLACES)] = 20
    kind: Annotated[
        PlaceKind | None, Field(description="places of one kind; without it all those that are open to all")
    ] = None


NO_QUERY_WORDS = "This parameter is not known."
QUERY_WORDS = {
    "on": "Write a day as YYYY-MM-DD, from 2000 to 2099.",
    "strength": "Write a strength in milligrams, for example 50.",
    "kind": f"Write one of: {', '.join(PriceKind)}.",
    "all": "Write yes or no.",
    "near": "Write a ZIP code of 5 digits.",
    "within": f"Write miles as a whole number from 1 to {MOST_MILES}.",
    "limit": f"Write a whole number from 1 to {MOST_PLACES}.",
}
PLACE_WORDS = {"kind": f"Write one of: {', '.join(PlaceKind)}."}
FIELD_WORDS = {
    CASE: f"Send text of at most {MOST_IN_A_CELL} characters.",
    "on": QUERY_WORDS["on"],
    "best": f"Send a whole number from 1 to {MOST_MATCHES}.",
    "language": f"Send {' or '.join(language.code for language in OFFERED_LANGUAGES)}.",
}


def read_query(model: type[M], query: Mapping[str, list[str]]) -> M:
    """The query of an address. Raises ProblemError (422)."""
    errors = {name: "Give it once." for name, values in query.items() if len(values) > 1}
    try:
        model_values = model.model_validate({name: values[0] for name, values in query.items()})
    except ValidationError as error:
        names = [
            str(row["loc"][0]) for row in error.errors(include_input=False, include_url=False, include_context=False)
        ]
        said = QUERY_WORDS | PLACE_WORDS if model is PlacesQuery else QUERY_WORDS
        errors |= {name: said[name] if name in model.model_fields else NO_QUERY_WORDS for name in names}
    if errors:
        raise ProblemError(UNUSABLE, "Some parameters cannot be used.", errors)
    return model_values


def read_body(body: bytes, zips: Mapping[str, ZipArea]) -> tuple[RequestOptions, Answers]:
    """A request for POST /screen, its answers read as the form and ``screen`` read them.

    Raises ProblemError: 400 when it is not JSON, 422 with every field that cannot be used.
    """
    data = _json(body)
    if not isinstance(data, dict):
        raise ProblemError(UNUSABLE, "Send one JSON object with the answers of one case.", {".": "Send an object."})
    errors: dict[str, str] = {}
    try:
        options = ScreenRequest.model_validate(data)
    except ValidationError as error:
        rows = error.errors(include_input=False, include_url=False, include_context=False)
        errors = {str(row["loc"][0]): _field_words(row) for row in rows}
        # The others are looked at too, so that one answer names all that is wrong.
        options = ScreenRequest.model_validate({name: value for name, value in data.items() if name not in errors})
    answers = read_answers({name: _texts(getattr(options, name)) for name in COLUMNS}, zips)
    words = words_in(options.language)
    errors |= {
        name: sentence_with_value(words, name, error, "; ".join(_texts(getattr(options, name))))
        for name, error in answers.errors.items()
    }
    if errors:
        raise ProblemError(UNUSABLE, "Some fields cannot be used.", errors)
    return options, answers


def _json(body: bytes) -> object:
    try:
        return json.loads(body.decode("utf-8"), object_pairs_hook=_once_each, parse_constant=_no_constant)
    # A body of nothing but brackets would go too deep.
    except (ValueError, RecursionError):
        raise ProblemError(BAD_REQUEST, "The body is not JSON in UTF-8 with each field once.") from None


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a field stands twice")
    # Half a character cannot be named back.
    "".join(name for name, _value in pairs).encode()
    return dict(pairs)


def _no_constant(name: str) -> object:
    raise ValueError(name)


def _field_words(row: Mapping[str, Any]) -> str:
    """What to do about one field, from the kind of its error."""
    name = str(row["loc"][0])
    if row["type"] == "extra_forbidden":
        if points_to_a_person(name):
            return 'This field can point to a person. Leave it out, and use a label of your own in "case".'
        return "This field is not known."
    if name in FIELD_WORDS:
        return FIELD_WORDS[name]
    column = COLUMNS[name]
    if column.name in YES_NO_COLUMNS:
        return "Send yes, no, true or false."
    if column.several:
        return f"Send a text or a list of at most {MOST_IN_A_LIST} texts."
    return "Send a text." if column.choices else "Send a number or a text."


def _texts(value: object) -> list[str]:
    if value is None:
        return []
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, float):
        return [_number_text(value)]
    return [str(entry) for entry in value] if isinstance(value, list) else [str(value)]


def _number_text(value: float) -> str:
    """A number in JSON has one meaning; "1500.125" as text could have two, so it gets a fourth decimal."""
    text = str(value)
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text
