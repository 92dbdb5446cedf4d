"""The tables of Open Referral's Human Services Data Specification 3.0, and those that we add (docs/hsds.md)."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from finder.languages import keys_of

HSDS_VERSION = "3.0.0"
# Names of ours, so that an id never changes from one export to the next.
ID_NAMESPACE = UUID("5a0f3b52-6f0e-4c7b-9f0a-2d0c8f6c1e47")

# A star marks what each row must have. Only tables that we fill are here, each with all its columns.
_COLUMNS = {
    "organizations": "id* name* alternate_name description* email website tax_status tax_id year_incorporated "
    "legal_status logo uri parent_organization_id",
    "services": "id* organization_id* program_id name* alternate_name description url email status* "
    "interpretation_services application_process fees_description wait_time fees accreditations "
    "eligibility_description minimum_age maximum_age assured_date assurer_email licenses alert last_modified",
    "locations": "id* location_type* url organization_id name alternate_name description transportation latitude "
    "longitude external_identifier external_identifier_type",
    "service_at_location": "id* service_id* location_id* description",
    "addresses": "id* location_id attention address_1* address_2 city* region state_province* postal_code* country* "
    "address_type*",
    "phones": "id* location_id service_id organization_id contact_id service_at_location_id number* extension type "
    "description",
    "schedules": "id* service_id location_id service_at_location_id valid_from valid_to dtstart timezone until count "
    "wkst freq interval byday byweekno bymonthday byyearday description opens_at closes_at schedule_link "
    "attending_type notes",
    "cost_options": "id* service_id* valid_from valid_to option currency amount amount_description",
    "required_documents": "id* service_id document uri",
    "service_areas": "id* service_id name description extent extent_type uri",
    "languages": "id* service_id location_id phone_id name code note",
    "taxonomies": "id* name* description* uri version",
    "taxonomy_terms": "id* code name* description* parent_id taxonomy language taxonomy_id term_uri",
    "attributes": "id* link_id* taxonomy_term_id* link_type link_entity* value",
    "meta_table_descriptions": "id* name language character_set",
    "x_listings": "id* service_id* listing_id* record*",
    "x_criteria": f"id* service_id* path* fact operator value {' '.join(keys_of('because'))} source checked_on rule*",
    "x_prices": "id* service_id kind* seller* product* ndc strength_mg quantity days_supply price* area* observed_on* "
    "source* confidence* note survey_week",
    "x_places": "id* location_id* source_id* name* kind* run_by address city state* zip phone phone_extension "
    "pharmacy_phone url latitude longitude languages hours fees notes source* as_of* checked_on* name_seen_on "
    "still_there limited_to retired_on",
}
HSDS_COLUMNS = {table: [name.rstrip("*") for name in names.split()] for table, names in _COLUMNS.items()}
REQUIRED_COLUMNS = {
    table: [name[:-1] for name in names.split() if name.endswith("*")] for table, names in _COLUMNS.items()
}
NUMBER_COLUMNS = {
    *("year_incorporated", "minimum_age", "maximum_age", "latitude", "longitude", "extension", "timezone", "amount"),
    *("count", "interval"),
}
# The name of the standard's own table; ours are called like their files.
RESOURCES = {
    "organizations": "organization",
    "services": "service",
    "locations": "location",
    "addresses": "address",
    "phones": "phone",
    "schedules": "schedule",
    "cost_options": "cost_option",
    "required_documents": "required_document",
    "service_areas": "service_area",
    "languages": "language",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
    "attributes": "attribute",
    "meta_table_descriptions": "meta_table_description",
}
LINKED_TABLES = {
    "organization_id": "organizations",
    "service_id": "services",
    "location_id": "locations",
    "service_at_location_id": "service_at_location",
    "phone_id": "phones",
    "taxonomy_id": "taxonomies",
    "taxonomy_term_id": "taxonomy_terms",
}
# Where the standard says nothing of a table in a column's name, the id is still one.
IDS = {"id", "program_id", "contact_id", "parent_organization_id", "parent_id", "link_id", *LINKED_TABLES}
WEB_ADDRESSES = {"website", "uri", "url", "schedule_link", "term_uri"}
ENUMS = {
    "status": ("active", "inactive", "defunct", "temporarily closed"),
    "location_type": ("physical", "postal", "virtual"),
    "address_type": ("physical", "postal", "virtual"),
    "wkst": ("MO", "TU", "WE", "TH", "FR", "SA", "SU"),
    "freq": ("WEEKLY", "MONTHLY"),
}
TIMES = {"opens_at": "time", "closes_at": "time", "last_modified": "datetime"}
DATES = {"assured_date", "valid_from", "valid_to", "dtstart", "until", "checked_on", "observed_on", "retired_on"}


def resource_of(table: str) -> str:
    """What the table is called in the description of the package."""
    return RESOURCES.get(table, table)


def field_of(table: str, name: str) -> dict[str, Any]:
    """A column as a tabular data package describes it."""
    ours = table.startswith("x_")
    number = name in NUMBER_COLUMNS and not ours
    field: dict[str, Any] = {
        "name": name,
        "type": "number" if number else "date" if name in DATES else TIMES.get(name, "string"),
    }
    if name in IDS:
        field["format"] = "uuid"
    # The address of an area is any text in the standard, perhaps by oversight.
    elif not ours and table != "service_areas" and (name in WEB_ADDRESSES or name.endswith("email")):
        field["format"] = "uri" if name in WEB_ADDRESSES else "email"
    constraints: dict[str, Any] = {"required": True} if name in REQUIRED_COLUMNS[table] else {}
    if name == "id" or (table, name) == ("taxonomy_terms", "code"):
        constraints["unique"] = True
    if not ours and name in ENUMS:
        constraints["enum"] = list(ENUMS[name])
    return field | ({"constraints": constraints} if constraints else {})


def stable_id(table: str, *key: object) -> str:
    """The id of a row, the same in every export while its key is the same."""
    return str(uuid5(ID_NAMESPACE, "/".join((table, *map(str, key)))))
