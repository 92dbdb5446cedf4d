"""The columns that many of our files share: where a row was read, of which day, when, and how sure it is."""

from __future__ import annotations

from finder.catalog.cells import AS_OF, DAY, URL, member
from finder.catalog.rows import Column, maybe
from finder.core.listing import Confidence

NOTE = maybe("note")
CONFIDENCE = Column("confidence", member(Confidence))
# Where a row was read, the day of which that source speaks, and the day on which we read it.
READ = (Column("source", URL), Column("as_of", AS_OF), Column("checked_on", DAY))
CHECKED = (*READ, CONFIDENCE, NOTE)
OBSERVED = (Column("observed_on", DAY), Column("source", URL), CONFIDENCE, NOTE)
FROM_TO = (maybe("from", DAY), maybe("to", DAY))
