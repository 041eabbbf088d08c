"""The ``margins:`` section, key by key: how steep a step of a rebate may be before it invites dumping.

A programme may say otherwise for itself, key by key. Where nothing is stated nothing is found: which step is
too steep depends on what dealers earn on resale, and only the company knows that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from attrs import evolve, fields_dict, frozen

from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import RATE_FROM_0, SHARE
from dealerkit.policy.shapes import Shape, entry, placed, record
from dealerkit.problems import Problem, problem
from dealerkit.values.numbers import Number

SECTION = "margins"

_SHARE = cast("Shape[Number]", SHARE)
_RATE = cast("Shape[Number]", RATE_FROM_0)


@frozen(kw_only=True)
class Margins:
    """How steep steps may be, measured over the last purchases before a bound."""

    rule: Rule = placed()
    over: Number | None = entry(
        _SHARE, "the share of a bound that the last purchases before it are, as in 5%", default=None
    )
    steepest: Number | None = entry(
        _RATE, "the most that these purchases may earn of their own amount, as in 100%", default=None
    )
    trade_margin: Number | None = entry(
        _RATE, "what dealers earn on resale: whoever can give a deeper discount undersells all others", default=None
    )

    @property
    def limits(self) -> bool:
        """Whether anything is limited."""
        return self.steepest is not None or self.trade_margin is not None

    def beside(self, general: Margins | None) -> Margins:
        """These, and what is said for all programmes where nothing is said here."""
        if general is None:
            return self
        own = {name for name in fields_dict(Margins) if name != "rule" and getattr(self, name) is not None}
        return evolve(general, **{name: getattr(self, name) for name in own})


MARGINS: Shape[Margins] = record(Margins)
"""The shape of the section, and of a programme's own."""


def check_margins(policy: Policy) -> Iterator[Problem]:
    """DK185: limits of which nobody knows over which purchases they hold."""
    general = margins_of(policy)
    if general is not None and general.limits and not general.over:
        yield problem("DK185", general.rule.at, address=SECTION)


def check_own_margins(policy: Policy) -> Iterator[Problem]:
    """The same of what programmes say for themselves."""
    general = margins_of(policy)
    for id, programme in _programmes(policy).items():
        own = getattr(programme, SECTION, None)
        if isinstance(own, Margins) and own.limits and not own.beside(general).over:
            yield problem("DK185", own.rule.at, address=f"rebates.{id}.{SECTION}")


def _programmes(policy: Policy) -> Mapping[str, object]:
    found = policy.sections.get("rebates")
    return found if isinstance(found, Mapping) else {}


def margins_of(policy: Policy) -> Margins | None:
    """What the policy says for all its programmes; None where it says nothing."""
    found = policy.sections.get(SECTION)
    return found if isinstance(found, Margins) else None
