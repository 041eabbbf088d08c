"""How debts are aged, key by key: what their age is counted from, and the buckets it falls into.

ageing:
  by: due
  credits: own-bucket
  buckets:
    - {id: not-due}
    - {id: 1-30, above: 0}
    - {id: 31-60, above: 30}
    - {id: over-60, above: 60}
"""

from __future__ import annotations

from bisect import bisect_right

from attrs import field, frozen

from dealerkit.decisions import Rule
from dealerkit.policy.scalars import INTEGER, TEXT, choice
from dealerkit.policy.shapes import Keyed, entry, items, named, record, ruled

UNDATED, CREDITS, DISPUTED = "no-due-date", "credits", "disputed"
"""Columns beside the buckets: items without a due date, credit set apart, what is disputed."""

BESIDE = (UNDATED, CREDITS, DISPUTED)


@frozen(kw_only=True)
class Bucket:
    """From this age on, in whole days; the first may stand without a bound, and takes everything younger."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "what people call it, as in 1 to 30 days", default=None)
    at: int | None = entry(INTEGER, "from this day on", default=None)
    above: int | None = entry(INTEGER, "from the day after this one on", default=None)

    @property
    def first_day(self) -> int | None:
        """The least age in it; None where it has no bound."""
        if self.at is not None:
            return self.at
        return None if self.above is None else self.above + 1

    @property
    def name(self) -> str:
        """What people call it, or its id."""
        return self.title or self.id


@frozen(kw_only=True)
class AgeingRule:
    """What a debt's age is, into which buckets it falls, and where credit and disputes stand."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    by: str = entry(choice("due", "invoice"), "age in days since payment was due, or since the invoice", default="due")
    credits: str = entry(
        choice("own-bucket", "oldest", "apart"),
        "credit notes by their own age and unapplied receipts apart; all set against the oldest debts; or all apart",
        default="own-bucket",
    )
    disputed: str = entry(
        choice("included", "apart"),
        "what customers dispute (table `disputes`): in its bucket, or apart",
        default="included",
    )
    buckets: Keyed[Bucket] = entry(
        items(record(Bucket, not_together=(("at", "above"),))),
        "the buckets, the youngest first; the first may have no bound",
    )
    _bounds: tuple[int, ...] = field(init=False, repr=False, eq=False)

    @_bounds.default
    def _first_days(self) -> tuple[int, ...]:
        return tuple(each.first_day for each in self._rest if each.first_day is not None)

    @property
    def _rest(self) -> tuple[Bucket, ...]:
        return tuple(self.buckets.values())[1:]

    def bucket_of(self, age: int) -> str:
        """The id of the bucket that an age in days falls into; one below the first bound is in the first."""
        ids = tuple(self.buckets)
        return ids[bisect_right(self._bounds, age)]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of an ageing: the buckets, then what stands beside them."""
        return (*self.buckets, *BESIDE)


AGEING = record(AgeingRule)
