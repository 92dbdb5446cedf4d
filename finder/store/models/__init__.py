"""Every table of the database, registered by this one import.

A model has columns, checks, the words that a column may hold, and what can be read off one row. Queries stand in the
other modules of the store.
"""

from __future__ import annotations

from finder.store.models.admin_acts import AdminAct, AdminActKind
from finder.store.models.care import Care
from finder.store.models.catalog import FILE_TABLES, ListingRow, Published, ShippedListing, SmallFacts
from finder.store.models.history import HistoryRow
from finder.store.models.link_checks import LinkCheck, VisitOutcome
from finder.store.models.members import FORMER, KnownRole, Member, MemberRole
from finder.store.models.posts import Post, PostKind, PostState
from finder.store.models.proposals import Method, Proposal, ProposalKind, ProposalState, ProposedChange
from finder.store.models.reports import PassedOn, Report, ReportKind, ReportState

__all__ = [
    "FILE_TABLES",
    "FORMER",
    "AdminAct",
    "AdminActKind",
    "Care",
    "HistoryRow",
    "KnownRole",
    "LinkCheck",
    "ListingRow",
    "Member",
    "MemberRole",
    "Method",
    "PassedOn",
    "Post",
    "PostKind",
    "PostState",
    "Proposal",
    "ProposalKind",
    "ProposalState",
    "ProposedChange",
    "Published",
    "Report",
    "ReportKind",
    "ReportState",
    "ShippedListing",
    "SmallFacts",
    "VisitOutcome",
]
