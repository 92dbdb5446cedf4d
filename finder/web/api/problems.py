"""What went wrong with a call: RFC 9457 problem documents that name the fields (docs/api.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

from flask import Response
from werkzeug.exceptions import HTTPException

from finder.web.api.responses import ResponseModel
from finder.web.shared.logs import request_id

PROBLEM_TYPE = "application/problem+json"


class FieldError(ResponseModel):
    """One field that cannot be used, and what to do."""

    field: str
    detail: str


class Problem(ResponseModel):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    request_id: str
    errors: list[FieldError] | None = None


class ProblemError(HTTPException):
    """Ends a call with a problem document. ``errors`` holds a sentence for each field, a dot for the whole body."""

    def __init__(self, status: int, detail: str, errors: Mapping[str, str] | None = None) -> None:
        super().__init__(response=_response(status, detail, errors or {}))


def _response(status: int, detail: str, errors: Mapping[str, str]) -> Response:
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "request_id": request_id(),
    }
    if errors:
        body["errors"] = [{"field": field, "detail": sentence} for field, sentence in errors.items()]
    return Response(json.dumps(body) + "\n", status, content_type=PROBLEM_TYPE)
