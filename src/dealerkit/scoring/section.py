"""The ``scoring:`` section, room by room."""

from __future__ import annotations

from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import TEXT
from dealerkit.policy.shapes import Shape, entry, record, ruled

SECTION = "scoring"


@frozen(kw_only=True)
class Scoring:
    """Figures, scorecards, classes and concentration."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)


SCORING: Shape[Scoring] = record(Scoring)


def scoring_of(policy: Policy) -> Scoring | None:
    """The policy's section, if it has one."""
    return cast("Scoring | None", policy.sections.get(SECTION))
