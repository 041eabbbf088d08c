"""The ``governance:`` section, room by room."""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.governance.assess.rule import ASSESS, Assess
from dealerkit.governance.exit.rule import EXIT, Exit
from dealerkit.governance.scan.signal import SCAN, Scan
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import TEXT
from dealerkit.policy.shapes import Shape, entry, record, ruled

SECTION = "governance"


@frozen(kw_only=True)
class Governance:
    """Who dominates, whose volume is false, keep or end, and how to end in order."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    scan: Scan | None = entry(SCAN, "which dealers endanger the channel, by signals and what they mean", default=None)
    assess: Assess | None = entry(ASSESS, "keep or end: three questions as numbers, and what follows", default=None)
    exit: Exit | None = entry(EXIT, "how a dealer is ended in order, as a case of a flow", default=None)


GOVERNANCE: Shape[Governance] = record(Governance)


def governance_of(policy: Policy) -> Governance | None:
    """The policy's section, if it has one."""
    return cast("Governance | None", policy.sections.get(SECTION))


def scan_of(policy: Policy) -> Scan | None:
    """The scan of a policy, if it has one."""
    section = governance_of(policy)
    return None if section is None else section.scan


def assess_of(policy: Policy) -> Assess | None:
    """The assessment of a policy, if it has one."""
    section = governance_of(policy)
    return None if section is None else section.assess


def exit_of(policy: Policy) -> Exit | None:
    """The orderly end of a policy, if it has one."""
    section = governance_of(policy)
    return None if section is None else section.exit
