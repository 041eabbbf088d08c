"""Money that comes later: the receipts of some dealers a number of days after they came.

What was bought does not change. Collected money counts on its later day, and counts in no period at all
while it has not come by the day of the question; ``period.days_to_pay`` becomes longer, and every
factor on it follows. Credit that settles an invoice (a rebate offset) is no payment, and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import cast

from attrs import evolve, field, frozen

from dealerkit.book import Batch, FirstRejects
from dealerkit.book import Value as Cell
from dealerkit.decisions import Reason
from dealerkit.measures.cells import Cells
from dealerkit.measures.currencies import in_currency
from dealerkit.measures.measuring import Question, measure
from dealerkit.measures.takes import LINES
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.sources.collections import COLLECTED
from dealerkit.rebates.sources.paying_days import PayingDays
from dealerkit.rebates.sources.source import Feed
from dealerkit.rebates.standing import Standing
from dealerkit.receivables.receipts import OFFSET, RECEIPTS, columns_of, read_payments
from dealerkit.values.exact import ZERO, Number
from dealerkit.values.ranges import DateRange
from dealerkit.values.workdays import EVERY_DAY
from dealerkit.whatif.volumes.arithmetic import sum_of
from dealerkit.whatif.volumes.change import Change
from dealerkit.whatif.volumes.moves import Move
from dealerkit.whatif.volumes.telling import Told


@frozen(eq=False)
class Delay:
    """Receipts as they would come if changes made them later; ``moved`` counts them by change and customer."""

    standing: Standing
    changes: tuple[Change, ...]
    compared: DateRange
    moved: dict[tuple[str, str], int] = field(factory=dict, repr=False)
    unknown: dict[str, int] = field(factory=dict, repr=False)
    _counted: set[tuple[str, int]] = field(factory=set, repr=False)

    def batches(self, table: str, columns: Iterable[str]) -> Iterator[Batch]:
        """The rows of a table; those of receipts on their later days."""
        wanted = tuple(columns)
        book = self.standing.book.reread(FirstRejects(keep=0))
        if table != RECEIPTS:
            yield from book.batches(table, wanted)
            return
        for batch in book.batches(table, tuple(dict.fromkeys((*wanted, "customer", "kind")))):
            yield self._later(batch)

    def _later(self, batch: Batch) -> Batch:
        columns = batch.columns
        days = [self._day(batch, i) for i in range(len(batch))]
        dated: dict[str, list[Cell | None]] = {**columns, "date": list(days)}
        return evolve(batch, columns=dated)

    def _day(self, batch: Batch, i: int) -> Cell | None:
        day = batch.columns["date"][i]
        customer = str(batch.columns["customer"][i] or "")
        if not isinstance(day, date) or batch.columns["kind"][i] == OFFSET:
            return day
        came = day
        is_new = (batch.file, batch.rows[i]) not in self._counted
        self._counted.add((batch.file, batch.rows[i]))
        for change in self.changes:
            if came not in change.days(self.compared):
                continue
            holds = _holds(change.dealers, self.standing, customer, came)
            if holds is None and is_new:
                self.unknown[change.id] = self.unknown.get(change.id, 0) + 1
            if holds and change.pay_later is not None:
                # Only working days can be beyond what is published, and the check refuses them.
                day = cast("date", change.pay_later.after(day, EVERY_DAY))
                if is_new:
                    self.moved[change.id, customer] = self.moved.get((change.id, customer), 0) + 1
        return day


def _holds(condition: Expression | None, standing: Standing, customer: str, day: date) -> bool | None:
    """Whether a condition on the dealer holds on a day; None where a fact is missing."""
    if condition is None:
        return True
    values: dict[str, Value | Missing] = dict(standing.parameters(day))
    for name in condition.reads:
        asked = standing.masters.dealer if name.startswith("dealer") else standing.masters.contract_of_dealer
        values[name] = asked(name, customer, day)
    found = condition.evaluate(values)
    return None if isinstance(found, Missing) else found is True


def paid_later(standing: Standing, changes: Sequence[Change], compared: DateRange, told: Told) -> Standing:
    """The standing as it is when money comes later; DK967 for receipts of which nobody knows whether they do."""
    later = tuple(each for each in changes if each.kind == "pay_later")
    if not later:
        return standing
    if not receipts_asked(standing):
        told.met.update(each.id for each in later)
        return standing
    delay = Delay(standing, later, compared)
    found = with_delay(standing, delay)
    by_id = {each.id: each for each in later}
    for (id, dealer), receipts in sorted(delay.moved.items()):
        told.met.add(id)
        change = by_id[id]
        args = (("later", str(change.pay_later)), ("receipts", receipts))
        told.moves.append(_collected(standing, found, dealer, Reason("book-paid-later", change.rule, args)))
    told.doubted.update(delay.unknown)
    for id, lines in delay.unknown.items():
        change = by_id[id]
        at = change.dealers.at if change.dealers is not None else change.rule.at
        facts = tuple(sorted(change.dealers.reads)) if change.dealers is not None else ()
        told.problems.append(
            problem(
                "DK967",
                at,
                address=change.rule.address,
                severity=Severity.WARNING,
                change=id,
                lines=lines,
                dealers="",
                facts=facts,
            )
        )
    return found


def _collected(before: Standing, after: Standing, dealer: str, reason: Reason) -> Move:
    """What came of a dealer's money by the day of the question, before and after."""

    def money(standing: Standing) -> tuple[str, str, Number]:
        for stream, cells in streams_of(standing).items():
            if stream.startswith("collections"):
                position = 0
                name = cells.takes[0].measure
                amount = sum_of(cells.sums, position, lambda key: key.payee == dealer)
                return stream, name if isinstance(name, str) else name.text, amount
        return "receipts", "", ZERO

    stream, measure, old = money(before)
    return Move(dealer, stream, measure, old, money(after)[2], reason)


def with_delay(standing: Standing, delay: Delay) -> Standing:
    """The same standing with collected money and days to pay as the delay leaves them."""
    streams = {stream: cells for stream, cells in streams_of(standing).items() if stream in COLLECTED}
    moved = {stream: _measured(delay, stream, cells) for stream, cells in streams.items()}
    cells = standing.cells.with_lines(moved) if moved else standing.cells
    paid = standing.beside.paying_days
    if paid is not None:
        found = read_payments(
            lambda table: delay.batches(table, columns_of(table, standing.book)), standing.as_of, _nowhere
        )
        paid = PayingDays(found, paid.as_of, paid.currency)
    return evolve(standing, cells=cells, beside=evolve(standing.beside, paying_days=paid))


def streams_of(standing: Standing) -> Mapping[str, Cells]:
    """The cells of every stream of rows by its name."""
    cells = standing.cells
    return {LINES: cells} if isinstance(cells, Cells) else cells.by_source


def _measured(delay: Delay, stream: str, cells: Cells) -> Cells:
    """The same stream measured anew; it answers the same takes in the same order."""
    standing, source = delay.standing, COLLECTED[stream]
    question = Question(
        takes=cells.takes,
        masters=standing.masters,
        segments=cells.segments,
        columns=source.columns(standing.book),
        currency=standing.policy.header.currency,
        as_of=standing.as_of,
        parameters=standing.policy.parameters_at,
    )
    reads = source.reads(question.wanted(), standing.book)
    feed = Feed(
        book=standing.book,
        masters=standing.masters,
        wanted=question.wanted(),
        as_of=standing.as_of,
        currency=question.currency,
        stream=lambda table: delay.batches(table, reads[table]),
        refuse=_nowhere,
        problems=[],
    )
    found = measure(in_currency(source.batches(feed), standing.book, question.currency), question, _nowhere)
    return evolve(cells, sums=found.sums)


def _nowhere(batch: Batch, position: int, why: Problem) -> None:
    """What cannot be used was told when the book was measured as it is."""
    del batch, position, why


def receipts_asked(standing: Standing) -> bool:
    """Whether anything that was measured depends on when money came."""
    asked = streams_of(standing).keys()
    return standing.beside.paying_days is not None or not asked.isdisjoint(COLLECTED)
