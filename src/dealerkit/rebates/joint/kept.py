"""What programmes of one stacking keep: the amounts alone, where each is known and nobody asks why.

The quick way of ``stacked`` for whoever reckons the same payee thousands of times. A property test holds it to
``stacked``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from attrs import evolve, frozen

from dealerkit.rebates.joint.parts import Parts, shared
from dealerkit.rebates.joint.stacked import on_less
from dealerkit.rebates.joint.stacking import BEST_OF, ORDERED, Stacking
from dealerkit.rebates.terms import Measured, Terms
from dealerkit.values.exact import ZERO, Number, absolute, divide, multiply, subtract, total


@frozen(eq=False)
class Alone:
    """What one programme gives by itself, an amount that is not zero, on which bases by combination of lines.

    ``measured`` is asked only where another programme pays on some of the same lines.
    """

    amount: Decimal
    terms: Terms
    measured: Callable[[], Measured]
    bases: Parts

    def exact(self, measured: Measured) -> Number:
        """The amount before rounding where the terms alone decide it."""
        found = self.terms.unrounded(measured)
        return self.amount if found is None or self.terms.rounded(found) != self.amount else found


def kept(stacking: Stacking, ids: Sequence[str], members: Mapping[int, Alone]) -> dict[int, Decimal] | None:
    """What each of the members keeps, by its place among ``ids``, the programmes of the stacking that have begun.

    Those that give nothing are not among the members: they take nothing from anybody. None where what one of them
    pays on less cannot be told.
    """
    if not _meet(members):
        return {place: each.amount for place, each in members.items()}
    if stacking.how == ORDERED:
        return _ordered(stacking, ids, members)
    return _chosen(stacking, members)


def _meet(members: Mapping[int, Alone]) -> bool:
    """Whether two of them pay on some of the same lines."""
    bits = sum(1 << place for place in members)
    for each in members.values():
        for lines, base in each.bases.items():
            others = lines & bits
            if base and others & (others - 1):
                return True
    return False


def _chosen(stacking: Stacking, members: Mapping[int, Alone]) -> dict[int, Decimal]:
    """Each combination goes to the one that pays most on it, or to the first that pays: nothing is divided for it."""
    is_best = stacking.how == BEST_OF
    exact: dict[int, Number] = {}
    wholes: dict[int, Number] = {}
    holders: dict[int, tuple[int, Number, Number]] = {}
    for place, member in sorted(members.items()):
        whole = total(member.bases.values())
        if not whole:
            continue
        exact[place] = member.exact(member.measured())
        wholes[place] = whole
        size = absolute(whole)
        for lines, base in member.bases.items():
            if base:
                part = absolute(multiply(exact[place], base))
                held = holders.get(lines)
                # A part is amount × base / whole: two are compared by multiplying with the other's whole.
                if held is None or (is_best and multiply(part, held[2]) > multiply(held[1], size)):
                    holders[lines] = (place, part, size)
    found: dict[int, Decimal] = {}
    for place, member in members.items():
        if place not in wholes:
            found[place] = member.amount
            continue
        mine = [base for lines, base in member.bases.items() if base and holders[lines][0] == place]
        if len(mine) == sum(1 for base in member.bases.values() if base):
            found[place] = member.amount
        else:
            left = divide(multiply(exact[place], total(mine)), wholes[place])
            found[place] = member.terms.rounded(max(left, ZERO))
    return found


def _ordered(stacking: Stacking, ids: Sequence[str], members: Mapping[int, Alone]) -> dict[int, Decimal] | None:
    """One after the other: a programme that earlier ones reduce pays on less."""
    parts: dict[str, Parts] = {}
    found: dict[int, Decimal] = {}
    for place, id in enumerate(ids):
        member = members.get(place)
        if member is None:
            continue
        bases, is_reduced = dict(member.bases), False
        for reducer in stacking.reducers_of(id):
            paid = {lines: part for lines, part in parts.get(reducer, {}).items() if lines in bases}
            if any(paid.values()):
                is_reduced = True
                bases |= {lines: subtract(bases[lines], part) for lines, part in paid.items()}
        measured = member.measured()
        if is_reduced:
            measured = on_less(measured, total(bases.values()))
            amount = member.terms.amount(measured)
            if amount is None:
                return None
            member = evolve(member, amount=amount)
        found[place] = member.amount
        parts[id] = shared(member.exact(measured) if member.amount else ZERO, bases)
    return found
