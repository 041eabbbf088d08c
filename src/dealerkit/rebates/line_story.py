"""Why did this line not earn? Which programmes took one line, which refused it, and by which condition.

The parts of a ``where`` are the same that the pass over all lines asks; here each is asked of one line
and keeps what it read. What became of the line is asked of that pass itself, so that the two agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from attrs import evolve, field, frozen

from dealerkit.book import Batch
from dealerkit.book import Value as Cell
from dealerkit.measures.measuring import measure
from dealerkit.measures.question import Question
from dealerkit.measures.screens import Facts
from dealerkit.measures.takes import COUNT, Take
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Location, Problem
from dealerkit.rebates.joint.gathering import gathers
from dealerkit.rebates.line_payments import LinePayments
from dealerkit.rebates.line_search import LINES, Fate, FoundLine, LineName, find_lines
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.results import Row
from dealerkit.rebates.run import Run
from dealerkit.rebates.sources.collections import Paid, paid_cells
from dealerkit.rebates.sources.late import RECORDED, Came, Grace, is_of_lines
from dealerkit.rebates.sources.named import SECTION as MEASURES
from dealerkit.rebates.sources.named import NamedMeasure, measures_of
from dealerkit.rebates.standing import question_of
from dealerkit.rebates.takes import ENTITLEMENTS, LAST_YEAR, all_takes, paying, qualifying
from dealerkit.rebates.windows import Window
from dealerkit.values.numbers import ONE, Number

_SHOWN = ("date", "dealer", "product", "quantity", "net_amount")
"""What a line is recognised by, beside what the programmes ask of it."""


class Verdict(Enum):
    """What one base of a programme makes of a line."""

    TAKEN = "taken"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    """A condition meets a missing fact, and nothing else decides: the line is used by no programme."""
    UNMEASURED = "unmeasured"
    """It would be taken, but lacks what is added up: the line is used by no programme."""
    NOT_RUNNING = "not-running"
    """The programme does not run on the line's day."""
    LATE = "late"
    """The line was recorded so late after its period that it never counts."""
    UNPAID = "unpaid"
    """The base adds up collected money, and no receipt has paid any of the line."""
    ELSEWHERE = "elsewhere"
    """The base adds up rows of another table: no line can count for it, or be refused."""


@frozen(eq=False)
class Asked:
    """One part of a ``where``, asked of one line: whether it holds, and what it read.

    ``holds`` is None where ``missing`` facts keep it from being decided. ``facts`` are by name, in order.
    """

    condition: Expression
    holds: bool | None
    facts: tuple[tuple[str, Value | Missing | None], ...]
    missing: tuple[str, ...] = ()


@frozen(eq=False)
class Judged:
    """One base of one programme before one line, or a ``named`` measure that the programme reads.

    ``day`` is the line's. ``asked`` are all parts of its ``where``, ``in_the_way`` those that would have
    had to hold. ``amount`` is what the line adds, or would have added. ``window`` is the period that the day
    belongs to, ``row`` what that period earned; ``compared`` the period of the next year for whose
    baseline the line counts. ``left_to`` is the programme that a stacking leaves the line to, if that is another.
    ``came`` says that the line came too late for its period; ``day`` is then the one on which it counts.
    ``paid`` is the receipt whose part of the line is judged; ``day`` is then the receipt's.
    """

    programme: Programme
    take: Take
    day: date
    verdict: Verdict
    asked: tuple[Asked, ...]
    in_the_way: tuple[Asked, ...]
    amount: Number | None
    window: Window | None
    compared: Window | None
    row: Row | None = None
    named: NamedMeasure | None = None
    left_to: Programme | None = None
    came: Came | None = None
    paid: Paid | None = None

    @property
    def base(self) -> str:
        """Which base of the programme it is: ``qualifying``, ``paying``."""
        return self.take.id.rpartition(".")[2]

    @property
    def measure(self) -> str:
        """What is added up, as the policy writes it."""
        measured = self.take.measure
        return measured if isinstance(measured, str) else measured.text

    @property
    def at(self) -> Location:
        """Where the base is written."""
        if self.named is not None:
            return self.named.rule.at
        base = {"qualifying": self.programme.qualifying, "paying": self.programme.paying}.get(self.base)
        return self.programme.rule.at if base is None else base.rule.at


@frozen(eq=False)
class LineStory:
    """One line, what became of it, and what each programme made of it.

    ``why`` says why it cannot be used, ``raw`` is the row as it was written where the reader refused it,
    ``first`` the line that counts in place of a repeated one.
    """

    at: Location
    fate: Fate
    cells: Mapping[str, Cell | None] = field(factory=dict)
    why: tuple[Problem, ...] = ()
    raw: str = ""
    first: Location | None = None
    judged: tuple[Judged, ...] = ()


def line_stories(run: Run, name: LineName) -> tuple[LineStory, ...] | Problem:
    """The story of every line that is meant; DK390 where there is none."""
    standing = run.standing
    question = question_of(standing.policy, standing.book, standing.as_of, standing.programmes)
    columns = {column.name for column in standing.book.columns(LINES)}
    shown = [each for each in (*_SHOWN, RECORDED) if each in columns]
    payments = LinePayments(run)
    wanted = tuple(dict.fromkeys((*question.wanted(), *payments.columns(), *shown)))
    found = find_lines(standing.book, name, wanted)
    if isinstance(found, Problem):
        return found
    rows = {(row.programme, row.payee, row.window.label): row for row in run.settlement().rows}
    asking = _Asking(run, question, payments, rows)
    return tuple(_story(asking, each) for each in found)


@frozen(eq=False)
class _Asking:
    """What one line after another is asked with: the run, its question and its rows."""

    run: Run
    question: Question
    payments: LinePayments
    rows: Mapping[tuple[str, str, str], Row]


def _story(asking: _Asking, found: FoundLine) -> LineStory:
    if found.batch is None:
        reject = found.reject
        why = () if reject is None else (reject.problem, *reject.others)
        return LineStory(found.at, found.fate, why=why, raw=reject.raw if reject else "", first=found.first)
    why, later = said_of(asking.question, found.batch)
    cells = {name: values[0] for name, values in found.batch.columns.items()}
    fate = Fate.LATER if later else Fate.REJECTED if why else found.fate
    judged = () if later else tuple(_judged(asking, cells))
    return LineStory(found.at, fate, cells, why, judged=_left(asking.run, judged))


def _left(run: Run, judged: tuple[Judged, ...]) -> tuple[Judged, ...]:
    """The same, with the programme that a stacking leaves the line to."""
    paid_on = [
        each
        for each in judged
        if each.verdict is Verdict.TAKEN and each.row is not None and each.take.id == paying(each.programme)
    ]
    due = (each.programme.id for each in paid_on if each.row is not None and each.day <= each.row.window.through)
    # Of collected money there may be several parts of one line.
    takers = [*dict.fromkeys(due)]
    found: dict[int, Judged] = {}
    for each in paid_on:
        if each.row is not None and each.programme.id in takers:
            keeper = run.deciding.keeper(each.programme, each.row.payee, each.row.window, takers)
            if keeper not in {"", each.programme.id}:
                found[id(each)] = evolve(each, left_to=run.standing.programmes[keeper])
    return tuple(found.get(id(each), each) for each in judged)


def said_of(question: Question, line: Batch) -> tuple[tuple[Problem, ...], bool]:
    """What the pass over all lines makes of this one: why it is rejected, and whether it is dated later."""
    why: list[Problem] = []
    cells = measure([line], question, lambda _batch, _position, problem: why.append(problem))
    return tuple(why), bool(cells.count.later)


def _judged(asking: _Asking, cells: Mapping[str, Cell | None]) -> Iterator[Judged]:
    run, payee, day = asking.run, str(cells["dealer"]), cells["date"]
    if not isinstance(day, date):  # pragma: no cover - the reader refuses a line without a day
        return
    for programme in run.standing.programmes.values():
        came = _came(run, programme, payee, day, cells.get(RECORDED))
        on = day if came is None or came.counts_on is None else came.counts_on
        window, _ = _windows(run, programme, payee, on)
        if not _paid_for(run, programme, payee, on, window):
            continue
        for take in all_takes(run.standing.policy, programme):
            named = measures_of(run.standing.policy).get(take.id.removeprefix(f"{MEASURES}."))
            parts = asking.payments.of(take, cells)
            if is_of_lines(take.source):
                yield _asked_of(asking, programme, take, cells, on, came)
            elif parts:
                yield from _collected(asking, programme, take, cells, parts)
            else:
                verdict = Verdict.ELSEWHERE if parts is None else Verdict.UNPAID
                yield Judged(programme, take, on, verdict, (), (), None, window, None, None, named)


def _collected(
    asking: _Asking, programme: Programme, take: Take, cells: Mapping[str, Cell | None], parts: tuple[Paid, ...]
) -> Iterator[Judged]:
    """The line as far as each receipt paid it, on the day of the receipt."""
    for each in parts:
        receipt = each.part.receipt
        came = _came(asking.run, programme, str(cells["dealer"]), receipt.day, receipt.recorded_at)
        on = receipt.day if came is None or came.counts_on is None else came.counts_on
        yield evolve(_asked_of(asking, programme, take, paid_cells(cells, each), on, came), paid=each)


def _asked_of(
    asking: _Asking,
    programme: Programme,
    take: Take,
    cells: Mapping[str, Cell | None],
    day: date,
    came: Came | None,
) -> Judged:
    """One base before one line, on the day on which the line counts for it."""
    run, policy, payee = asking.run, asking.run.standing.policy, str(cells["dealer"])
    named = measures_of(policy).get(take.id.removeprefix(f"{MEASURES}."))
    window, compared = _windows(run, programme, payee, day)
    if came is not None and came.counts_on is None:
        return Judged(programme, take, day, Verdict.LATE, (), (), None, window, None, None, named, came=came)
    paid = _paid_for(run, programme, payee, day, window)
    row = asking.rows.get((programme.id, paid[0], window.label)) if window is not None and paid else None
    by_contract = "contract" in asking.question.columns
    facts = Facts(asking.question.masters, {day: policy.parameters_at(day)}, by_contract=by_contract)
    at = {"segment": day, **{name: cells.get(name) for name in ("product", "dealer", "contract")}}
    at |= {f"line.{name}": cell for name, cell in cells.items()}
    asked = tuple(_asked(take, facts, at))
    amount = _amount(take, facts, at)
    last_year = compared if take.id == qualifying(programme) else None
    verdict = _verdict(take, asked, amount, day)
    # The pass also gathers lines of days before, for baselines and attainments that may ask for them.
    if window is None and last_year is None and verdict in {Verdict.TAKEN, Verdict.REFUSED}:
        verdict = Verdict.NOT_RUNNING
    between = in_the_way(take, asked)
    return Judged(programme, take, day, verdict, asked, between, amount, window, last_year, row, named, came=came)


def _came(run: Run, programme: Programme, payee: str, day: date, recorded: Cell | None) -> Came | None:
    """How late the line was recorded for a programme that minds it."""
    if programme.late is None or not isinstance(recorded, date):
        return None
    grace = Grace(programme.late, programme.period, run.standing.masters, run.standing.policy.calendar())
    return grace.came(payee, day, recorded)


def _paid_for(run: Run, programme: Programme, dealer: str, day: date, window: Window | None) -> tuple[str, ...]:
    """Who is paid for the line: nobody where it counts only by way of other programmes, or for no cession."""
    if not gathers(programme) or window is None:
        return (dealer,)
    if programme.qualifying.source == ENTITLEMENTS:
        return ()
    return run.deciding.groups.paid_for(programme, dealer, day, window)


def in_the_way(take: Take, asked: tuple[Asked, ...]) -> tuple[Asked, ...]:
    """The parts that would have had to hold for the line to be taken."""
    return tuple(each for each in asked if not (take.if_missing if each.holds is None else each.holds))


def _asked(take: Take, facts: Facts, at: Mapping[str, Cell | None]) -> Iterator[Asked]:
    for condition in take.where.conjuncts() if take.where is not None else ():
        values = facts.values(condition, at)
        holds = condition.evaluate(values)
        missing = holds.facts if isinstance(holds, Missing) else ()
        read = tuple((name, values.get(name)) for name in (*sorted(condition.reads), *sorted(condition.parameters)))
        yield Asked(condition, None if isinstance(holds, Missing) else holds is True, read, missing)


def _verdict(take: Take, asked: tuple[Asked, ...], amount: Number | None, day: date) -> Verdict:
    """As the pass decides: one part that fails refuses, whatever is not known beside it."""
    if not take.counts_on(day):
        return Verdict.NOT_RUNNING
    found = [take.if_missing if each.holds is None else each.holds for each in asked]
    if False in found:
        return Verdict.REFUSED
    if None in found:
        return Verdict.UNKNOWN
    return Verdict.UNMEASURED if amount is None else Verdict.TAKEN


def _amount(take: Take, facts: Facts, at: Mapping[str, Cell | None]) -> Number | None:
    measured = take.measure
    if isinstance(measured, str):
        value: object = ONE if measured == COUNT else at.get(f"line.{measured}")
    else:
        value = measured.evaluate(facts.values(measured, at))
    return value if isinstance(value, Decimal | Fraction) else None


def _windows(run: Run, programme: Programme, payee: str, day: date) -> tuple[Window | None, Window | None]:
    """The period that the day belongs to, and the one that looks back on the day for its baseline."""
    windows = run.standing.windows(programme, payee)
    mine = next((each for each in windows if each.first <= day <= each.last), None)
    timing = run.standing.timing(programme, payee)
    if timing is None or programme.against is None or programme.against.baseline != LAST_YEAR:
        return mine, None
    return mine, next((each for each in windows if day in timing.last_year(each)), None)
