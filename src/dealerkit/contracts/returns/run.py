"""All returns of a book on a day, or one more that is asked for: line by line, each with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from dealerkit.book import Book
from dealerkit.book.columns import Native
from dealerkit.contracts.amounts import no_rate
from dealerkit.contracts.returns.deciding import Desk
from dealerkit.contracts.returns.lots import Taken
from dealerkit.contracts.returns.path import CREDIT, Way, walk
from dealerkit.contracts.returns.records import (
    CREDITED,
    EXCHANGED,
    Asked,
    as_credited,
    in_currency,
    read_asked,
    read_records,
)
from dealerkit.contracts.returns.results import Fate, LineResult, Part, Returned, Why, decided, scaled
from dealerkit.contracts.returns.section import Returns, returns_of
from dealerkit.contracts.steps import Roles, Step, steps_by_document
from dealerkit.decisions import Reason
from dealerkit.measures.clocks import zone_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError, Problem, Severity, in_order, problem
from dealerkit.values.exact import EXACT, ZERO, Number, add, total, total_of_decimals

WITHOUT_NUMBER = "request"
"""What a return is called that is asked about without a number."""


@frozen(eq=False)
class ReturnRun:
    """Every return with what becomes of it, in the order in which they came in."""

    policy: Policy = field(repr=False)
    rules: Returns = field(repr=False)
    as_of: date
    returned: tuple[Returned, ...]
    problems: tuple[Problem, ...]
    names: Mapping[str, str] = field(repr=False)

    @property
    def lines(self) -> tuple[LineResult, ...]:
        """Every line of every return."""
        return tuple(line for each in self.returned for line in each.lines)

    def name(self, dealer: str) -> str:
        """The dealer's name, or nothing where the book has none."""
        return self.names.get(dealer, "")


def evaluate(policy: Policy, book: Book, as_of: date) -> ReturnRun:
    """Decide every line that was asked for by the day.

    Findings: DK802, DK809 what the book lacks; DK791 more is asked for than was bought; DK792 something else was done
    than the rules allow; DK793 the steps of a return; DK798 a unit comes back for the second time.
    """
    rules = _rules(policy)
    asked = read_asked(book, as_of)
    returned = _decided(policy, rules, book, asked, as_of)
    return _run(policy, rules, book, as_of, returned)


def return_request(
    policy: Policy, book: Book, request: Iterable[Mapping[str, Native]], as_of: date
) -> tuple[Returned, ...]:
    """What becomes of goods that somebody asks to give back, exchange or have repaired, line by line.

    ``request`` has the columns of the table ``returns``, values as a CSV file has them or typed; without ``return``
    and ``date`` it is a request of the day itself. What the book has of earlier returns counts first. One result a
    return number; lines that cannot be read are in none of them.
    """
    rows = [{"return": WITHOUT_NUMBER, "date": as_of, **each} for each in request]
    for i, row in enumerate(rows):
        row.setdefault("line_no", str(i + 1))
    return requested(policy, book, Book.from_tables({"returns": rows}), as_of).returned


def requested(policy: Policy, book: Book, request: Book, as_of: date) -> ReturnRun:
    """The same for a book that holds the request alone; what is wrong with its rows is told by that book."""
    rules = _rules(policy)
    asked = read_asked(request, as_of)
    numbers = {each.number for each in asked}
    earlier = tuple(each for each in read_asked(book, as_of) if each.number not in numbers)
    returned = _decided(policy, rules, book, (*earlier, *asked), as_of)
    return _run(policy, rules, book, as_of, [each for each in returned if each.number in numbers])


def _rules(policy: Policy) -> Returns:
    rules = returns_of(policy)
    if rules is None:
        raise DealerkitError("the policy has no section `contracts.returns`")
    return rules


def _run(policy: Policy, rules: Returns, book: Book, as_of: date, returned: Sequence[Returned]) -> ReturnRun:
    customers = book.versions("customers")
    names: dict[str, str] = {}
    for each in returned:
        row = customers.at(as_of, each.dealer)
        names[each.dealer] = str((row.get("name") if row is not None else None) or "")
    found = [problem for each in returned for line in each.lines for problem in line.problems]
    lacking = book.lacking("lines", ("quantity", "net_amount")) if returned else ()
    return ReturnRun(policy, rules, as_of, tuple(returned), in_order((*lacking, *found)), names)


def _decided(policy: Policy, rules: Returns, book: Book, asked: Sequence[Asked], as_of: date) -> list[Returned]:
    records = read_records(book, asked, policy.header.currency, as_of)
    desk = Desk.open(policy, rules, book, records, as_of)
    steps = steps_by_document(book, as_of, zone_of(policy)) if rules.path and book.has("steps") else {}
    roles = Roles(policy, book)
    taken = Taken()
    currency = policy.header.currency
    known = [as_credited(in_currency(each, book, currency), records, desk.rounded) for each in asked]
    whole: dict[tuple[str, str], Decimal] = {}
    earlier: dict[int, Decimal] = {}
    for each in known:
        earlier[id(each)] = whole.get((each.number, each.dealer), ZERO)
        whole[(each.number, each.dealer)] = EXACT.add(earlier[id(each)], each.quantity)
    # What was credited took its units, whenever it was asked for; the others come in their order.
    decided_lines = {
        id(each): _line(
            desk,
            Way(each, steps.get(each.number, ()), whole[(each.number, each.dealer)], earlier[id(each)]),
            roles,
            taken,
        )
        for each in sorted(known, key=lambda each: each.done not in {CREDITED, EXCHANGED})
    }
    found: dict[tuple[str, str], list[LineResult]] = {}
    for each in known:
        found.setdefault((each.number, each.dealer), []).append(decided_lines[id(each)])
    revision = policy.header.revision
    returned = (decided(number, lines) for (number, _), lines in found.items())
    return [evolve(each, decision=evolve(each.decision, as_of=as_of, revision=revision)) for each in returned]


def _line(desk: Desk, way: Way, roles: Roles, taken: Taken) -> LineResult:
    rules, asked = desk.rules, way.asked
    walked = walk(rules, way, roles)
    parts = desk.parts_of(asked, taken, walked.confirmed)
    if walked.refused is not None:
        parts = tuple(_refused(part, rules, walked.refused) for part in parts)
    credits = [part.credit for part in parts]
    credit = None if None in credits else desk.rounded(total(each for each in credits if each is not None))
    has_money = any(part.fate.is_credited for part in parts)
    waits = walked.next if has_money and not asked.done else None
    waits_for = "" if waits is None or waits.id == CREDIT else waits.role or waits.id
    problems = [*(walked.problems if has_money or asked.done else ()), *_findings(rules, asked, parts)]
    problems += _done(desk, asked, parts, credit)
    reasons = walked.reasons if has_money else ()
    shares = tuple(_shares(desk, parts))
    return LineResult(asked, parts, credit, waits_for, tuple(problems), reasons, shares)


def _shares(desk: Desk, parts: Sequence[Part]) -> Iterator[Decimal | None]:
    """The credit of each part so that they add up to the line's: what was given so far, less what was before."""
    exact: Number = ZERO
    given = ZERO
    for part in parts:
        if part.credit is None:
            yield None
            continue
        exact = add(exact, part.credit)
        share = EXACT.subtract(desk.rounded(exact), given)
        given = EXACT.add(given, share)
        yield share


def _refused(part: Part, rules: Returns, step: Step) -> Part:
    if part.fate is Fate.REFUSE:
        return part
    reason = Reason("return-refused-in-path", rules.path[step.duty].rule, (("by", step.employee),))
    return Part(
        Fate.REFUSE,
        part.quantity,
        part.rule,
        Why.IN_PATH,
        part.value,
        reasons=(*part.reasons, reason),
        tried=part.tried,
    )


def _findings(rules: Returns, asked: Asked, parts: Sequence[Part]) -> Iterator[Problem]:
    unbought = total_of_decimals(part.quantity for part in parts if part.why is Why.NOT_BOUGHT)
    if unbought:
        yield problem(
            "DK791",
            asked.at,
            address=rules.rule.address,
            severity=Severity.WARNING,
            reference=asked.reference,
            dealer=asked.dealer,
            product=asked.product,
            asked=asked.quantity,
            left=max(asked.quantity - unbought, ZERO),
            document=asked.document,
            serial=asked.serial,
        )
    for part in parts:
        if part.why is Why.ALREADY_BACK:
            earlier = part.reasons[-1].arg("earlier")
            yield problem(
                "DK798",
                asked.at,
                address=rules.rule.address,
                severity=Severity.WARNING,
                reference=asked.reference,
                serial=asked.serial,
                earlier=earlier,
            )


def _done(desk: Desk, asked: Asked, parts: Sequence[Part], credit: Decimal | None) -> Iterator[Problem]:
    """DK792 where what was done is not what the rules give; DK678 where what was credited cannot be compared."""
    if asked.done not in {CREDITED, EXCHANGED}:
        return
    wanted = {CREDITED: (Fate.ACCEPT, Fate.CHARGED), EXCHANGED: (Fate.EXCHANGE,)}[asked.done]
    wrong = [part for part in parts if part.fate not in wanted]
    quantity = min(total_of_decimals(part.quantity for part in wrong), asked.taken_back or asked.quantity)
    over = ZERO
    if asked.done == CREDITED and asked.credited is not None and credit is not None:
        over = max(EXACT.subtract(asked.credited, _due(desk, asked, parts, credit)), ZERO)
    written = str(asked.row.get("currency") or "")
    if asked.credited is None and written and asked.row.get("credited") is not None:
        currency = desk.policy.header.currency
        yield no_rate(asked.at, "returns", asked.reference, written, currency, asked.done_on or asked.on)
    more = max(EXACT.subtract(asked.taken_back, asked.quantity), ZERO)
    if not over and not more and (not wrong or not quantity):
        return
    worth: list[Number] = [part.value for part in wrong if part.value is not None]
    cost = over or (desk.rounded(total(worth)) if wrong and len(worth) == len(wrong) else "")
    yield problem(
        "DK792",
        asked.at,
        address=(wrong[0].rule.rule.address if wrong and wrong[0].rule else desk.rules.rule.address),
        severity=Severity.WARNING,
        reference=asked.reference,
        dealer=asked.dealer,
        done=f"done-{asked.done}",
        by=asked.done_by,
        decided=f"fate-{wrong[0].fate.value}" if wrong else "",
        cost=cost,
        over=over or "",
        more=more or "",
        needs=tuple(dict.fromkeys(role for part in wrong for role in part.needs)),
    )


def _due(desk: Desk, asked: Asked, parts: Sequence[Part], credit: Decimal) -> Decimal:
    """What the rules give for the units that were taken back: the first ones of those that are credited."""
    left = asked.taken_back
    if left >= asked.quantity:
        return credit
    due: Number = ZERO
    for part in parts:
        if part.fate.is_credited and part.credit is not None and left:
            here = scaled(part, min(part.quantity, left))
            left = EXACT.subtract(left, here.quantity)
            due = add(due, here.credit or ZERO)
    return desk.rounded(due)
