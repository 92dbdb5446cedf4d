"""The columns that many of our files share: who checked a row, when, and how sure it is."""

from __future__ import annotations

from finder.catalog.cells import DAY, URL, member
from finder.catalog.rows import column, maybe
from finder.core.listing import Confidence

NOTE = maybe("note")
CONFIDENCE = column("confidence", member(Confidence))
CHECKED = (column("source", URL), column("checked_on", DAY), CONFIDENCE, NOTE)
OBSERVED = (column("observed_on", DAY), column("source", URL), CONFIDENCE, NOTE)
FROM_TO = (maybe("from", DAY), maybe("to", DAY))
