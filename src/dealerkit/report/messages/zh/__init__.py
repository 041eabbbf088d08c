"""Every message in Chinese, area by area."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.messages.wording import Wording
from dealerkit.report.messages.zh import (
    accrual,
    approvals,
    arithmetic,
    bids,
    book,
    collections,
    contests,
    decisions,
    expressions,
    facts,
    files,
    groups,
    journal,
    keys,
    meaning,
    offset,
    over_time,
    projection,
    promises,
    protection,
    rebates,
    roles,
    rotation,
    running,
    settlement,
    sources,
    stacking,
    statements,
    tables,
    terms,
)

MESSAGES: Mapping[str, Wording] = {
    **decisions.MESSAGES,
    **files.MESSAGES,
    **meaning.MESSAGES,
    **expressions.MESSAGES,
    **tables.MESSAGES,
    **rebates.MESSAGES,
    **arithmetic.MESSAGES,
    **settlement.MESSAGES,
    **sources.MESSAGES,
    **stacking.MESSAGES,
    **groups.MESSAGES,
    **protection.MESSAGES,
    **bids.MESSAGES,
    **rotation.MESSAGES,
    **contests.MESSAGES,
    **promises.MESSAGES,
    **offset.MESSAGES,
    **journal.MESSAGES,
    **projection.MESSAGES,
    **accrual.MESSAGES,
    **collections.MESSAGES,
    **book.MESSAGES,
    **over_time.MESSAGES,
    **approvals.MESSAGES,
    **running.MESSAGES,
}

STEPS: Mapping[str, str] = {
    **decisions.STEPS,
    **tables.STEPS,
    **rebates.STEPS,
    **arithmetic.STEPS,
    **stacking.STEPS,
    **groups.STEPS,
    **protection.STEPS,
    **bids.STEPS,
    **rotation.STEPS,
    **contests.STEPS,
    **promises.STEPS,
    **statements.STEPS,
    **over_time.STEPS,
    **offset.STEPS,
}

ROLES: Mapping[str, str] = roles.ROLES

FACTS: Mapping[str, str] = facts.FACTS

TERMS: Mapping[str, str] = {**terms.TERMS, **projection.TERMS, **promises.TERMS, **keys.TERMS}
