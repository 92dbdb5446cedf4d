"""The document against the code: calls made from it find no failure of ours and no answer that it does not name."""

from __future__ import annotations

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from finder.web.api.openapi import OPERATIONS, Operation, document

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]
EXAMPLES = 25


@pytest.fixture(scope="session")
def described(shared_app: Flask) -> schemathesis.BaseSchema:
    """The document as a caller finds it, with the app behind it."""
    # Wrong data may be too long as well as wrong: 413 refuses it too.
    refused = {"negative_data_rejection": {"expected-statuses": ["400", "404", "413", "415", "422"]}}
    config = SchemathesisConfig.from_dict({"checks": refused})
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", shared_app, config=config)


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda row: row.name)
def test_calls_made_from_the_document_find_no_failure_and_no_undocumented_answer(
    described: schemathesis.BaseSchema, operation: Operation, mode: GenerationMode
) -> None:
    found = described[operation.path][operation.method]
    if mode.is_negative and operation.name == "listings":
        assert not operation.query.model_fields, "there is nothing to get wrong"
        return
    answered: set[int] = set()

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=found.as_strategy(generation_mode=mode))
    def call(case: schemathesis.Case) -> None:
        # The tool does not unpack what the app compresses.
        response = case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})
        answered.add(response.status_code)

    call()
    assert answered & ({200, 404} if mode.is_positive else {400, 404, 422})


def test_the_document_describes_every_route_but_itself(shared_app: Flask) -> None:
    routes = {
        (rule.rule.removeprefix("/api/v1").replace("<listing_id>", "{id}"), method.lower())
        for rule in shared_app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in rule.methods or ()
        if method != "HEAD"
    }
    assert routes - {("/openapi.json", "get")} == {(row.path, row.method) for row in OPERATIONS}


def test_the_document_is_served_as_it_is_made(shared_app: Flask) -> None:
    response = shared_app.test_client().get("/api/v1/openapi.json")
    assert response.content_type == "application/json"
    assert response.json == document()
    assert document()["openapi"].startswith("3.1.")
