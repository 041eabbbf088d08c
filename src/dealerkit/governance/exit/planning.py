"""The plan: every step with its day, its state and what is missing before it; demands, deliveries, costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import evolve, frozen

from dealerkit.book import Book, Row
from dealerkit.governance.exit.costing import Costs, assessed_of, costs_of
from dealerkit.governance.exit.instance import Instance, Moved, instance_of
from dealerkit.governance.exit.known import Known, known_of
from dealerkit.governance.exit.paying import Paying, read_paying
from dealerkit.governance.exit.protecting import Protected, protect
from dealerkit.governance.exit.rule import BEFORE, BLOCKS, Deliveries, Demand, Exit, Step
from dealerkit.governance.exit.stepping import SteppedDown, step_down
from dealerkit.governance.exit.watching import Watched, watch
from dealerkit.governance.scan.ground import days_before
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing
from dealerkit.problems import Problem, Severity, in_order, problem
from dealerkit.values.durations import Duration
from dealerkit.values.workdays import EVERY_DAY, Unpublished


class State(Enum):
    """Where a step stands."""

    DONE = "done"
    READY = "ready"
    BLOCKED = "blocked"
    WAITS = "waits"


@frozen(kw_only=True)
class Asked:
    """A demand, and whether it is met by the day: recorded in time, with the sum it asks for."""

    demand: Demand
    met_on: date | None
    amount: Decimal | None = None
    proof: str = ""
    lacks: str = ""
    """``record`` where nothing is recorded, ``amount`` where the sum is too small or not stated."""


@frozen(kw_only=True)
class Planned:
    """One step: its day, its state, and what is missing before it."""

    step: Step
    day: date | None
    state: State
    is_late: bool
    papers: tuple[str, ...] = ()
    """Papers that are not in the dealer's file."""
    facts: tuple[str, ...] = ()
    """Facts nobody knows."""
    condition: str = ""
    """The condition, where it does not hold."""
    fields: tuple[str, ...] = ()
    """What the flow wants filled in with the move."""
    signers: tuple[str, ...] = ()
    """The roles of which one, or two where two must, signs."""
    unsigned: tuple[str, ...] = ()
    """The signatures that are missing, where the policy lets them block."""
    after: str = ""
    """The step it waits for."""
    repeated: tuple[tuple[date, bool], ...] = ()
    """The days on which it is done again, and whether it was."""


@frozen(kw_only=True)
class Plan:
    """How one dealer is ended in order; nothing of it is carried out."""

    policy: Policy
    exit: Exit
    dealer: str
    name: str
    start: date
    as_of: date
    known: Known
    instance: Instance
    steps: tuple[Planned, ...]
    demands: tuple[Asked, ...]
    all_met: bool
    """Whether every demand is met: he did what he was asked for."""
    paying: Paying | None
    stepped: SteppedDown | None
    lacking: tuple[str, ...]
    """Why there are no deliveries, where the policy asks for some."""
    costs: Costs
    watched: Watched | None = None
    """What was seen in the market after the end, where the policy watches."""
    protected: Protected | None = None
    """How the successor stands, where the policy protects him."""
    problems: tuple[Problem, ...] = ()


def plan_exit(policy: Policy, rules: Exit, book: Book, dealer: str, start: date, as_of: date) -> Plan | None:
    """The plan for one dealer from a day; None where the flow cannot be used, which ``check`` tells."""
    known = known_of(policy, book, dealer, as_of)
    instance = instance_of(policy, rules, book, dealer, start, as_of, known.amount("exposure"))
    if instance is None:
        return None
    records = _records(book, dealer, as_of)
    papers = _papers(book, dealer, as_of)
    steps = tuple(_planned(rules, instance, known, records, papers))
    paying, stepped, lacking = _stepped(rules.deliveries, book, known, steps)
    assessed = assessed_of(policy, book, known)
    row = book.versions("customers").at(as_of, dealer)
    demands = tuple(_asked(each, records) for each in (rules.demands or {}).values())
    all_met = bool(demands) and all(not each.lacks for each in demands)
    met = (problem("DK898", None, severity=Severity.WARNING, dealer=dealer),) if all_met else ()
    return Plan(
        policy=policy,
        exit=rules,
        dealer=dealer,
        name=str((row.get("name") if row is not None else None) or ""),
        start=instance.opened,
        as_of=as_of,
        known=known,
        instance=instance,
        steps=steps,
        demands=demands,
        all_met=all_met,
        paying=paying,
        stepped=stepped,
        lacking=lacking,
        costs=costs_of(policy, rules, known, assessed, stepped),
        watched=None
        if rules.watch is None
        else watch(rules.watch, book, known, instance.opened, _done(steps, rules.watch.start)),
        protected=None
        if rules.protect is None
        else protect(rules.protect, book, known, instance.opened, _done(steps, rules.protect.start)),
        problems=in_order((*book.problems, *met)),
    )


def _done(steps: tuple[Planned, ...], name: str) -> date | None:
    return next((each.day for each in steps if each.step.id == name and each.state is State.DONE), None)


def _records(book: Book, dealer: str, as_of: date) -> Mapping[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in book.rows("exit_records"):
        on = row.get("on")
        if row.get("customer") == dealer and isinstance(on, date) and on <= as_of:
            found[str(row.get("step"))].append(row)
    return {step: tuple(sorted(rows, key=lambda each: str(each.get("on")))) for step, rows in found.items()}


def _papers(book: Book, dealer: str, as_of: date) -> frozenset[str]:
    """The papers in the dealer's file on the day: come in, and not lost."""
    found = set()
    for row in book.rows("papers"):
        came, lost = row.get("received_on"), row.get("lost_on")
        is_in = (not isinstance(came, date) or came <= as_of) and (not isinstance(lost, date) or lost > as_of)
        if row.get("customer") == dealer and is_in:
            found.add(str(row.get("paper")))
    return frozenset(found)


def _asked(demand: Demand, records: Mapping[str, tuple[Row, ...]]) -> Asked:
    for row in records.get(demand.id, ()):
        amount, on = row.get("amount"), row.get("on")
        proved = amount if isinstance(amount, Decimal) else None
        if isinstance(on, date) and (demand.least is None or (proved is not None and proved >= demand.least)):
            return Asked(demand=demand, met_on=on, amount=proved, proof=str(row.get("proof") or ""))
    return Asked(demand=demand, met_on=None, lacks="amount" if records.get(demand.id) else "record")


def _planned(
    rules: Exit,
    instance: Instance,
    known: Known,
    records: Mapping[str, tuple[Row, ...]],
    papers: frozenset[str],
) -> Iterator[Planned]:
    before = ""
    days = _days(rules, instance)
    for step in rules.steps.values():
        moved = None if step.move is None else instance.moves.get(step.move)
        done = _done_on(step, moved, records)
        planned = _step(step, moved, known, papers, done=done, day=days[step.id], before=before)
        if planned.state is not State.DONE and not before:
            before = step.id
        yield _repeated(planned, records, known.as_of)


def _days(rules: Exit, instance: Instance) -> dict[str, date | None]:
    """By when each step is done: its move's day; before anything is asked that of the next move, later the last's."""
    found: dict[str, date | None] = {}
    last: date | None = instance.opened
    waiting: list[str] = []
    for step in rules.steps.values():
        moved = None if step.move is None else instance.moves.get(step.move)
        if moved is not None:
            last = moved.day
            found.update(dict.fromkeys(waiting, last))
            waiting = []
        elif step.phase == BEFORE:
            waiting.append(step.id)
        found[step.id] = last
    return found


def _done_on(step: Step, moved: Moved | None, records: Mapping[str, tuple[Row, ...]]) -> date | None:
    if step.move is not None:
        return moved.day if moved is not None and moved.is_made else None
    first = next(iter(records.get(step.id, ())), None)
    on = None if first is None else first.get("on")
    return on if isinstance(on, date) else None


def _step(
    step: Step,
    moved: Moved | None,
    known: Known,
    papers: frozenset[str],
    *,
    done: date | None,
    day: date | None,
    before: str,
) -> Planned:
    if done is not None:
        return Planned(step=step, day=done, state=State.DONE, is_late=False)
    said = True if step.when is None else known.holds(step.when)
    lacking = tuple(each for each in step.papers if each not in papers)
    facts = said.facts if isinstance(said, Missing) else ()
    facts += () if moved is None else moved.missing
    condition = step.when.text if step.when is not None and said is False else ""
    unsigned = moved.unsigned if moved is not None and step.signatures == BLOCKS else ()
    is_blocked = bool(lacking or facts or condition or unsigned)
    state = State.BLOCKED if is_blocked else State.WAITS if before else State.READY
    return Planned(
        step=step,
        day=day,
        state=state,
        is_late=day is not None and day < known.as_of,
        papers=lacking,
        facts=facts,
        condition=condition,
        fields=() if moved is None else moved.requires,
        signers=() if moved is None else moved.signers,
        unsigned=unsigned,
        after=before,
    )


def _repeated(planned: Planned, records: Mapping[str, tuple[Row, ...]], as_of: date) -> Planned:
    repeat, day = planned.step.repeat, planned.day
    if repeat is None or day is None:
        return planned
    days = [after(day, repeat.every, k) for k in range(1, repeat.times + 1)]
    done = [row.get("on") for row in records.get(planned.step.id, ())]
    times = []
    since = day
    for each in days:
        times.append((each, any(isinstance(on, date) and since < on <= each and on <= as_of for on in done)))
        since = each
    return evolve(planned, repeated=tuple(times))


def _stepped(
    rule: Deliveries | None, book: Book, known: Known, steps: tuple[Planned, ...]
) -> tuple[Paying | None, SteppedDown | None, tuple[str, ...]]:
    """The deliveries, or what they lack: the day they start, or a payment behaviour that can be told."""
    if rule is None:
        return None, None, ()
    as_of = known.as_of
    start = next((each.day for each in steps if each.step.id == rule.start), None)
    paying = read_paying(book, known.dealer, days_before(as_of, rule.pays.window), as_of)
    if paying is None or known.amount("exposure") is None:
        return None, None, ("invoices", "receipts")
    if start is None:
        return paying, None, (rule.start,)
    if len(paying.paid) < rule.pays.least:
        return paying, None, ("receipts",)
    usual, safe = paying.within(rule.pays.usual), paying.within(rule.pays.safe)
    if usual is None or safe is None:
        return paying, None, ("pays",)
    days = [after(start, rule.every, k) for k in range(len(rule.steps))]
    return paying, step_down(rule, days, paying.unpaid, usual, safe, as_of), ()


def after(day: date, length: Duration, times: int) -> date:
    """A day so many times a length of time later; ``check`` lets no length through that needs a calendar."""
    found = Duration(length.count * times, length.unit).after(day, EVERY_DAY)
    return day if isinstance(found, Unpublished) else found
