"""Several case files opened together: which need a look today."""

from __future__ import annotations

from typing import NamedTuple

from finder.web.worker.cases.case_page import CasePage


class OpenedFile(NamedTuple):
    """One of several files: its name, and its page or what is wrong with it."""

    file: str
    page: CasePage | None
    problem: str

    @property
    def overdue(self) -> list[str]:
        """Sentences of what is overdue."""
        return [text for late, text in self.page.due if late] if self.page else []

    @property
    def soon(self) -> list[str]:
        """Sentences of what comes within 30 days."""
        return [text for late, text in self.page.due if not late] if self.page else []

    @property
    def needs_a_look(self) -> bool:
        """Whether an answer changed, something is overdue, or an answer is old or no longer read."""
        page = self.page
        return bool(page and (page.changes or self.overdue or page.asked_again or page.problems))
