"""A figure with its target, and how figures are printed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple


class Figure(NamedTuple):
    """One measured value. ``most`` and ``least`` are targets; ``None`` where there is none."""

    name: str
    value: float
    unit: str
    most: float | None = None
    least: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the target is met; ``None`` without a target."""
        if self.most is None and self.least is None:
            return None
        return (self.most is None or self.value <= self.most) and (self.least is None or self.value >= self.least)

    @property
    def target(self) -> str:
        """The target in words."""
        limits = (("at most", self.most), ("at least", self.least))
        return ", ".join(f"{word} {number(limit)}" for word, limit in limits if limit is not None)


def number(value: float) -> str:
    """Three telling digits: 1.23, 45.6, 1,234."""
    size = abs(value)
    return f"{value:,.0f}" if value == int(value) or size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def table(figures: Iterable[Figure]) -> str:
    """One line a figure: name, value, unit, target, met or not."""
    says = {True: "yes", False: "NO", None: ""}
    rows = [("figure", "value", "unit", "target", "met")]
    rows += [(row.name, number(row.value), row.unit, row.target, says[row.met]) for row in figures]
    name, value, unit, target, _met = (max(len(row[at]) for row in rows) for at in range(5))
    return "\n".join(
        f"{row[0]:<{name}}  {row[1]:>{value}}  {row[2]:<{unit}}  {row[3]:<{target}}  {row[4]}".rstrip() for row in rows
    )


def as_json(machine: str, figures: Iterable[Figure]) -> str:
    """The same as JSON, for programs."""
    rows = [{**row._asdict(), "met": row.met} for row in figures]
    return json.dumps({"machine": machine, "figures": rows}, indent=2)
