"""Whom a change of rebates touches: what everybody has earned under the old policy and under the new one.

Both policies settle the same book on the same day, each whole: stacking, budgets, groups and guarantees included. A
row is one programme, payee and period; one that is in one settlement alone has earned nothing in the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property

from attrs import field, frozen

from dealerkit.rebates.results import Row, Settlement
from dealerkit.values.change import Change
from dealerkit.values.exact import EXACT, ZERO, Number, total_of_decimals

_PREFIX = "rebates."


@frozen(kw_only=True)
class ImpactRow:
    """One programme, payee and period, before and after. An amount is None where it is undetermined.

    ``base`` is what reached a band; ``goods`` names the product where amounts are units of it and no money.
    """

    programme: str
    title: str
    payee: str
    payee_name: str
    period: str
    through: date
    before: Decimal | None
    after: Decimal | None
    base_before: Number
    base_after: Number
    band_before: str = ""
    """The address of the band that is reached, as it is called in its own policy; empty for none."""
    band_after: str = ""
    goods: str = ""

    @property
    def status(self) -> Change:
        """What the change does to it."""
        if self.before is None or self.after is None:
            return Change.FAILED
        return Change.UNCHANGED if self.before == self.after else Change.CHANGED

    @property
    def gain(self) -> Decimal | None:
        """What the payee wins, below zero what he loses; None where it cannot be told."""
        if self.before is None or self.after is None:
            return None
        return EXACT.subtract(self.after, self.before)


@frozen(kw_only=True)
class Part:
    """The sums of some rows. Those that cannot be told count in ``failed`` and in no sum."""

    programme: str
    title: str
    period: str
    rows: int
    changed: int
    unchanged: int
    failed: int
    before: Decimal
    after: Decimal
    winners: int
    losers: int
    goods: str = ""

    @property
    def gain(self) -> Decimal:
        """How much more is earned."""
        return EXACT.subtract(self.after, self.before)


@frozen(eq=False)
class Impact:
    """Every row, in the order of the new policy's programmes, then of those it no longer has."""

    currency: str
    as_of: date
    rows: tuple[ImpactRow, ...] = field(repr=False)

    def of(self, status: Change) -> tuple[ImpactRow, ...]:
        """The rows that end so."""
        return tuple(each for each in self.rows if each.status is status)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Programme by programme and period by period."""
        return _parts(self.rows, lambda row: (row.programme, row.period))

    @cached_property
    def whole(self) -> Part:
        """All rows that are money."""
        return _part([row for row in self.rows if not row.goods], "", "")

    @cached_property
    def in_goods(self) -> tuple[Part, ...]:
        """The rows of programmes that give goods, product by product: units, and no money."""
        return _parts([row for row in self.rows if row.goods], lambda row: (row.goods, ""))

    @cached_property
    def payees(self) -> tuple[Part, ...]:
        """Payee by payee over all programmes that pay money, who wins most first; ``programme`` is the payee's code."""
        money = [row for row in self.rows if not row.goods]
        parts = _parts(money, lambda row: (row.payee, ""), title=lambda row: row.payee_name)
        touched = (each for each in parts if each.changed or each.failed)
        return tuple(sorted(touched, key=lambda each: (-each.gain, each.programme)))


def impact(old: Settlement, new: Settlement, names: Mapping[str, str]) -> Impact:
    """The rows of two settlements of one book, side by side; ``names`` are the programmes renamed, by address."""
    renamed = {before.removeprefix(_PREFIX): after.removeprefix(_PREFIX) for before, after in names.items()}
    befores = {(renamed.get(row.programme, row.programme), *_place(row)): row for row in old.rows}
    afters = {(row.programme, *_place(row)): row for row in new.rows}
    rows = tuple(_row(key, befores.get(key), afters.get(key)) for key in dict.fromkeys((*afters, *befores)))
    return Impact(new.currency, new.as_of, rows)


def _place(row: Row) -> tuple[str, str, str]:
    """Where a row stands in its programme. Money before and goods after have no difference: they are two rows."""
    return row.payee, row.window.label, row.goods


def _row(key: tuple[str, str, str, str], before: Row | None, after: Row | None) -> ImpactRow:
    programme, payee, period, goods = key
    one = after or before
    assert one is not None  # noqa: S101 - the key is of one of them
    return ImpactRow(
        programme=programme,
        title=one.title,
        payee=payee,
        payee_name=one.payee_name,
        period=period,
        through=one.window.through,
        before=_earned(before),
        after=_earned(after),
        base_before=before.qualifying if before is not None else ZERO,
        base_after=after.qualifying if after is not None else ZERO,
        band_before=_band(before),
        band_after=_band(after),
        goods=goods,
    )


def _band(row: Row | None) -> str:
    return row.decided.band.address if row is not None and row.decided.band is not None else ""


def _earned(row: Row | None) -> Decimal | None:
    return ZERO if row is None else row.entitlement


def _parts(
    rows: Iterable[ImpactRow],
    key: Callable[[ImpactRow], tuple[str, str]],
    title: Callable[[ImpactRow], str] = lambda row: row.title,
) -> tuple[Part, ...]:
    found: dict[tuple[tuple[str, str], str], list[ImpactRow]] = {}
    for row in rows:
        found.setdefault((key(row), row.goods), []).append(row)
    return tuple(_part(each, *name, title(each[0])) for (name, _), each in found.items())


def _part(rows: list[ImpactRow], programme: str, period: str, title: str = "") -> Part:
    count = {status: sum(row.status is status for row in rows) for status in Change}
    gains: dict[str, list[Decimal]] = {}
    for row in rows:
        if row.gain is not None:
            gains.setdefault(row.payee, []).append(row.gain)
    won = [total_of_decimals(each) for each in gains.values()]
    told = [row for row in rows if row.status is not Change.FAILED]
    return Part(
        programme=programme,
        title=title,
        period=period,
        rows=len(rows),
        changed=count[Change.CHANGED],
        unchanged=count[Change.UNCHANGED],
        failed=count[Change.FAILED],
        before=total_of_decimals(row.before for row in told if row.before is not None),
        after=total_of_decimals(row.after for row in told if row.after is not None),
        winners=sum(each > 0 for each in won),
        losers=sum(each < 0 for each in won),
        goods=rows[0].goods if rows else "",
    )
