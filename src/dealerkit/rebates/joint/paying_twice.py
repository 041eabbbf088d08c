"""Paying twice: programmes that pay on the same lines though no stacking says what holds then.

Found twice: in the policy alone, where two programmes surely take the same lines, and in a book, where
they really did. A stacking that names both, be it only with ``rule: sum``, says that it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from dealerkit.measures.cells import Cells
from dealerkit.policy.expressions import Expression, compile_expression
from dealerkit.policy.facts import LINE, PAYEE
from dealerkit.policy.policy import Policy
from dealerkit.policy.shapes import NOWHERE
from dealerkit.policy.types import BOOLEAN
from dealerkit.problems import Problem, Related, Severity, problem
from dealerkit.rebates.clauses import Base
from dealerkit.rebates.joint.stacking import together
from dealerkit.rebates.members import CEDED
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.results import Row
from dealerkit.rebates.takes import paying
from dealerkit.rebates.windows import State
from dealerkit.values.numbers import ZERO, Number, add, divide, multiply, total
from dealerkit.values.rounding import Rounding

if TYPE_CHECKING:
    from dealerkit.rebates.standing import Standing

NO_LINES = ("incidents", "entitlements")
"""Sources whose rows are no sales: nothing is paid twice on them."""

Meetings = Mapping[str, Mapping[date, tuple[Number, Number]]]
"""What two takes add up over the lines that both count, by payee and segment."""

_NEVER = "DK226"
_CALL = re.compile(r"\w\(")
_CENTS = Rounding(Decimal("0.01"))


def check_paying_twice(policy: Policy, programmes: Mapping[str, Programme]) -> Iterator[Problem]:
    """DK441 (a warning): a programme surely takes the lines of earlier ones, and no stacking names them together."""
    said = together(policy)
    if said.everything:
        return
    judge = _Judge(policy)
    found: dict[str, list[Programme]] = {}
    # Most pairs differ in what only the same text implies: that is asked first, since it costs least.
    for (one, needed), (other, wanted) in combinations([(each, judge.opaque(each)) for each in programmes.values()], 2):
        if (
            (needed <= wanted or wanted <= needed)
            and not said.named(one.id, other.id)
            and _may_meet(one, other, policy)
            and judge.surely_meet(one, other)
        ):
            found.setdefault(other.id, []).append(one)
    for id, earlier in found.items():
        rule = programmes[id].rule
        related = tuple(Related("other-programme", each.rule.at) for each in earlier)
        others = tuple(each.id for each in earlier)
        yield problem(
            "DK441",
            rule.at,
            address=rule.address,
            severity=Severity.WARNING,
            related=related,
            programme=id,
            others=others,
        )


def paid_twice(standing: Standing, rows: Iterable[Row]) -> Iterator[Problem]:
    """DK442 (a warning), once a pair: programmes that no stacking names together have paid on the same lines.

    The money is what the smaller of the two amounts comes to on these lines.
    """
    said, policy = together(standing.policy), standing.policy
    pairs = [
        (one, other)
        for one, other in combinations(standing.programmes.values(), 2)
        if not said.named(one.id, other.id) and _may_meet(one, other, policy) and _have_met(standing, one, other)
    ]
    if not pairs:
        return
    paid, meetings = _paid(standing, pairs, rows), _meetings(standing, pairs)
    for place, (one, other) in enumerate(pairs):
        mine, others = paid[one.id], paid[other.id]
        goods = one.kind == "goods", other.kind == "goods"
        amounts = [
            amount
            for payee, by_day in meetings[place].items()
            if payee in mine and payee in others
            if (amount := _twice(mine[payee], others[payee], by_day, goods)) > 0
        ]
        if amounts:
            yield problem(
                "DK442",
                other.rule.at,
                address=other.rule.address,
                severity=Severity.WARNING,
                related=(Related("other-programme", one.rule.at),),
                programme=other.id,
                other=one.id,
                payees=len(amounts),
                amount=_CENTS.apply(total(amounts)),
            )


def _may_meet(one: Programme, other: Programme, policy: Policy) -> bool:
    """Whether two programmes pay the same payees for rows of the same table on the same days."""
    source = _base(one).source
    days = tuple(each.effective or policy.header.effective for each in (one, other))
    return (
        source == _base(other).source
        and source not in NO_LINES
        and one.payee == other.payee
        # What a former dealer has for his successors is meant to stand beside their own.
        and not any(each.accumulate is not None and each.accumulate.over == CEDED for each in (one, other))
        and days[0].overlaps(days[1])
    )


def _have_met(standing: Standing, one: Programme, other: Programme) -> bool:
    """Whether any line of the book is paid on by both; programmes with other rules for late lines count apart."""
    cells = standing.cells.of(paying(one))
    return cells is standing.cells.of(paying(other)) and cells.meet(paying(one), paying(other))


def _meetings(standing: Standing, pairs: list[tuple[Programme, Programme]]) -> list[Meetings]:
    """What each pair was paid on together, pair by pair."""
    found: list[Meetings] = [{} for _ in pairs]
    sources: dict[int, tuple[Cells, list[int]]] = {}
    for place, (one, _) in enumerate(pairs):
        cells = standing.cells.of(paying(one))
        sources.setdefault(id(cells), (cells, []))[1].append(place)
    for cells, places in sources.values():
        takes = [(paying(pairs[place][0]), paying(pairs[place][1])) for place in places]
        for place, meetings in zip(places, cells.meetings(takes), strict=True):
            found[place] = meetings
    return found


class _Paid(NamedTuple):
    """What one payee was paid by a programme in a window, and the whole base that it was paid on."""

    first: date
    through: date
    amount: Number
    whole: Number

    def part(self, base: Number) -> Number:
        """The part of the amount that is on a part of the base."""
        if not self.whole:
            return ZERO
        return self.amount if base == self.whole else multiply(self.amount, divide(base, self.whole))


def _paid(
    standing: Standing, pairs: list[tuple[Programme, Programme]], rows: Iterable[Row]
) -> dict[str, dict[str, list[_Paid]]]:
    """What the programmes of the pairs have paid in windows that are over or settled, by programme and payee."""
    takes = {each.id: paying(each) for pair in pairs for each in pair}
    found: dict[str, dict[str, list[_Paid]]] = {id: {} for id in takes}
    for row in rows:
        take, amount, window = takes.get(row.programme), row.entitlement, row.window
        if take is not None and amount and window.state is not State.RUNNING:
            whole = standing.base(take, row.payee, window)
            mine = _Paid(window.first, window.through, amount, whole)
            found[row.programme].setdefault(row.payee, []).append(mine)
    return found


def _twice(
    mine: list[_Paid],
    others: list[_Paid],
    by_day: Mapping[date, tuple[Number, Number]],
    goods: tuple[bool, bool],
) -> Number:
    """What one payee got twice: the smaller part, on the days of both windows; of ``goods`` only the money beside."""
    found: Number = ZERO
    for one in mine:
        for other in others:
            first, last = max(one.first, other.first), min(one.through, other.through)
            on_both = [sums for day, sums in by_day.items() if first <= day <= last] if first <= last else ()
            if not on_both:
                continue
            parts = (
                one.part(total(sums[0] for sums in on_both)),
                other.part(total(sums[1] for sums in on_both)),
            )
            if min(parts) > 0:
                money = (part for part, is_goods in zip(parts, goods, strict=True) if not is_goods)
                found = add(found, min(money, default=ZERO))
    return found


def _base(programme: Programme) -> Base:
    return programme.paying or programme.qualifying


@frozen(eq=False)
class _Part:
    """A condition that holds together with others. An opaque one calls a function: only the same text implies it."""

    text: str
    names: frozenset[str]
    opaque: bool


class _Judge:
    """Judges conditions part by part: by their texts, and else by trying every case that can make a difference."""

    def __init__(self, policy: Policy) -> None:
        self._catalogue = policy.catalogue
        self._parameters = {name: each.type for name, each in policy.parameters.items()}
        self._parts: dict[str, tuple[_Part, ...]] = {}
        self._known: dict[str, bool] = {}

    def opaque(self, programme: Programme) -> frozenset[str]:
        """What only the same text implies: one programme takes the other's lines only if it asks no more of these."""
        return frozenset(each.text for each in self._of(_base(programme).where) if each.opaque)

    def surely_meet(self, one: Programme, other: Programme) -> bool:
        """Whether the lines of one are among those of the other, for payees who can take part in both."""
        mine, others = self._of(_base(one).where), self._of(_base(other).where)
        if not (self._imply(mine, others) or self._imply(others, mine)):
            return False
        mine += self._of(one.eligible.when if one.eligible is not None else None)
        others += self._of(other.eligible.when if other.eligible is not None else None)
        return not any(self._exclude(part, beside) for part in mine for beside in others)

    def _of(self, condition: Expression | None) -> tuple[_Part, ...]:
        """The parts of a condition, the opaque ones first: they are judged soonest."""
        if condition is None:
            return ()
        if condition.text not in self._parts:
            parts = (
                _Part(each.text, each.reads, _CALL.search(each.text) is not None) for each in condition.conjuncts()
            )
            self._parts[condition.text] = tuple(sorted(parts, key=lambda each: not each.opaque))
        return self._parts[condition.text]

    def _imply(self, parts: tuple[_Part, ...], others: tuple[_Part, ...]) -> bool:
        """Whether all others hold where all parts do."""
        return all(any(self._implies(part, other) for part in parts) for other in others)

    def _implies(self, part: _Part, other: _Part) -> bool:
        return part.text == other.text or (
            self._comparable(part, other) and self._never(f"({part.text}) and not ({other.text})")
        )

    def _exclude(self, part: _Part, other: _Part) -> bool:
        return (
            part.text != other.text
            and self._comparable(part, other)
            and self._never(f"({part.text}) and ({other.text})")
        )

    @staticmethod
    def _comparable(part: _Part, other: _Part) -> bool:
        return not part.opaque and not other.opaque and not part.names.isdisjoint(other.names)

    def _never(self, text: str) -> bool:
        """Whether a condition holds in no case; an honest no where that cannot be said."""
        if text not in self._known:
            found = compile_expression(text, NOWHERE, self._catalogue, LINE | PAYEE, BOOLEAN, self._parameters)
            is_never = isinstance(found, Expression) and any(each.code == _NEVER for each in found.warnings)
            self._known[text] = is_never
        return self._known[text]
