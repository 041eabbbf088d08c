"""An order that is not invoiced yet, and what it adds to each programme in the period that runs.

Its lines count as if they were dated on the day of the question; what it adds is what the period pays
with it, less what the period pays without, both if nothing else is bought.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from dealerkit.book import Batch, Book, FirstRejects
from dealerkit.measures.cells import CellKey, Cells
from dealerkit.measures.measuring import measure
from dealerkit.measures.question import Question
from dealerkit.problems import Location, Problem, in_order
from dealerkit.rebates.joint.deciding import Deciding
from dealerkit.rebates.joint.gathering import gathers
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.projection import at_the_end, running
from dealerkit.rebates.run import Run
from dealerkit.rebates.standing import Standing
from dealerkit.rebates.statement import NextBand, next_band
from dealerkit.rebates.terms import Entitlement
from dealerkit.rebates.windows import Window
from dealerkit.values.exact import EXACT, Number, add, subtract, total_of_decimals

OrderLine = Mapping[str, object]
"""Cells by column of the table ``lines``; texts are read as a file's would be."""


@frozen
class Order:
    """What a dealer wants to buy. ``places`` says where each line is written, if it is in a file."""

    dealer: str
    lines: tuple[OrderLine, ...]
    places: tuple[Location, ...] = ()


@frozen
class Gain:
    """What an order adds by one programme.

    ``adds_to_base`` is its part of the qualifying base and ``next_band`` the band ahead once the order is
    in; they and ``after`` are None where a line of the order cannot be used. Where ``goods`` names a
    product, amounts are units of it.
    """

    programme: str
    title: str
    window: Window
    adds_to_base: Number | None
    before: Entitlement
    after: Entitlement | None
    next_band: NextBand | None
    goods: str = ""

    @property
    def adds(self) -> Decimal | None:
        """What the order adds to what is earned; None when undetermined."""
        if self.after is None or self.after.amount is None or self.before.amount is None:
            return None
        return EXACT.subtract(self.after.amount, self.before.amount)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts without which it cannot be told."""
        known = () if self.after is None else self.after.missing
        return tuple(dict.fromkeys((*self.before.missing, *known)))


@frozen(eq=False)
class OrderGains:
    """What one order adds, programme by programme; ``problems`` are lines of it that cannot be used."""

    payee: str
    payee_name: str
    currency: str
    as_of: date
    known_at: date | None
    lines: int
    gains: tuple[Gain, ...]
    problems: tuple[Problem, ...]

    @property
    def adds(self) -> Decimal:
        """The money it adds by all programmes that can tell, together; goods are no money."""
        return total_of_decimals(each.adds for each in self.gains if each.adds is not None and not each.goods)

    @property
    def undetermined(self) -> int:
        """By how many programmes it cannot be told what it adds."""
        return sum(each.adds is None for each in self.gains)


def gains_of(run: Run, order: Order, programme: str = "") -> OrderGains:
    """What an order adds to each programme that runs for the dealer, or to one of them.

    A line that cannot be used would be rejected once it is invoiced: then nothing is said of any amount.
    """
    problems: list[Problem] = []
    standing = with_order(run.standing, order, problems)
    found: list[Gain] = []
    for each in standing.programmes.values():
        window = running(standing, each, order.dealer)
        if window is None or programme not in {"", each.id}:
            continue
        terms = run.terms(each, window)
        before = at_the_end(run.standing, each, order.dealer, window)
        after = at_the_end(standing, each, order.dealer, window)
        found.append(
            Gain(
                each.id,
                each.title or "",
                window,
                None if problems else subtract(after.qualifying, before.qualifying),
                _decided(run, run.standing, each, order.dealer, window)
                if _with_others(run, each)
                else terms.decide(before),
                None
                if problems
                else _decided(run, standing, each, order.dealer, window)
                if _with_others(run, each)
                else terms.decide(after),
                None if problems or _with_others(run, each) else next_band(terms, after),
                each.goods.product if each.goods else "",
            )
        )
    return OrderGains(
        payee=order.dealer,
        payee_name=run.name(order.dealer),
        currency=standing.policy.header.currency,
        as_of=standing.as_of,
        known_at=run.known_at,
        lines=len(order.lines),
        gains=tuple(found),
        problems=in_order(problems),
    )


def _with_others(run: Run, programme: Programme) -> bool:
    """Whether what is paid hangs on other payees, other programmes or other periods."""
    is_made_up = programme.guarantee is not None and programme.guarantee.over == "year"
    return gathers(programme) or run.deciding.is_joint(programme) or is_made_up


def _decided(run: Run, standing: Standing, programme: Programme, payee: str, window: Window) -> Entitlement:
    """What the payee earns by the period's end, others considered, if nothing more is bought."""
    return Deciding(standing, run.payees).decided(programme, payee, evolve(window, through=window.last))


def with_order(standing: Standing, order: Order, problems: list[Problem]) -> Standing:
    """The same standing with the order's lines added; lines that cannot be used are told in ``problems``."""
    unread = FirstRejects(keep=len(order.lines))
    rows = [{**line, "date": standing.as_of, "dealer": order.dealer} for line in order.lines]
    lines = Book.from_tables({"lines": rows}, rejects=unread)
    columns = frozenset(column.name for column in lines.columns("lines"))

    def refuse(batch: Batch, position: int, why: Problem) -> None:
        del batch, position
        problems.append(placed(why, order))

    # Goods are invoiced: they add nothing to what is reported, paid or found.
    more: dict[str, Cells] = {}
    for stream, measured in standing.cells.of_lines.items():
        question = Question(
            takes=measured.takes,
            masters=standing.masters,
            segments=measured.segments,
            columns=columns,
            currency=standing.policy.header.currency,
            as_of=standing.as_of,
            parameters=standing.policy.parameters_at,
        )
        added = measure(lines.batches("lines", question.wanted()), question, refuse)
        more[stream] = _joined(measured, added)
    problems += (placed(each, order) for each in lines.problems)
    problems += (placed(each.problem, order) for each in unread.first)
    return evolve(standing, cells=standing.cells.with_lines(more)) if more else standing


def _joined(cells: Cells, more: Cells) -> Cells:
    """Both together; they answer the same takes in the same order."""
    sums: dict[CellKey, tuple[Number, ...]] = dict(cells.sums)
    for key, amounts in more.sums.items():
        known = sums.get(key)
        sums[key] = amounts if known is None else tuple(map(add, known, amounts))
    return evolve(cells, sums=sums)


def placed(why: Problem, order: Order) -> Problem:
    """A problem of a line at the place where the order has it."""
    position = why.at.line - 1 if why.at else -1
    return evolve(why, at=order.places[position]) if 0 <= position < len(order.places) else why
