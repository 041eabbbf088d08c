"""What a contest comes to: a row for every dealer who bought, the places, the prizes, what is posted for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.decisions import Decision
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem
from dealerkit.rebates.contests.contest import Contest
from dealerkit.rebates.contests.entering import Entry
from dealerkit.rebates.contests.ranking import Award, Standing, by_product, total_worth
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.windows import State, Window
from dealerkit.values.exact import ZERO


@frozen(eq=False)
class Contender:
    """One dealer in one contest: where he stands, what he gets, what he had, what is posted now."""

    entry: Entry
    standing: Standing | None
    decision: Decision
    settled: Decimal = ZERO
    payable: Decimal | None = None
    postings: tuple[Posting, ...] = ()

    @property
    def dealer(self) -> str:
        """The dealer's code."""
        return self.entry.dealer

    @property
    def rank(self) -> int | None:
        """The place; None where there is none or it is open."""
        return None if self.standing is None else self.standing.rank

    @property
    def award(self) -> Award | None:
        """What the place brings; None where that is open, or nobody ranked him."""
        return None if self.standing is None else self.standing.award

    @property
    def is_open(self) -> bool:
        """Whether it cannot be said what he gets."""
        return self.standing is not None and self.standing.award is None


@frozen(eq=False)
class Holding:
    """One contest over one period."""

    contest: Contest
    window: Window
    contenders: tuple[Contender, ...]

    @property
    def is_over(self) -> bool:
        """Whether its last day has come; before it places are as of today."""
        return self.window.state is not State.RUNNING

    @property
    def ranked(self) -> tuple[Contender, ...]:
        """Those who have a place, or may have one, the best first."""
        return tuple(each for each in self.contenders if each.standing is not None)

    @property
    def unranked(self) -> tuple[Contender, ...]:
        """Those who are not ranked."""
        return tuple(each for each in self.contenders if each.standing is None)

    @property
    def given(self) -> Decimal:
        """What all prizes that are certain are worth."""
        return total_worth(each.award for each in self.contenders)

    @property
    def goods(self) -> Mapping[str, int]:
        """How many of each product are given."""
        return by_product(each.award for each in self.contenders)

    @property
    def open(self) -> int:
        """How many dealers' prizes cannot be said."""
        return sum(each.is_open for each in self.contenders)


@frozen(eq=False)
class ContestRun:
    """All contests of a policy on a day."""

    policy: Policy = field(repr=False)
    as_of: date
    known_at: date | None
    holdings: tuple[Holding, ...]
    proposals: tuple[Posting, ...]
    problems: tuple[Problem, ...]
    without_ledger: bool
    names: Mapping[str, str] = field(repr=False)

    def name(self, dealer: str) -> str:
        """The dealer's name, or nothing where the book has none."""
        return self.names.get(dealer, "")
