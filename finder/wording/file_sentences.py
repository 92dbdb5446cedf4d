"""What can be wrong with files that no form writes: those of the guide, stored households, and feeds of others.

Commands alone say these, in English. A small letter at the start goes on after the key or column.
"""

from __future__ import annotations

WHOLE_FILES = {
    "within": "%(name)s: %(what)s",
    "no_file": "The file is missing.",
    "not_utf8": "The file is not UTF-8 text. Save it as UTF-8.",
    "not_toml": "This is not TOML: %(error)s. Look for a missing quote or bracket.",
    "toml_too_deep": "This is not TOML that we read: its brackets go too deep.",
    "wrong_heading": "The first line must be: %(headings)s",
}
SMALL_FILES = {
    "paper_not_a_table": "must be a table: [%(name)s] with %(languages)s.",
    "fact_twice": "The id '%(id)s' is used twice. Give each fact its own.",
    "not_three_counts": "must be three numbers: month 1, months 2 and 3, the rest of the year.",
    "not_a_table": "must be a table, with its own [...] line.",
    "answer_not_usable": "cannot be %(cell)r: %(why)s.",
    "no_column": "There is no column %(name)r.",
    "household_expects_nothing": "A household expects something. Add [households.expect].",
    "household_twice": "The id '%(id)s' stands in %(file)s already. Give each household its own.",
}
GUIDE = {
    "id_twice": "The id '%(id)s' is used twice. Give each its own.",
    "not_a_guide_id": 'must be small letters, numbers and "-", not "%(bare)s".',
    "guide_id_too_long": "The id has %(letters)s letters. %(most)s are the most.",
    "guide_fact_unconfirmed": ('A fact with confidence "low" has no place in the guide. Confirm it, or leave it out.'),
    "urgency_of_another_kind": "A section of kind \"urgent\" has an 'urgency', and no other has one.",
    "too_many_panels": "A sheet folded twice has six faces. Write 1 to 6 panels, not %(panels)s.",
    "no_topic": "There is no topic %(name)r.",
    "no_page": "There is no page or topic %(name)r to lead to.",
    "no_fact": "There is no fact %(name)r.",
    "id_of_a_page": "The id %(id)r is the address of another page. Choose another one.",
    "id_of_a_safety_fact": "safety_facts.toml has the id %(id)r already. Name that one.",
    "lone_bracket": "A bracket stands alone. Write {fact:ID} to quote a fact.",
    "phrase_twice": "The phrase '%(phrase)s' stands here twice. Keep one of them.",
    "facts_of_twins_differ": "must quote the same facts as '%(english_key)s'.",
}
# Values and rows of the feeds of others: feeds/.
FEED_SENTENCES = {
    "not_a_feed_date": "must be a date like 04/23/2025 or 2025-04-23, not %(cell)r.",
    "no_such_day": "names a day that does not exist: %(cell)r.",
    "no_such_year": "cannot be in the year %(year)s.",
    "not_dollars": "must be an amount of dollars like 12.50, not %(cell)r.",
    "not_eleven_digits": "must be eleven digits, not %(cell)r.",
    "ndc_changed_by_spreadsheet": "must be eleven digits, not %(cell)r. A spreadsheet may have changed it.",
    "not_parts_of_an_ndc": "must be parts of 4-4-2, 5-3-2, 5-4-1 or 5-4-2 digits, not %(cell)r.",
    "not_a_product_ndc": "must be digits with a hyphen like 68382-118, not %(cell)r.",
    "ndc_without_hyphens": "must have hyphens: %(cell)r cannot be turned into eleven digits.",
    "not_a_price_of": "$%(price)s cannot be the price of %(tablets)s tablets.",
    "not_a_price_of_one": "$%(price)s cannot be the price of 1 tablet.",
    "not_a_state": "%(cell)r is not a state.",
    "position_not_numbers": "The position must be two numbers, not %(cell)r and %(other_cell)r.",
    "day_to_come": "is %(day)s, a day to come. Is the year right?",
    "read_as_windows": "This line is not UTF-8 text; such lines are read as Windows-1252.",
    "same_as_line": "This row repeats line %(line)s.",
    "not_one_tablet": "%(name)s is not a tablet of one strength. Left out.",
    "product_not_one_tablet": "A product is not a tablet of one strength. Left out.",
    "no_package_sold": "%(name)s has no package that is sold. Left out.",
    "not_priced_by_tablet": "%(cell)r, priced by %(unit)s, is not a tablet of one strength. Left out.",
    "priced_by_nothing": "%(cell)r, priced by nothing, is not a tablet of one strength. Left out.",
    "seller_answers": "the seller answers %(cell)r. Left out.",
    "part_of_list": "This is a part of a list: %(count)s of %(total)s rows. Get the others too.",
    "price_to_come": "The price holds from %(cell)s, which is after the survey of %(week)s.",
    "not_available": "%(name)s is not available now. Left out.",
    "no_price": "%(name)s has no price. Left out.",
}
# Places: feeds/hrsa.py and feeds/hsds.
PLACE_SENTENCES = {
    "older_report": "This older report does not say its day. Sites that are not on file are added, dated %(day)s.",
    "site_twice": "The site %(id)s stands in line %(line)s already, with other values.",
    "unknown_kind_of_site": "%(cell)r is not a kind of site we know. Left out.",
    "site_without_number": "This site has no number.",
    "site_without_name": "This site has no name.",
    "wrong_position": "its position cannot be right. It is placed by its ZIP code.",
    "unusable_zip": "%(cell)r is no ZIP code we can use. Left empty.",
    "unusable_phone": "%(cell)r is no phone number we can use. Left empty.",
    "unusable_url": "%(cell)r is no web address we can use. Left empty.",
    "location_twice": "The location %(id)s stands in line %(line)s already.",
    "location_without_name": "This location has no id or no name.",
    "location_without_state": "This location has no address with a state.",
    "not_in_the_country": "not in the United States. Left out.",
    "nobody_can_go_there": "nobody can go there (%(kind)s). Left out.",
    "nobody_can_go_to_a_location": "A location: nobody can go there (%(kind)s). Left out.",
    "no_active_service": "none of its services is active. Left out.",
    "older_package": ("This package is of an older vintage than HSDS 3.0 (1.x, 2.x or Ohana); its names are read too."),
    "foreign_services": (
        "%(services)s services have no listing of ours with them. Propose them by hand: see docs/hsds.md."
    ),
    "record_not_toml": "is not TOML: %(error)s.",
    "record_of_another_listing": "'record' and 'listing_id' name different listings.",
    "listing_twice": "The listing %(id)s stands in line %(line)s already.",
}
FILE_SENTENCES = {**WHOLE_FILES, **SMALL_FILES, **GUIDE, **FEED_SENTENCES, **PLACE_SENTENCES}
