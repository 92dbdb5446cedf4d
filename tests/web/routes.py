"""The table of the whole site, built from the app as it runs: each route, who may open it, and how often."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from flask import Flask
from werkzeug.routing import Rule

from finder.web.shared.security import limits_of
from finder.web.team.accounts.access import access_of

HEAD = ("route", "method", "who", "limit for one caller", "a stranger gets", "cache", "logged path tells")
# What a line of the log may hold of a request.
LOGGED = {"time", "level", "event", "request_id", "method", "path", "status", "duration_ms"}
# Something for each part of an address, so that a stranger's request finds a page where there is one.
PARTS = {"topic_id": "uses", "listing_id": "rx-outreach", "state": "OH", "kind": "refills", "filename": "none"}


PART = re.compile(r"<(?:(\w+):)?(\w+)>")


class Row(NamedTuple):
    """One route and method, as the table says it."""

    route: str
    method: str
    who: str
    limit: str
    status: str
    cache: str
    logged: str


def rows(app: Flask) -> list[Row]:
    """Each route once, in English: its Spanish twin has the same view. In the order of addresses."""
    found = [
        _row(app, rule, method)
        for rule in app.url_map.iter_rules()
        if (rule.defaults or {}).get("lang") != "es"
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]
    return sorted(found)


def spanish_twins(app: Flask) -> tuple[set[str], set[str]]:
    """The routes that are pages, and those that stand under ``/es``, without it."""
    pages = [rule for rule in app.url_map.iter_rules() if "lang" in (rule.defaults or {})]
    english = {rule.rule for rule in pages if (rule.defaults or {})["lang"] == "en"}
    return english, {rule.rule.removeprefix("/es") for rule in pages if (rule.defaults or {})["lang"] == "es"}


def _row(app: Flask, rule: Rule, method: str) -> Row:
    view = app.view_functions[rule.endpoint]
    access = access_of(view)
    path = re.sub(
        r"<(?:(\w+):)?(\w+)>", lambda part: "1" if part[1] == "int" else PARTS.get(part[2], "none"), rule.rule
    )
    log = app.config["LOG_STREAM"]
    log.seek(0)
    log.truncate()
    # A stranger's request with an empty form, and a query that may stand in no log.
    answer = app.test_client().open(path, method=method, query_string={"marker": "zebra7731"})
    line = json.loads(log.getvalue().splitlines()[-1])
    assert line.keys() <= LOGGED, f"the log says more of {path}: {line.keys() - LOGGED}"
    assert line["path"] == path
    return Row(
        rule.rule,
        method,
        "anyone" if access in (None, "closed") else str(access.value),
        "; ".join(_limits(app, view, method)) or "none",
        str(answer.status_code),
        answer.headers["Cache-Control"],
        ", ".join(sorted(rule.arguments - {"lang"})),
    )


def _limits(app: Flask, view: object, method: str) -> Iterator[str]:
    for limit in limits_of(view):  # type: ignore[arg-type]
        if limit.methods and method not in limit.methods:
            continue
        with app.app_context():
            how_often = limit.how_often if isinstance(limit.how_often, str) else limit.how_often()
        kept_by = "" if limit.by.__name__ == "caller" else f", by {limit.by.__name__.strip('_').replace('_', ' ')}"
        yield f"{limit.scope or 'own'}: {how_often.replace('; ', ', ')}{kept_by}"


def as_table(found: list[Row]) -> list[str]:
    """The rows as the lines of a table."""
    cells = [HEAD, ("---",) * len(HEAD), *found]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in cells]
