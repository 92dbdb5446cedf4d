"""The OpenAPI 3.1 document, made from the models that read and write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from finder.web.api import listing_responses, requests, responses
from finder.web.api.problems import PROBLEM_TYPE, Problem

API_VERSION = "1.0.0"
REF = "#/components/schemas/{model}"
ABOUT = (
    "Every way to get azathioprine in the United States that we know, judged, priced and ranked for one case. "
    "Rules and prices have a day and a source. Verdicts say what you may get; the program decides. "
    "Nothing that is sent is kept. Errors are RFC 9457 problem documents."
)
PROBLEMS = {
    400: "The body is not JSON, or a field stands twice.",
    404: "There is no such listing.",
    413: "The body is larger than 64 KiB.",
    415: "The body is not application/json.",
    422: "Fields that cannot be used, each with what to do.",
    429: "Too many requests: wait as long as Retry-After says.",
    500: "Something went wrong on our side.",
    503: "The catalogue cannot be read right now.",
}
PROBLEMS_OF_ALL = (429, 500, 503)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that can be asked for."""

    path: str
    method: Literal["get", "post"]
    name: str
    summary: str
    answer: type[BaseModel]
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    problems: tuple[int, ...] = ()


OPERATIONS = (
    Operation(
        path="/screen",
        method="post",
        name="screen",
        summary="Match one case",
        answer=responses.ScreenAnswer,
        body=requests.ScreenRequest,
        problems=(400, 413, 415, 422),
    ),
    Operation(
        path="/listings",
        method="get",
        name="listings",
        summary="Every listing, in short",
        answer=listing_responses.Listings,
        query=requests.NoQuery,
        problems=(422,),
    ),
    Operation(
        path="/listings/{id}",
        method="get",
        name="listing",
        summary="One listing, whole",
        answer=listing_responses.ListingShown,
        query=requests.NoQuery,
        problems=(404, 422),
    ),
    Operation(
        path="/prices",
        method="get",
        name="prices",
        summary="Prices on a day",
        answer=responses.Prices,
        query=requests.PricesQuery,
        problems=(422,),
    ),
    Operation(
        path="/places",
        method="get",
        name="places",
        summary="Places near a ZIP code",
        answer=responses.Places,
        query=requests.PlacesQuery,
        problems=(422,),
    ),
)


@cache
def document() -> dict[str, Any]:
    """The whole document."""
    refs, schemas = _schemas()
    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method] = _operation(operation, refs)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Azathioprine Cost Finder", "version": API_VERSION, "description": ABOUT},
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _schemas() -> tuple[Mapping[Any, Any], dict[str, Any]]:
    answers = [(row.answer, "serialization") for row in OPERATIONS]
    bodies = [(row.body, "validation") for row in OPERATIONS if row.body]
    models: Any = [*answers, *bodies, (Problem, "serialization")]
    refs, definitions = models_json_schema(models, ref_template=REF)
    return refs, definitions["$defs"]


def _operation(operation: Operation, refs: Mapping[Any, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"operationId": operation.name, "summary": operation.summary}
    parameters = [*_path_parameters(operation.path), *_query_parameters(operation.query)]
    if parameters:
        said["parameters"] = parameters
    if operation.body:
        said["requestBody"] = {"required": True, "content": _json(refs[operation.body, "validation"])}
    answer = {"description": "The answer.", "content": _json(refs[operation.answer, "serialization"])}
    problem = {PROBLEM_TYPE: {"schema": refs[Problem, "serialization"]}}
    problems = sorted((*operation.problems, *PROBLEMS_OF_ALL))
    said["responses"] = {"200": answer} | {
        str(code): {"description": PROBLEMS[code], "content": problem} for code in problems
    }
    return said


def _json(schema: object) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _path_parameters(path: str) -> Iterable[dict[str, Any]]:
    if "{id}" in path:
        yield {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[a-z0-9-]+$"}}


def _query_parameters(query: type[BaseModel] | None) -> Iterable[dict[str, Any]]:
    if query is None:
        return
    schema = query.model_json_schema(mode="validation")
    for name, field in schema.get("properties", {}).items():
        field = {key: value for key, value in field.items() if key != "title"}
        yield {
            "name": name,
            "in": "query",
            "required": name in schema.get("required", ()),
            "schema": _without_refs(field, schema.get("$defs", {})),
        }


def _without_refs(field: object, definitions: Mapping[str, Any]) -> object:
    """A parameter stands alone: what it refers to is written out, and null is left out, as addresses have none."""
    if not isinstance(field, dict):
        return field
    if "$ref" in field:
        return definitions[field["$ref"].rsplit("/", 1)[1]]
    entries = [_without_refs(entry, definitions) for entry in field.get("anyOf", ()) if entry != {"type": "null"}]
    rest = {key: value for key, value in field.items() if key not in ("anyOf", "default") or value not in (None,)}
    rest.pop("anyOf", None)
    if len(entries) == 1 and isinstance(entries[0], dict):
        return entries[0] | rest
    return rest | ({"anyOf": entries} if entries else {})
