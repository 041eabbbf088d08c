"""What a report keeps of a simulation: of each scenario its totals and as much of the rest as is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil

from attrs import field, frozen

from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem
from dealerkit.report.languages import LANGUAGES, Language
from dealerkit.report.scenario_words import Edit, edits_of, scenario_words
from dealerkit.report.simulations_moves import in_order_of_weight
from dealerkit.values.change import Change
from dealerkit.values.numbers import ZERO, Number, simplest, total_of_decimals
from dealerkit.whatif.engine.outcome import Crossing, DealerTotal, Outcome, Row, Totals
from dealerkit.whatif.scenarios.scenario import Scenario
from dealerkit.whatif.volumes.moves import Move

_TOP = Fraction(1, 5)
"""The largest dealers, by count, whose part is told: the fifth that handbooks look at."""


@frozen
class Group:
    """Dealers to whom a scenario does the same: win, lose, neither."""

    name: str
    dealers: int = 0
    before: Decimal = ZERO
    after: Decimal = ZERO
    most: Decimal = ZERO
    """The largest change of one of them, whichever way."""


@frozen(kw_only=True)
class Kept:
    """One scenario, as far as it is shown."""

    id: str
    title: str
    totals: Totals
    said: Mapping[Language, tuple[str, ...]] = field(factory=dict)
    """What it writes otherwise, in words."""
    edits: tuple[Edit, ...] = ()
    winners: tuple[DealerTotal, ...] = field(default=(), repr=False)
    losers: tuple[DealerTotal, ...] = field(default=(), repr=False)
    groups: tuple[Group, ...] = ()
    top_share_before: Number | None = None
    top_share: Number | None = None
    crossings: tuple[Row, ...] = field(default=(), repr=False)
    failed: tuple[Row, ...] = field(default=(), repr=False)
    rows: tuple[Row, ...] = field(default=(), repr=False)
    moves: tuple[Move, ...] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, scenario: Scenario, outcome: Outcome, policy: Policy, most: int | None, *, rows: bool = False) -> Kept:
        """As much of an outcome as is shown: ``most`` dealers and rows of each list, all of them for None."""
        dealers = outcome.dealers
        return cls(
            id=scenario.id,
            title=scenario.title or "",
            totals=outcome.totals,
            said={lang: tuple(scenario_words(scenario, policy, lang)) for lang in LANGUAGES},
            edits=tuple(edits_of(scenario, policy)),
            winners=outcome.winners[:most],
            losers=outcome.losers[:most],
            groups=_groups(dealers),
            top_share_before=_top_share([each.before for each in dealers]),
            top_share=_top_share([each.after for each in dealers]),
            crossings=tuple(_crossings(outcome))[:most],
            failed=tuple(each for each in outcome.rows if each.change is Change.FAILED)[:most],
            rows=outcome.rows if rows else (),
            moves=tuple(in_order_of_weight(outcome.moves))[:most],
            problems=outcome.problems,
        )

    @classmethod
    def in_brief(cls, scenario: Scenario, totals: Totals, problems: tuple[Problem, ...] = ()) -> Kept:
        """What a line of the first tables needs, for a scenario that is not told in full."""
        return cls(id=scenario.id, title=scenario.title or "", totals=totals, problems=problems)

    @property
    def name(self) -> str:
        """What people call it."""
        return self.title or self.id


def _crossings(outcome: Outcome) -> Sequence[Row]:
    """Who reaches another band: up before down, the largest change first."""
    return sorted(
        outcome.crossings,
        key=lambda row: (
            row.crossing is not Crossing.UP,
            -abs(row.difference or ZERO),
            row.programme,
            row.payee,
            row.window.first,
        ),
    )


def _groups(dealers: Sequence[DealerTotal]) -> tuple[Group, ...]:
    """Winners, losers, and whose sum stays."""
    kinds: Mapping[str, list[DealerTotal]] = {"win": [], "lose": [], "same": []}
    for each in dealers:
        kinds["win" if each.difference > 0 else "lose" if each.difference < 0 else "same"].append(each)
    return tuple(
        Group(
            name,
            len(mine),
            total_of_decimals(each.before for each in mine),
            total_of_decimals(each.after for each in mine),
            max((each.difference for each in mine), key=abs, default=ZERO),
        )
        for name, mine in kinds.items()
    )


def _top_share(amounts: Sequence[Decimal]) -> Number | None:
    """The part that the fifth of the dealers who get most have of what all get; what is owed back is no part."""
    paid = sorted((each for each in amounts if each > 0), reverse=True)
    if not paid:
        return None
    top = paid[: ceil(len(amounts) * _TOP)]
    return simplest(Fraction(total_of_decimals(top)) / Fraction(total_of_decimals(paid)))
