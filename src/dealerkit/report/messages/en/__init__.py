"""Every message in English, area by area."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.messages.en import (
    accrual,
    book,
    decisions,
    expressions,
    facts,
    files,
    journal,
    meaning,
    offset,
    projection,
    protection,
    rebates,
    roles,
    running,
    settlement,
    statements,
    tables,
    terms,
)
from dealerkit.report.messages.wording import Wording

MESSAGES: Mapping[str, Wording] = {
    **decisions.MESSAGES,
    **files.MESSAGES,
    **meaning.MESSAGES,
    **expressions.MESSAGES,
    **tables.MESSAGES,
    **rebates.MESSAGES,
    **settlement.MESSAGES,
    **protection.MESSAGES,
    **offset.MESSAGES,
    **journal.MESSAGES,
    **projection.MESSAGES,
    **accrual.MESSAGES,
    **book.MESSAGES,
    **running.MESSAGES,
}

STEPS: Mapping[str, str] = {
    **decisions.STEPS,
    **tables.STEPS,
    **rebates.STEPS,
    **protection.STEPS,
    **statements.STEPS,
    **offset.STEPS,
}

ROLES: Mapping[str, str] = roles.ROLES

FACTS: Mapping[str, str] = facts.FACTS

TERMS: Mapping[str, str] = {**terms.TERMS, **projection.TERMS}
