from __future__ import annotations

import re

from finder.store.snapshot_cache import current_snapshot
from tests.languages import PREFIXES
from tests.people.table import PEOPLE

LOOKING = ("/", "/prices", "/insurance/OH", "/listings", "/guide/faq", "/guide/running-out", "/about", "/privacy")
NEVER_SAID = re.compile(r"github|shelf life|vida útil", re.IGNORECASE)


def test_no_page_for_patients_names_a_site_of_copies_or_a_shelf_life(shared_app) -> None:
    client = shared_app.test_client()
    with shared_app.app_context():
        listings = [f"/listings/{name}" for name in current_snapshot().by_id]
    pages = {f"{prefix}{path}": client.get(f"{prefix}{path}").text for prefix in PREFIXES for path in LOOKING}
    pages |= {path: client.get(path).text for path in listings}
    pages |= {name: client.post("/results", data=person.answers).text for name, person in PEOPLE.items()}
    said = {name: NEVER_SAID.search(re.sub("<[^>]*>", " ", page)) for name, page in pages.items()}
    assert len(said) > 100
    assert {name: found[0] for name, found in said.items() if found} == {}
