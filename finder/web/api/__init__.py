"""The HTTP API, version 1: the same engine and words as the pages, as JSON. docs/api.md shows how to call it."""

from __future__ import annotations

import json

from flask import Blueprint, Response, request
from pydantic import BaseModel

from finder.clock import today
from finder.core.matching import match
from finder.store.snapshot_cache import current_snapshot
from finder.web.api import listing_responses, openapi, requests, responses, serializers
from finder.web.api.problems import ProblemError
from finder.web.shared.security import answers_limit, limit_requests
from finder.web.shared.statuses import UNUSABLE
from finder.wording import words_in

API_PREFIX = "/api/v1"
WRONG_TYPE = 415
# One call looks at the whole catalogue at most, and computes nothing for a person.
reads_limit = limit_requests("300 per minute", scope="api-reads")

# Without automatic OPTIONS no browser gets leave to POST from another site: answers come from an agency's own server.
blueprint = Blueprint("api", __name__, url_prefix=API_PREFIX)


@blueprint.after_app_request
def open_reads(response: Response) -> Response:
    """Any site may read what is public."""
    if request.method in ("GET", "HEAD") and request.path.startswith(f"{API_PREFIX}/"):
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@blueprint.post("/screen", provide_automatic_options=False)
@answers_limit
def screen() -> Response:
    """Match one case. Nothing of it is kept."""
    if request.mimetype != "application/json":
        raise ProblemError(WRONG_TYPE, "Send the body as application/json.")
    snapshot = current_snapshot()
    options, answers = requests.read_body(request.get_data(), snapshot.facts.zips)
    plan = match(snapshot, answers.situation, answers.prescription, options.on or today())
    return _json(serializers.screen_answer(plan, answers, options.case or "", words_in(options.language), options.best))


@blueprint.get("/listings", provide_automatic_options=False)
@reads_limit
def listings() -> Response:
    """Every listing that is published, in short."""
    _query(requests.NoQuery)
    snapshot = current_snapshot()
    rows = [listing_responses.ListingSummary.model_validate(row) for row in snapshot.by_id.values()]
    return _json(listing_responses.Listings(snapshot=snapshot.version, listings=rows))


@blueprint.get("/listings/<listing_id>", provide_automatic_options=False)
@reads_limit
def listing(listing_id: str) -> Response:
    """One listing, whole."""
    _query(requests.NoQuery)
    snapshot = current_snapshot()
    found = snapshot.by_id.get(listing_id)
    if found is None:
        raise ProblemError(404, "There is no such listing. GET /api/v1/listings names them all.")
    return _json(serializers.listing_shown(found, snapshot))


@blueprint.get("/prices", provide_automatic_options=False)
@reads_limit
def prices() -> Response:
    """The prices on a day, as ``prices list`` writes them."""
    query, snapshot = _query(requests.PricesQuery), current_snapshot()
    on, book = query.on or today(), snapshot.facts.prices
    rows = [row for row in book.rows if row.observed_on <= on] if query.all == "yes" else book.current(on)
    wanted = [row for row in rows if query.strength in (None, row.strength_mg) and query.kind in (None, row.kind)]
    return _json(
        responses.Prices(on=on, snapshot=snapshot.version, prices=[serializers.price_shown(row, on) for row in wanted])
    )


@blueprint.get("/places", provide_automatic_options=False)
@reads_limit
def places() -> Response:
    """The places near a ZIP code, as ``places near`` writes them."""
    query, snapshot = _query(requests.PlacesQuery), current_snapshot()
    index = snapshot.facts.places
    if not index.states_of(query.near):
        raise ProblemError(UNUSABLE, "Some parameters cannot be used.", {"near": "We do not know this ZIP code."})
    found = index.near(query.near, query.within, query.limit, query.kind)
    answer = _json(
        responses.Places(
            snapshot=snapshot.version, places=[serializers.place_shown(row, snapshot.facts, today()) for row in found]
        )
    )
    # A ZIP code is an answer too.
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/openapi.json", provide_automatic_options=False)
@reads_limit
def description() -> Response:
    """The OpenAPI document."""
    return Response(json.dumps(openapi.document(), indent=1) + "\n", content_type="application/json")


def _query(model: type[requests.M]) -> requests.M:
    return requests.read_query(model, request.args.to_dict(flat=False))


def _json(model: BaseModel) -> Response:
    return Response(model.model_dump_json() + "\n", content_type="application/json")
