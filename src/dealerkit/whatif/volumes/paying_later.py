"""Money that comes later: the receipts of some dealers a number of days after they came.

What was bought does not change. Collected money counts on its later day, and counts in no period at all
while it has not come by the day of the question; ``period.days_to_pay`` becomes longer, and every
factor on it follows. Credit that settles an invoice (a rebate offset) is no payment, and stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import cast

from attrs import evolve, frozen

from dealerkit.book import Batch, FirstRejects
from dealerkit.decisions import Reason
from dealerkit.measures.cells import Cells
from dealerkit.measures.takes import LINES
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.sources.collections import COLLECTED
from dealerkit.rebates.sources.paying_days import PayingDays
from dealerkit.rebates.standing import Standing
from dealerkit.receivables.receipts import OFFSET, RECEIPTS, columns_of, read_payments
from dealerkit.values.exact import ZERO, Number
from dealerkit.values.ranges import DateRange
from dealerkit.values.workdays import EVERY_DAY
from dealerkit.whatif.engine.measuring import measured_again
from dealerkit.whatif.volumes.arithmetic import sum_of
from dealerkit.whatif.volumes.asking import bits_of
from dealerkit.whatif.volumes.change import Change
from dealerkit.whatif.volumes.moves import Move
from dealerkit.whatif.volumes.telling import Told


@frozen(eq=False)
class Delay:
    """Receipts that come later: their days by file and row, and how many there are.

    ``moved`` counts them by change and customer, ``unknown`` by change those of which nobody knows whether they do.
    """

    days: Mapping[tuple[str, int], date]
    moved: Mapping[tuple[str, str], int]
    unknown: Mapping[str, int]

    @classmethod
    def of(cls, standing: Standing, changes: Sequence[Change], compared: DateRange) -> Delay:
        """How changes make the receipts of a book later."""
        book = standing.book.reread(FirstRejects(keep=0))
        days: dict[tuple[str, int], date] = {}
        moved: Counter[tuple[str, str]] = Counter()
        unknown: Counter[str] = Counter()
        for batch in book.batches(RECEIPTS, (*columns_of(RECEIPTS, book), "customer", "kind")):
            cells = (batch.columns[name] for name in ("date", "customer", "kind"))
            for row, came, customer, kind in zip(batch.rows, *cells, strict=True):
                if not isinstance(came, date) or kind == OFFSET:
                    continue
                for change in changes:
                    if change.pay_later is None or came not in change.days(compared):
                        continue
                    holds = _holds(change.dealers, standing, str(customer), came)
                    if holds is None:
                        unknown[change.id] += 1
                    elif holds:
                        day = days.get((batch.file, row), came)
                        # Only working days can be beyond what is published, and the check refuses them.
                        days[batch.file, row] = cast("date", change.pay_later.after(day, EVERY_DAY))
                        moved[change.id, str(customer)] += 1
        return cls(days, moved, unknown)

    def applied(self, batch: Batch) -> Batch:
        """The rows of a table; those of receipts on their later days."""
        if batch.table != RECEIPTS:
            return batch
        days = [
            self.days.get((batch.file, row), day) for row, day in zip(batch.rows, batch.columns["date"], strict=True)
        ]
        return evolve(batch, columns={**batch.columns, "date": days})


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
    delay = Delay.of(standing, later, compared)
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
    """What came of a dealer's money by the day of the question, before and after, of what the policy counts."""
    for stream, cells in streams_of(after).items():
        if stream in COLLECTED:
            take = next(iter(cells.ids))
            name = cells.takes[cells.ids[take]].measure
            old, new = (_sum_of(streams_of(each)[stream], take, dealer) for each in (before, after))
            return Move(dealer, stream, name if isinstance(name, str) else name.text, old, new, reason)
    return Move(dealer, RECEIPTS, "", ZERO, ZERO, reason)


def _sum_of(cells: Cells, take: str, dealer: str) -> Number:
    """What all rows of a dealer that anything asks for add up, by the measure of one take."""
    asked = bits_of(cells, cells.ids) or 0
    position = cells.measures[cells.ids[take]]
    return sum_of(cells.sums, position, lambda key: key.payee == dealer and bool(key.takes & asked))


def with_delay(standing: Standing, delay: Delay) -> Standing:
    """The same standing with collected money and days to pay as the delay leaves them."""
    asked = COLLECTED.keys() & streams_of(standing).keys()
    moved = measured_again(standing, asked, delay.applied) if asked else {}
    cells = standing.cells.with_lines(moved) if moved else standing.cells
    paid = standing.beside.paying_days
    if paid is not None:
        book = standing.book.reread(FirstRejects(keep=0))
        found = read_payments(
            lambda table: map(delay.applied, book.batches(table, columns_of(table, book))), standing.as_of, _nowhere
        )
        paid = PayingDays(found, paid.as_of, paid.currency)
    return evolve(standing, cells=cells, beside=evolve(standing.beside, paying_days=paid))


def streams_of(standing: Standing) -> Mapping[str, Cells]:
    """The cells of every stream of rows by its name."""
    cells = standing.cells
    return {LINES: cells} if isinstance(cells, Cells) else cells.by_source


def _nowhere(batch: Batch, position: int, why: Problem) -> None:
    """What cannot be used was told when the book was measured as it is."""
    del batch, position, why


def receipts_asked(standing: Standing) -> bool:
    """Whether anything that was measured depends on when money came."""
    asked = streams_of(standing).keys()
    return standing.beside.paying_days is not None or not asked.isdisjoint(COLLECTED)
