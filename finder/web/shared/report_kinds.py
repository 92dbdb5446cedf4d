"""The kinds of report in words."""

from __future__ import annotations

from finder.store.models import ReportKind
from finder.wording.words import N_

REPORT_KIND_WORDS = {
    ReportKind.NOT_HONOURED: N_("This price was not honored"),
    ReportKind.PAID: N_("What I paid"),
    ReportKind.WRONG: N_("Something is wrong"),
    ReportKind.SUGGESTION: N_("Suggest a program or place"),
}
