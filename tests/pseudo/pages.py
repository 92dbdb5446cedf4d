"""``python -m tests.pseudo.pages SEED DATABASE``: what is left in another language on pages in the pseudo-language.

TRANSLATIONS of the environment says where the language is. Prints JSON: how many pages were read, the routes that none
of them is of, and the texts found by page. With PSEUDO_PAGES=all every public page is read, else one of each route.
Of the team's pages it is always one: they show records as they are, in all languages, with notes of editors.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import html5lib
from babel import Locale
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from bench.members import admin
from finder import create_app
from finder.answers.columns import read_answers
from finder.answers.states import ZIP_PLACES
from finder.core.snapshot import Snapshot
from finder.languages import LANGUAGES
from finder.store.snapshot_cache import current_snapshot
from tests.pseudo.making import CODE, HTML_LANG, spoken
from tests.web.spanish import fragments

PREFIX = f"/{CODE}"
DAY = "2026-12-01"
PERSON = {
    "state": "OH",
    "zip": "43215",
    "household_size": "1",
    "income": "1500",
    "income_period": "month",
    "insurance": "none",
    "age": "40",
    "daily_dose_mg": "150",
    "written_strength_mg": "75",
    "days_left": "6",
}
CHOSEN = {"option": ["cost-plus-drugs", "rx-outreach", "medicaid", "dollar-for"], "start_on": DAY}
# What people send, by the page it is sent to: as it should be, and with mistakes.
SENT: tuple[tuple[str, dict[str, Any]], ...] = (
    ("/", PERSON),
    ("/results", PERSON),
    ("/results", {**PERSON, "income": "1,2,3", "zip": "1", "days_left": "-3", "age": "900"}),
    ("/results", {**PERSON, "insurance": "medicare", "age": "70", "days_left": "60"}),
    ("/dose", PERSON),
    ("/places", {"zip": "43215"}),
    ("/places", {"zip": "1"}),
    ("/packet", PERSON),
    ("/packet/print", PERSON | CHOSEN),
    ("/calendars", PERSON),
    ("/guide/questions", PERSON),
    ("/guide/faq", {"q": "cost"}),
    ("/guide/calendar", {"start_on": DAY}),
)
# Answers typed in its words.
TYPED = {
    "days_left": [f"2 {spoken('weeks')}"],
    "daily_dose_mg": [
        f"3 {spoken('tablets')} {spoken('of')} 50 {spoken('mg')} {spoken('twice')} {spoken('a')} {spoken('day')}"
    ],
    "income": [f"1500 {spoken('dollars')} {spoken('every month')}"],
    "married": [spoken("yes")],
    "condition": [spoken("lupus nephritis")],
    "age": [f"{spoken('nine')} {spoken('years old')}"],
}
ALL = 100_000
WORD = re.compile(r"[^\W\d_]+")
VOWEL = re.compile(r"[aeiou]")
BRANDS = ("Imuran", "Azasan")
# The number of a request counts as one: it is in no language.
ADDRESS = re.compile(r"\b[0-9a-f]{16}\b|\S+@\S+|https?://\S+|\b[\w-]+(?:\.[\w-]+)+\b(?:/\S*)?")
LINK = re.compile(r'(?:href|action)="(/[^"#]*)')


def names_of(snapshot: Snapshot) -> list[str]:
    """Names, the same in every language: of listings, companies, offices, places, people, drugs, months."""
    facts, rows = snapshot.facts, snapshot.by_id.values()
    found = [*BRANDS, *(row.sponsor.original for row in rows), *(row.name.original for row in rows)]
    found += [row.name for row in facts.guide.people] + [row.seller for row in facts.labs]
    # What editors noted about a source, for each other.
    found += [source.supports for row in rows for source in row.sources]
    for place in facts.places.places:
        found += [place.name, place.run_by, place.address, place.city, place.languages]
    for contact in facts.contacts.values():
        found += [contact.medicaid_name, contact.chip_name, contact.marketplace_name, contact.ship_name]
    found += [row.labeler for row in facts.products] + list(ZIP_PLACES)
    locale = Locale.parse(LANGUAGES[CODE].locale)
    found += [name for months in locale.months["format"].values() for name in months.values()]
    found += [*(language.name for language in LANGUAGES.values()), *locale.languages.values()]
    return sorted({name.casefold() for name in found if name}, key=len, reverse=True)


def foreign(text: str, names: list[str]) -> bool:
    """Whether a text has a word without accents, and so not of the pseudo-language, that is no name."""
    said = text.casefold()
    # A name may hold an address ("HealthCare.gov"), and an address a name ("medicaid.gov").
    return (
        _unaccented(said)
        and _unaccented(_without(ADDRESS.sub(" ", said), names))
        and _unaccented(ADDRESS.sub(" ", _without(said, names)))
    )


def _without(text: str, names: list[str]) -> str:
    for name in names:
        if name in text:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
    return text


def _unaccented(text: str) -> bool:
    return any(len(word) > 2 and VOWEL.search(word) for word in WORD.findall(text))


class Reader:
    """Reads pages, and notes what is left in another language on each."""

    def __init__(self, app: Flask, names: list[str]) -> None:
        self.app, self.names = app, names
        self.left: dict[str, list[str]] = {}
        self.routes: dict[str, int] = {}
        self.count = 0

    def read(self, name: str, text: str) -> None:
        """Note what is left in another language on a page."""
        self.count += 1
        tree = html5lib.parse(text, namespaceHTMLElements=False)
        if found := [text for text in fragments(tree, HTML_LANG, wanted=HTML_LANG) if foreign(text, self.names)]:
            self.left[name] = found

    def route_of(self, path: str) -> str:
        """The rule that an address belongs to; empty for none."""
        try:
            rule, _ = self.app.url_map.bind("localhost").match(urlsplit(path).path, return_rule=True)
        except (HTTPException, RequestRedirect):
            return ""
        return rule.rule

    def crawl(self, client: FlaskClient, starts: list[str], most: int = 1) -> None:
        """Read the pages that links lead to, so many of each route."""
        waiting, seen = list(starts), set(starts)
        while waiting:
            path = waiting.pop(0)
            route = self.route_of(path)
            if not route or self.routes.get(route, 0) >= most:
                continue
            answer = client.get(path)
            self.routes[route] = self.routes.get(route, 0) + 1
            if answer.mimetype != "text/html" or answer.status_code != 200:
                continue
            self.read(path, answer.text)
            links = {link.replace("&amp;", "&") for link in LINK.findall(answer.text)}
            waiting += sorted(link for link in links - seen if link.startswith(PREFIX) and "/log-out" not in link)
            seen |= links

    def rules(self) -> set[str]:
        """The routes of pages in the pseudo-language."""
        rules = [rule for rule in self.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
        return {rule.rule for rule in rules if rule.rule.startswith(PREFIX)}


def main(seed: str, database: str) -> None:
    """Fill the database, read the pages, print what was found."""
    app = create_app(
        {
            "DATABASE_URL": f"sqlite:///{database}",
            "STATIC_BUILD": str(Path(database).parent / "static"),
            "TESTING": True,
            "SECRET_KEY": "a key for tests",
            "RATELIMIT_ENABLED": False,
            "LOG_STREAM": io.StringIO(),
        }
    )
    app.test_cli_runner().invoke(args=["seed", seed], catch_exceptions=False)
    with app.app_context():
        reader = Reader(app, names_of(current_snapshot()))
    client = app.test_client()
    for path, told in SENT:
        answer = client.post(PREFIX + path, data=MultiDict(told))
        reader.read(f"POST {path}", answer.text)
    reader.read("404", client.get(f"{PREFIX}/nowhere").text)
    fixed = sorted(rule for rule in reader.rules() if "<" not in rule and "/log-out" not in rule)
    most = ALL if os.environ.get("PSEUDO_PAGES") == "all" else 1
    reader.crawl(client, [*fixed, f"{PREFIX}/insurance/TX", f"{PREFIX}/guide/running-out/half-sheets"], most)
    reader.routes = {route: count for route, count in reader.routes.items() if f"{PREFIX}/team" not in route}
    reader.crawl(admin(app), [rule for rule in fixed if rule.startswith(f"{PREFIX}/team")])
    typed = {name: error.key for name, error in read_answers(TYPED, {}).errors.items()}
    unread = sorted(reader.rules() - set(reader.routes))
    sys.stdout.write(json.dumps({"pages": reader.count, "unread": unread, "left": reader.left, "typed": typed}))


if __name__ == "__main__":
    main(*sys.argv[1:])
