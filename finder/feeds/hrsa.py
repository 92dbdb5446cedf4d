"""HRSA's list of health centers and look-alikes: the CSV of data.hrsa.gov, and CSV copies of the older report.

It does not say which sites have a pharmacy, what they charge or when they are open, so neither do we.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date

from finder.catalog.problems import MistakeError, message
from finder.catalog.rows import Row
from finder.catalog.spreadsheet import plain
from finder.core.places import PlaceKind
from finder.core.readable_names import readable_name
from finder.core.source_dates import UNDATED
from finder.feeds.addresses import phone_of, position_of, state_of, web_address, zip_of
from finder.feeds.import_report import FeedError, ImportReport
from finder.feeds.named_columns import CellTexts, NamedColumns
from finder.feeds.source import SourceFile
from finder.feeds.values import day

HRSA_SOURCE = "https://data.hrsa.gov/data/download"
# Where the older report came from; the list takes over its sites, and retires those that it does not have.
OLDER_SOURCE = "https://data.hrsa.gov/"
# What the starter directory of a new installation has of this list, from older copies; the list takes their place.
STARTERS = ("fq20-", "tx25-", "ok26-", "ca26-", "co26-", "il26-", "in26-", "ma25-", "BPS-")
NO_DATA = {"[no data]", "na", "n/a"}
# The list has hours a week only, which say nothing about when the door is open; and no fees.
NOT_IN_THE_LIST: Row = {
    **dict.fromkeys(("pharmacy_phone", "languages", "hours", "fees"), ""),
    **dict.fromkeys(("name_seen_on", "still_there", "retired_on")),
}
SEES_PATIENTS = {"service delivery site", "administrative/service delivery site"}
ADMINISTRATIVE = "administrative"
LOOK_ALIKE_ID = "BPS-LAL-"
SEASONAL = "Open only part of the year."
LIMITED_SITES = {
    "school": "students",
    "correctional": "residents",
    "nursing": "residents",
    "domestic violence": "residents",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HrsaLayout:
    """What a layout calls the columns that we read; nothing where it has no such column."""

    source_id: str
    name: str
    address: str
    city: str
    state: str
    zip: str
    phone: str
    url: str
    site_kind: str
    location: str
    setting: str
    run_by: str
    longitude: str
    latitude: str
    look_alike: str = ""
    status: str = ""
    recorded: str = ""

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without which a file is refused."""
        return self.source_id, self.name, self.state, self.zip, self.site_kind, self.longitude, self.latitude


CURRENT = HrsaLayout(
    source_id="bphc assigned number",
    name="site name",
    address="site address",
    city="site city",
    state="site state abbreviation",
    zip="site postal code",
    phone="site telephone number",
    url="site web address",
    site_kind="health center type description",
    location="health center location type description",
    setting="health center service delivery site location setting description",
    run_by="health center name",
    longitude="geocoding artifact address primary x coordinate",
    latitude="geocoding artifact address primary y coordinate",
    status="site status description",
    recorded="data warehouse record create date",
)
OLDER_LAYOUT = HrsaLayout(
    source_id="bphc assigned #",
    name="site name",
    address="address",
    city="city",
    state="state",
    zip="zip",
    phone="site telephone #",
    url="website",
    site_kind="health center type",
    location="health center location type",
    setting="health center location setting",
    run_by="grantee name",
    longitude="longitude",
    latitude="latitude",
    look_alike="health center look-alike #",
)


def read(source: SourceFile, report: ImportReport, on: date) -> Iterator[Row]:
    """The sites that see patients, as rows of the table of places. Sites without a record date get ``on``."""
    rows = NamedColumns(source.lines(report))
    layout = _layout(rows)
    if not layout.recorded:
        report.is_undated = True
        report.remark(1, message("older_report", day=on))
    seen: dict[str, tuple[int, int]] = {}
    for cells in rows:
        if not rows.fits(cells):
            report.mistake(rows.line, message("cells", cells=len(cells), needed=rows.width))
            continue
        values = {field: _value(rows, cells, name) for field, name in asdict(layout).items()}
        if not _is_open(values, rows.line, report):
            continue
        row = _site(values, rows.line, report, on)
        if row is None:
            continue
        content = hash(tuple(row.values()))
        first_line, same = seen.setdefault(row["source_id"], (rows.line, content))
        if first_line == rows.line:
            yield row
        elif same == content:
            report.remark(rows.line, message("same_as_line", line=first_line))
        else:
            report.mistake(rows.line, message("site_twice", id=row["source_id"], line=first_line))


def _layout(rows: NamedColumns) -> HrsaLayout:
    missing = rows.missing(CURRENT.needed)
    if not missing:
        return CURRENT
    if not rows.missing(OLDER_LAYOUT.needed):
        return OLDER_LAYOUT
    raise FeedError(f"This is not HRSA's list of health center sites: it has no column for {', '.join(missing)}.")


def _value(rows: NamedColumns, cells: CellTexts, name: str) -> str:
    text = " ".join(rows.cell(cells, name).split())
    return "" if text.lower() in NO_DATA else text


def _is_open(values: Mapping[str, str], line: int, report: ImportReport) -> bool:
    """Whether patients are seen there. Offices are passed over in silence: the list is full of them."""
    kind = values["site_kind"].lower()
    if kind not in SEES_PATIENTS:
        if kind != ADMINISTRATIVE:
            report.remark(line, message("unknown_kind_of_site", cell=values["site_kind"]))
        return False
    return values["status"].lower() in ("", "active")


def _site(values: Mapping[str, str], line: int, report: ImportReport, on: date) -> Row | None:
    try:
        for field, without in (("source_id", "site_without_number"), ("name", "site_without_name")):
            if not plain(values[field]):
                raise MistakeError(without)
        state = state_of(values["state"])
        latitude, longitude = position_of(values["latitude"], values["longitude"])
    except MistakeError as mistake:
        report.mistake(line, mistake.message)
        return None
    phone, extension = phone_of(values["phone"])
    row = NOT_IN_THE_LIST | {
        "source_id": values["source_id"],
        "name": plain(readable_name(values["name"])),
        "kind": _kind(values),
        "run_by": plain(readable_name(values["run_by"])),
        "address": plain(readable_name(values["address"])),
        "city": plain(readable_name(values["city"])),
        "state": state,
        "zip": zip_of(values["zip"]),
        "phone": phone,
        "phone_extension": extension,
        "url": web_address(values["url"]),
        "latitude": latitude,
        "longitude": longitude,
        "notes": SEASONAL if values["location"].lower() == "seasonal" else "",
        "source": OLDER_SOURCE if report.is_undated else HRSA_SOURCE,
        "as_of": UNDATED,
        "checked_on": _record_day(values["recorded"], line, report, on),
        "limited_to": _limited_to(values["setting"]),
    }
    _remark_what_is_left_out(values, row, line, report)
    return row


def _remark_what_is_left_out(values: Mapping[str, str], row: Row, line: int, report: ImportReport) -> None:
    if values["latitude"] and row["latitude"] is None:
        report.remark(line, message("wrong_position").within(values["name"]))
    for field, unusable in (("zip", "unusable_zip"), ("phone", "unusable_phone"), ("url", "unusable_url")):
        if values[field] and not row[field]:
            report.remark(line, message(unusable, cell=values[field]).within(values["name"]))


def _kind(values: Mapping[str, str]) -> PlaceKind:
    if "mobile" in values["location"].lower():
        return PlaceKind.MOBILE
    if "school" in values["setting"].lower():
        return PlaceKind.SCHOOL_SITE
    if values["source_id"].upper().startswith(LOOK_ALIKE_ID) or values["look_alike"]:
        return PlaceKind.LOOK_ALIKE
    return PlaceKind.HEALTH_CENTER


def _limited_to(setting: str) -> str:
    return next((whom for word, whom in LIMITED_SITES.items() if word in setting.lower()), "")


def _record_day(text: str, line: int, report: ImportReport, on: date) -> date:
    if not text:
        return on
    try:
        return day(text)
    except MistakeError as mistake:
        report.mistake(line, mistake.about("Data Warehouse Record Create Date"))
        return on
