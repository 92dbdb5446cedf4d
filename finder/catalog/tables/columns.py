"""The columns that many of our files share: who checked a row, when, and how sure it is."""

from __future__ import annotations

from finder.catalog.cells import DAY, URL, member
from finder.catalog.rows import Column, maybe
from finder.core.listing import Confidence

NOTE = maybe("note")
CONFIDENCE = Column("confidence", member(Confidence))
CHECKED = (Column("source", URL), Column("checked_on", DAY), CONFIDENCE, NOTE)
OBSERVED = (Column("observed_on", DAY), Column("source", URL), CONFIDENCE, NOTE)
FROM_TO = (maybe("from", DAY), maybe("to", DAY))
