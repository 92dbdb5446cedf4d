"""Which places to show a person: care that this person alone may use, care open to all, and an office to apply at."""

from __future__ import annotations

from collections.abc import Iterator

from finder.core.headline import coverage_to_apply_for
from finder.core.matches import Match, Plan
from finder.core.nearby import NearPlace
from finder.core.places import PLACE_KINDS, PlaceKind, PlaceKindSpec
from finder.core.rare_traits import waits_for_few


def places_to_go(plan: Plan, most: int) -> tuple[NearPlace, ...]:
    """The nearest places for this person; none while no ZIP code is told."""
    code = plan.situation.zip
    if not code:
        return ()
    index = plan.snapshot.facts.places
    for_some = [near for kind in kinds_for(plan) for near in index.near(code, limit=1, kind=kind)][: most - 1]
    care = [near for near in for_some if PLACE_KINDS[near.place.kind].gives_care]
    offices = [near for near in for_some if near not in care]
    return (*care, *index.near(code, limit=most - len(for_some)), *offices)


def kinds_for(plan: Plan) -> Iterator[PlaceKind]:
    """The kinds of places that are not open to all and are for this person; nobody is sent there on a guess."""
    for kind, spec in PLACE_KINDS.items():
        match = next((row for row in plan.fitting if kind in row.listing.places), None)
        if not spec.open_to_all and match is not None and _is_for(plan, match, spec):
            yield kind


def _is_for(plan: Plan, match: Match, spec: PlaceKindSpec) -> bool:
    """Whether to send the person there: to care that they may use, or to the office of what is worth applying for."""
    return not waits_for_few(match) if spec.gives_care else match is coverage_to_apply_for(plan)
