"""A decision on a book stated as a test case: the rows it rests on, what was asked, and what came out.

Every room that tests read has one way from what a case gives to a decision. It is asked of the whole book first,
and that is the decision to be recorded; then of the rows about those it is about, and, where these do not give it
again, of all rows of the tables that were read. What makes no difference to the answer, its figures or its reasons
is left out. A decision that so few rows do not give again is no case.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, field, frozen

from dealerkit.book.books import Book
from dealerkit.book.excerpts import MASK, PERSONAL, Excerpt, about, least, size
from dealerkit.book.given import OpenedTables
from dealerkit.book.rejects import FirstRejects
from dealerkit.decisions import Decision, Rule
from dealerkit.policy.cases import Case
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, parse
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.policy.stated import Given, StatedCase, case_id, cases_text, given_node
from dealerkit.problems import Arg, Problem, problem

MOST_TRIED = 5_000
"""Rows from which a case is made at most."""
MOST_ROWS = 200
"""Rows that a case holds at most: nobody reads more, and it would be a copy of the book."""

Answer = Callable[[Policy, Case, Reading], Decision | None]
"""What decides the test cases of a room."""


@frozen(kw_only=True)
class Asking:
    """One decision as a test case asks for it.

    ``own`` is what the case gives beside tables, ``who`` are those whose rows it rests on. ``more`` are rows that the
    book does not have, such as a request of the command line: the ``decision`` is then given beside them.
    ``tables`` are those that a case may give; all of them if None. ``optional`` are keys of ``own`` that are left out
    where they make no difference. ``named`` is what is asked about, in words.
    """

    of: str
    as_of: date
    own: Mapping[str, Given]
    who: tuple[str, ...] = ()
    more: Excerpt = field(factory=dict)
    decision: Decision | None = None
    tables: Collection[str] | None = None
    optional: Collection[str] = ()
    named: tuple[str, ...] = ()

    @property
    def subject(self) -> tuple[str, ...]:
        """What is asked about, in words: as it is named, or the names and days among what the case gives."""
        return self.named or tuple(str(each) for each in self.own.values() if isinstance(each, (str, date)) and each)


def recorded(policy: Policy, book: Book, asking: Asking, answer: Answer) -> StatedCase | Problem:
    """The case that asks for a decision again; DK297 where so few rows as a case holds do not give it."""
    decision, read = asking.decision, [each for each in book.tables if each in book.counts]
    if decision is None:
        unread = book.reread(FirstRejects(keep=0))
        given = given_node(asking.own)
        opened = OpenedTables(given.entries, given.file, given.line, given.column, book=unread)
        decision = _answer(policy, _case(_id(asking), asking, opened), answer)
        read = [each for each in unread.tables if each in unread.counts]
    if asking.tables is not None:
        read = [each for each in read if each in asking.tables]
    if decision is None:
        return refusal(asking.of, asking.subject, "no-answer")
    known = decision

    def case(rows: Excerpt) -> StatedCase:
        return StatedCase(
            id=_id(asking),
            of=asking.of,
            as_of=asking.as_of,
            given={**rows, **asking.own},
            expect=expected(known),
            because=tuple(dict.fromkeys(known.because)),
            note=note(policy, book, asking.as_of, f"{asking.of} of {', '.join(asking.subject)}"),
        )

    found = smallest(policy, known, case, _candidates(book, read, asking), answer, asking.optional)
    return found if isinstance(found, StatedCase) else refusal(asking.of, asking.subject, found)


def _candidates(book: Book, tables: Iterable[str], asking: Asking) -> Iterator[Excerpt]:
    """What may suffice, the smaller first: the rows of those asked about, or all of them."""
    tables = tuple(tables)
    for rows in (about(book, tables, asking.who), about(book, tables, None)):
        yield {**rows, **{name: (*rows.get(name, ()), *more) for name, more in asking.more.items()}}


def smallest(
    policy: Policy,
    decision: Decision,
    case: Callable[[Excerpt], StatedCase],
    candidates: Iterable[Excerpt],
    answer: Answer,
    optional: Collection[str] = (),
) -> StatedCase | str:
    """The smallest case that comes to a decision again; why there is none: ``other-answer``, ``too-many-rows``.

    What it gives under ``optional`` keys is left out where it makes no difference.
    """
    wanted = compared(decision)

    def tells_so(stated: StatedCase) -> bool:
        return compared(_answer(policy, _case(stated.id, stated, given_node(stated.given)), answer)) == wanted

    def tells(rows: Excerpt) -> bool:
        return tells_so(case(rows))

    why = "other-answer"
    for rows in candidates:
        if size(rows) > MOST_TRIED:
            why = "too-many-rows"
            continue
        if not tells(rows):
            continue
        found = least(rows, tells)
        if size(found) > MOST_ROWS:
            why = "too-many-rows"
            continue
        stated = case(found)
        for name in optional:
            without = {key: value for key, value in stated.given.items() if key != name}
            masked = {**stated.given, name: MASK} if name.rpartition(".")[2] in PERSONAL else without
            fewer = (evolve(stated, given=each) for each in (without, masked))
            stated = next((each for each in fewer if tells_so(each)), stated)
        if compared(_as_written(policy, stated, answer)) == wanted:
            return stated
    return why


def expected(decision: Decision, names: Collection[str] | None = None) -> dict[str, Arg]:
    """What a recorded case expects: the outcome and every figure that is not empty, or those of them in ``names``."""
    found: dict[str, Arg] = {"outcome": decision.outcome.value}
    if decision.amount is not None and names is None:
        found["amount"] = decision.amount
    if decision.code:
        found["code"] = decision.code
    wanted = [(name, value) for name, value in decision.values if names is None or name in names]
    found |= {name: value for name, value in wanted if value not in {"", ()} and name not in found}
    if decision.missing:
        found["missing"] = decision.missing
    return found


def note(policy: Policy, book: Book, as_of: date, asked: str) -> str:
    """Where a recorded case comes from."""
    known = f", as known at {book.known_at}" if book.known_at is not None else ""
    return f"recorded from the books as of {as_of}{known}: {asked}, policy revision {policy.header.revision}"


def refusal(of: str, subject: tuple[str, ...], why: str) -> Problem:
    """DK297: a decision that cannot be written as one case."""
    return problem("DK297", None, of=of, subject=subject, why=why)


_Compared = tuple[object, ...]


def compared(decision: Decision | None) -> _Compared:
    """What must be the same for an answer to be the same: all of it but the wording."""
    if decision is None:
        return ()
    tried = frozenset(each.rule.address for each in decision.tried)
    values = tuple(sorted((name, _plain(value)) for name, value in decision.values))
    amount = None if decision.amount is None else Fraction(decision.amount)
    return (decision.outcome, decision.code, amount, values, decision.because, tried, decision.missing)


def _plain(value: Arg) -> str:
    return str(value.normalize()) if isinstance(value, Decimal) else str(value)


def _id(asking: Asking) -> str:
    return case_id(*asking.of.split("."), *asking.subject, asking.as_of.isoformat())


def _case(id: str, asked: Asking | StatedCase, given: Node) -> Case:
    rule = Rule(f"tests.{id}", given.at)
    return Case(rule=rule, id=id, of=asked.of, as_of=asked.as_of, given=given, expect=given)


def _answer(policy: Policy, case: Case, answer: Answer) -> Decision | None:
    reading = Reading(policy.catalogue, {name: each.type for name, each in policy.parameters.items()})
    decision = answer(policy, case, reading)
    return None if reading.problems else decision


def _as_written(policy: Policy, stated: StatedCase, answer: Answer) -> Decision | None:
    """What the case comes to as it would be written; None where it cannot be read."""
    root = parse(cases_text([stated]).encode(), "").root
    tests = None if root is None else root.get("tests")
    written = tests.get(stated.id) if isinstance(tests, MappingNode) else None
    given = written.get("given") if isinstance(written, MappingNode) else None
    return None if given is None else _answer(policy, _case(stated.id, stated, given), answer)
