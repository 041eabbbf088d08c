"""The exit as a case of its flow: what happened of it, and when each move that is still to be made is due.

The case in the book is folded as any other; the moves ahead are then made in thought, each on the day on which the
flow's clock for it is up, and where no clock runs for it on the day of the move before. A move that cannot be made
where the case stands has no day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from attrs import frozen

from dealerkit.authority.signing import Document, Signing, Verdict
from dealerkit.book import Book
from dealerkit.governance.exit.rule import Exit
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Value
from dealerkit.workflow.asking import CaseDesk, Ready
from dealerkit.workflow.case import Case, open_case, replay
from dealerkit.workflow.events import Event, Opened
from dealerkit.workflow.flow import Flow, flows_of
from dealerkit.workflow.outlook import clocks_of

_AN_INSTANT = timedelta(microseconds=1)


@frozen(kw_only=True)
class Moved:
    """One move: the day it was made or is due (None where nobody can tell), and the state it leads to."""

    move: str
    day: date | None
    is_made: bool
    actor: str = ""
    state: str = ""
    signers: tuple[str, ...] = ()
    """The roles that may make it, as it names them; or those the authority matrix names that have not signed yet."""
    unsigned: tuple[str, ...] = ()
    """Of these the ones that the authority matrix names: a signature of theirs is missing."""
    requires: tuple[str, ...] = ()
    """What must be filled in with it and is not."""
    missing: tuple[str, ...] = ()


@frozen(kw_only=True)
class Instance:
    """One exit: its case, if the book has one, its state, and every move of the plan."""

    flow: Flow
    case: str
    state: str
    opened: date
    moves: Mapping[str, Moved]


def flow_of(policy: Policy, rules: Exit) -> Flow | None:
    """The flow of the exit; None where the policy has none of that name."""
    return flows_of(policy).get(rules.flow)


def instance_of(
    policy: Policy, rules: Exit, book: Book, dealer: str, start: date, as_of: date, amount: Value | None
) -> Instance | None:
    """The dealer's exit: the last case of the flow that was open by the day, or one that begins on ``start``."""
    desk = CaseDesk(policy, book)
    flow = flow_of(policy, rules)
    ready = None if flow is None else desk.ready(flow)
    if flow is None or ready is None:
        return None
    now = ready.moment(as_of)
    stories = [
        each
        for each in desk.stories.values()
        if each.flow.id == flow.id and each.opened.facts.get("case.customer") == dealer and each.opened.at <= now
    ]
    wanted = [each.move for each in rules.steps.values() if each.move is not None]
    if stories:
        story = max(stories, key=lambda each: each.opened.at)
        begun = open_case(ready.compiled, story.opened)
        case = replay(ready.compiled, begun, (each for each in story.events if each.at <= now), ready.ground)
        number = story.opened.case
    else:
        facts: dict[str, Value] = {"case.customer": dealer}
        if amount is not None:
            facts["case.amount"] = amount
        opened = datetime(start.year, start.month, start.day, tzinfo=ready.working.zone)
        case, number = open_case(ready.compiled, Opened(case="", at=opened, facts=facts)), ""
    begun_on = case.opened.at.astimezone(ready.working.zone).date()
    signing = Signing(policy, book, as_of)
    moves = {**_made(case, ready), **_ahead(ready, case, wanted, signing, number)}
    return Instance(flow=flow, case=number, state=case.state, opened=begun_on, moves=moves)


def _made(case: Case, ready: Ready) -> dict[str, Moved]:
    return {
        each.move: Moved(
            move=each.move,
            day=each.at.astimezone(ready.working.zone).date(),
            is_made=True,
            actor=each.actor,
            state=each.target,
        )
        for each in case.history
    }


def _ahead(ready: Ready, case: Case, wanted: Sequence[str], signing: Signing, number: str) -> dict[str, Moved]:
    """Every move that is still to be made, in thought."""
    made = {each.move for each in case.history}
    found: dict[str, Moved] = {}
    known = True
    for name in wanted:
        if name in made or name in found:
            continue
        before = case
        move = ready.compiled.moves[before.state][name]
        if not move.is_legal:
            known = False
            found[name] = Moved(move=name, day=None, is_made=False, missing=(f"{ready.flow.id}.{before.state}",))
            continue
        due, missing = _due(ready, case, name)
        known = known and due is not None
        at = _on_its_day(due, ready) if due is not None else case.last
        signers, unsigned = _signers(ready, name, before, signing, number)
        case = replay(ready.compiled, case, (Event(max(at, case.last), name),), ready.ground)
        day = max(at, before.last).astimezone(ready.working.zone).date()
        found[name] = Moved(
            move=name,
            day=day if known else None,
            is_made=False,
            state=case.state,
            signers=signers,
            unsigned=unsigned,
            requires=tuple(each for each in move.requires if before.facts.get(each) in {None, ""}),
            missing=missing,
        )
    return found


def _on_its_day(due: datetime, ready: Ready) -> datetime:
    """A time that ends at midnight ends with the day before; a move in thought is made on that day."""
    local = due.astimezone(ready.working.zone)
    is_midnight = (local.hour, local.minute, local.second, local.microsecond) == (0, 0, 0, 0)
    return due - _AN_INSTANT if is_midnight else due


def _due(ready: Ready, case: Case, name: str) -> tuple[datetime | None, tuple[str, ...]]:
    """When a move is due by the clocks that it would stop; at once where there is none."""
    move = ready.compiled.moves[case.state][name]
    running = [
        each
        for each in clocks_of(ready.compiled, case, case.last, ready.working, ready.ground)
        if each.is_running and each.clock.until.is_met(case.state, move.target, name)
    ]
    missing = tuple(fact for each in running for fact in each.missing)
    dues = [each.due for each in running if each.due is not None]
    if not dues and running:
        return None, missing or tuple(f"{ready.flow.id}.{each.clock.id}" for each in running)
    return min(dues, default=case.last), missing


def _signers(
    ready: Ready, name: str, case: Case, signing: Signing, number: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who may make the move, and whose signature is missing.

    A signature counts if `approvals` has it granted under the case's number and amount. Where the matrix cannot name
    anybody, the authority itself stands for the signature.
    """
    transition = ready.compiled.moves[case.state][name].transition
    if transition.authority is None:
        return transition.by, ()
    signed = ready.ground.signature(transition.authority, case.facts)
    roles = tuple(str(signed.value(role)) for role in ("role", "second") if signed.value(role))
    if not roles:
        return (), (f"authority.{transition.authority}",)
    amount = case.facts.get("case.amount")
    asked = amount if isinstance(amount, Decimal) else None
    document = Document(transition.authority, number, asked, is_whole=asked is None)
    judged = signing.judged(document, signed)
    left = roles if not number or judged.verdict is Verdict.REFUSED else judged.missing
    return left, left
