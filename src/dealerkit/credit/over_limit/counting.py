"""Over which days releases are counted, and how many of a step were signed in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from dealerkit.credit.over_limit.releases import Release
from dealerkit.measures.masters import Masters
from dealerkit.policy.types import Missing
from dealerkit.values.contract_years import ContractYears
from dealerkit.values.periods import Length, Months

if TYPE_CHECKING:
    from dealerkit.credit.standing import Standing

_LENGTHS = {
    "month": Months(Length.MONTH),
    "quarter": Months(Length.QUARTER),
    "half-year": Months(Length.HALF_YEAR),
    "year": Months(Length.YEAR),
}
CONTRACT_YEAR, EVER = "contract-year", "ever"


def first_day(count: str, masters: Masters, customer: str, day: date) -> date | Missing:
    """The first day of the period in which ``day`` lies; missing where a contract year has no contract."""
    if count == EVER:
        return date.min
    if count != CONTRACT_YEAR:
        return _first_of(count, day)
    starts = masters.contract_starts(customer)
    if not starts:
        return Missing(("contract.start",))
    return ContractYears(starts[0], starts[1:]).containing(day).start


@lru_cache(maxsize=512)
def _first_of(count: str, day: date) -> date:
    return _LENGTHS[count].containing(day).start


def signed_in_period(standing: Standing, customer: str, day: date) -> int | Missing:
    """How many releases of any step were signed for a customer so far in the period that the ladder counts."""
    ladder = standing.credit.over_limit
    if ladder is None:
        return Missing(("credit.over_limit",))
    first = first_day(ladder.count, standing.masters, customer, day)
    return first if isinstance(first, Missing) else len(standing.releases.of_customer(customer, first, day))


def of_step(releases: Sequence[Release], step: str, only: str) -> tuple[Release, ...]:
    """Those of a step; one that names none is of the ``only`` step that is signed, where there is one."""
    return tuple([each for each in releases if (each.step or only) == step])
