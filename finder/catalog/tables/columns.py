"""The columns that many of our files share: where a row was read, of which day, when, and how sure it is."""

from __future__ import annotations

from finder.catalog.cells import AS_OF, DAY, URL, member
from finder.catalog.rows import column, maybe
from finder.core.listing import Confidence

NOTE = maybe("note")
CONFIDENCE = column("confidence", member(Confidence))
# Where a row was read, the day of which that source speaks, and the day on which we read it.
CITED_COLUMNS = (column("source", URL), column("as_of", AS_OF), column("checked_on", DAY))
CHECKED_COLUMNS = (*CITED_COLUMNS, CONFIDENCE, NOTE)
OBSERVED_COLUMN = (column("observed_on", DAY), column("source", URL), CONFIDENCE, NOTE)
FROM_TO = (maybe("from", DAY), maybe("to", DAY))
