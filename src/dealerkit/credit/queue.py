"""Orders that wait in a row: each is answered after those before it, which have used up their part of the limit.

read = answered + rejected: a record that is no order, or a number that comes again, is rejected with its reason
and costs no other order its answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve, frozen

from dealerkit.credit.desk import OrderDesk
from dealerkit.credit.order import Order
from dealerkit.credit.results import OrderAnswer
from dealerkit.problems import Location, Problem, Related, nearest, problem


@frozen
class Turn:
    """What came of one record, and where it stands; an order of a book stands nowhere in a file of orders."""

    found: OrderAnswer | Problem
    at: Location | None = None


class Queue:
    """A row of orders before a desk.

    ``alone`` asks each as if the others were not there. DK576: a number that was asked about before.
    """

    __slots__ = ("_alone", "_desk", "_seen", "answered", "rejected")

    def __init__(self, desk: OrderDesk, *, alone: bool = False) -> None:
        self.answered = self.rejected = 0
        self._desk = desk
        self._alone = alone
        self._seen: dict[str, Location | None] = {}

    def ask(self, record: Order | Problem) -> Turn:
        """The answer to the next order, or why there is none."""
        found = self._answer(record)
        if isinstance(found, Problem):
            self.rejected += 1
        else:
            self.answered += 1
        return Turn(found, record.at)

    def ask_all(self, records: Iterable[Order | Problem]) -> Iterator[Turn]:
        """All answers, in the order asked."""
        return (self.ask(each) for each in records)

    @property
    def read(self) -> int:
        """How many records there were."""
        return self.answered + self.rejected

    def _answer(self, record: Order | Problem) -> OrderAnswer | Problem:
        if isinstance(record, Problem):
            return record
        number = record.order
        if number and number in self._seen:
            first = self._seen[number]
            related = () if first is None else (Related("first-defined", first),)
            return problem("DK576", record.at, related=related, order=number, customer="")
        if number:
            self._seen[number] = record.at
        answer = self._with_nearest(self._desk.trace(record))
        if not self._alone:
            self._desk.accept(record, answer)
        return answer

    def _with_nearest(self, answer: OrderAnswer) -> OrderAnswer:
        """A customer nobody knows is most often a misspelt one."""
        known = self._desk.standing.masters.dealers
        if known is None or not any(each.code == "DK541" for each in answer.problems):
            return answer
        close = ("nearest", nearest(answer.customer, known))
        told = (_with(each, close) if each.code == "DK541" else each for each in answer.problems)
        return evolve(answer, problems=tuple(told))


def _with(wrong: Problem, said: tuple[str, str]) -> Problem:
    """A finding that says one thing it left open."""
    return evolve(wrong, args=(*(each for each in wrong.args if each[0] != said[0]), said))
