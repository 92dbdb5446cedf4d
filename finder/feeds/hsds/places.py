"""Places from an HSDS package. It does not say what a place is in our words, so the person who gives it does."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from io import StringIO
from typing import NamedTuple

from finder.catalog.folder import read_rows
from finder.catalog.problems import MistakeError, Notes, message
from finder.catalog.rows import Row
from finder.catalog.tables import PLACES
from finder.core.places import PlaceKind
from finder.core.source_dates import UNDATED
from finder.feeds.addresses import phone_of, position_of, state_of, web_address, zip_of
from finder.feeds.hsds.reader import HsdsRow, Package
from finder.feeds.import_report import FeedError, ImportReport
from finder.feeds.values import day

CLOSED_STATUSES = {"inactive", "defunct", "temporarily closed"}
AT_HOME = {"", "us", "usa", "united states", "united states of america"}
HSDS_PREFIX = "hsds:"
# What others say of fees and rules is theirs to say, and may be years old: people are told to call.
NOT_TAKEN: Row = {
    "pharmacy_phone": "",
    "fees": "",
    "notes": "",
    "as_of": UNDATED,
    "name_seen_on": None,
    "still_there": None,
    "limited_to": "",
    "retired_on": None,
}
NAMES_OF_OURS = [column.heading for column in PLACES.columns]


class PackageFacts(NamedTuple):
    """What the package does not say: what its places are, where it comes from, and on which day it was right."""

    kind: PlaceKind | None
    source: str
    on: date


def places(package: Package, report: ImportReport, wanted: PackageFacts) -> Iterator[Row]:
    """The places that people can go to, as rows of our table."""
    if package.get("x_places"):
        yield from _own_places(package["x_places"], report)
        return
    if wanted.kind is None:
        raise FeedError(f"Say what these places are: --kind {'|'.join(kind.value for kind in PlaceKind)}.")
    if not web_address(wanted.source) or not wanted.source:
        raise FeedError("Say where the package comes from: --source https://...")
    parts = _Parts(package)
    seen: dict[str, HsdsRow] = {}
    for line in package.get("locations", ()):
        row = _place(line, parts, report, wanted)
        if row is None:
            continue
        first_line = seen.setdefault(row["source_id"], line)
        if first_line is not line:
            report.mistake(line.line, message("location_twice", id=line.values["id"], line=first_line.line))
        else:
            yield row


def _own_places(lines: list[HsdsRow], report: ImportReport) -> Iterator[Row]:
    """Our own table, read as strictly as our own files."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(NAMES_OF_OURS)
    # Cells lose their line breaks, so that each row is a line, whose number in the package is known.
    writer.writerows([" ".join(line.values.get(name, "").splitlines()) for name in NAMES_OF_OURS] for line in lines)
    out.seek(0)
    notes = Notes("x_places.csv")
    yield from read_rows(out, PLACES, notes)
    for problem in notes.problems:
        report.mistake(lines[problem.line - 2].line if problem.line > 1 else 1, problem.message.within("x_places"))


class _Parts:
    """What hangs on each location."""

    def __init__(self, package: Package) -> None:
        self.addresses = _rows_by(package, "addresses", "location_id")
        self.phones = _rows_by(package, "phones", "location_id")
        self.schedules = _rows_by(package, "schedules", "location_id")
        self.languages = _rows_by(package, "languages", "location_id")
        self.names = {
            line.values.get("id", ""): line.values.get("name", "") for line in package.get("organizations", ())
        }
        services = {line.values.get("id", ""): line.values for line in package.get("services", ())}
        self.services: dict[str, list[dict[str, str]]] = defaultdict(list)
        for join in package.get("service_at_location", ()):
            self.services[join.values.get("location_id", "")].append(
                services.get(join.values.get("service_id", ""), {})
            )
        for service in services.values():  # older vintages name the location in the service itself
            if "location_id" in service:
                self.services[service["location_id"]].append(service)


def _rows_by(package: Package, table: str, column: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for line in package.get(table, ()):
        found[line.values.get(column, "")].append(line.values)
    return found


def _place(line: HsdsRow, parts: _Parts, report: ImportReport, wanted: PackageFacts) -> Row | None:
    values = line.values
    number, organization = values.get("id", ""), parts.names.get(values.get("organization_id", ""), "")
    name = _soft(values.get("name") or organization)
    if not _is_there(line, parts.services[number], report):
        return None
    address = next((row for row in parts.addresses[number] if row.get("address_type", "physical") != "postal"), {})
    if address.get("country", "").lower() not in AT_HOME:
        report.remark(line.line, message("not_in_the_country").within(name))
        return None
    try:
        if not number or not name:
            raise MistakeError("location_without_name")
        where = _location(values, address)
    except MistakeError as mistake:
        report.mistake(line.line, mistake.message.within(line.file))
        return None
    if values.get("latitude") and where["latitude"] is None:
        report.remark(line.line, message("wrong_position").within(name))
    phone, extension = _phone(parts.phones[number])
    languages = (row.get("name") or row.get("language") or row.get("code", "") for row in parts.languages[number])
    return {
        "source_id": HSDS_PREFIX + number,
        "name": name,
        "kind": wanted.kind,
        "run_by": _run_by(name, organization),
        **where,
        "phone": phone,
        "phone_extension": extension,
        "url": web_address(values["url"]) if values.get("url") else "",
        "languages": ", ".join(languages),
        "hours": "; ".join(filter(None, map(_hours, parts.schedules[number]))),
        "source": wanted.source,
        "checked_on": _newest_check(parts.services[number], wanted.on),
        **NOT_TAKEN,
    }


def _location(values: dict[str, str], address: dict[str, str]) -> Row:
    """Address and position. Raises MistakeError."""
    if not address.get("state_province"):
        raise MistakeError("location_without_state")
    state = state_of(address["state_province"])
    latitude, longitude = position_of(values.get("latitude", ""), values.get("longitude", ""))
    return {
        "address": ", ".join(filter(None, (_soft(address.get("address_1", "")), _soft(address.get("address_2", ""))))),
        "city": _soft(address.get("city", "")),
        "state": state,
        "zip": zip_of(address.get("postal_code", "")),
        "latitude": latitude,
        "longitude": longitude,
    }


def _is_there(line: HsdsRow, services: list[dict[str, str]], report: ImportReport) -> bool:
    """Whether people can go there, and something is still done there."""
    kind, name = line.values.get("location_type", "physical").lower(), line.values.get("name", "")
    virtual = line.values.get("virtual", "").lower() in ("true", "1", "yes")
    if kind != "physical" or virtual:
        what = "virtual" if virtual else kind
        nobody = message("nobody_can_go_there", kind=what).within(name)
        report.remark(line.line, nobody if name else message("nobody_can_go_to_a_location", kind=what))
        return False
    if services and all(service.get("status", "active").lower() in CLOSED_STATUSES for service in services):
        report.remark(line.line, message("no_active_service").within(name))
        return False
    return True


def _soft(text: str) -> str:
    return " ".join(text.split())


def _run_by(name: str, organization: str) -> str:
    return "" if organization.lower() == name.lower() else _soft(organization)


def _phone(phones: list[dict[str, str]]) -> tuple[str, str]:
    """The first number for voices that we can use, and its extension."""
    for row in phones:
        if row.get("type", "voice").lower() not in ("voice", "", "hotline", "cell", "landline"):
            continue
        number, extension = phone_of(row.get("number", ""))
        if number:
            # Typed as a number by the standard, so it may come as 12.0.
            return number, extension or row.get("extension", "").removesuffix(".0")
    return "", ""


def _hours(row: dict[str, str]) -> str:
    """A schedule in a few words."""
    if row.get("description"):
        return _soft(row["description"])
    days = row.get("byday") or row.get("weekday", "")
    opens, closes = row.get("opens_at", "")[:5], row.get("closes_at", "")[:5]
    return f"{days} {opens}-{closes}".strip() if opens and closes else ""


def _newest_check(services: list[dict[str, str]], on: date) -> date:
    """The newest day on which somebody vouched for a service there, never a later one than ``on``."""
    days = [on]
    assured_on = [service["assured_date"] for service in services if service.get("assured_date")]
    for text in assured_on:
        try:
            days.append(day(text))
        except MistakeError:
            continue
    return min(on, max(days[1:])) if len(days) > 1 else on
