"""Every message in English, area by area."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.messages.en import (
    book,
    decisions,
    expressions,
    facts,
    files,
    meaning,
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
    **book.MESSAGES,
    **running.MESSAGES,
}

STEPS: Mapping[str, str] = {**decisions.STEPS, **tables.STEPS, **rebates.STEPS, **statements.STEPS}

ROLES: Mapping[str, str] = roles.ROLES

FACTS: Mapping[str, str] = facts.FACTS

TERMS: Mapping[str, str] = terms.TERMS
