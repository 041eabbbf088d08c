"""Test cases of flows: a case that began, what happened in it, and what may happen now.

of: flows.complaint
given:
  opened: "2026-03-02 09:00"
  case.kind: quality
  events:
    - {at: "2026-03-02 10:00", name: judge, actor: ann, role: supervisor, founded: true}
  now: "2026-03-03 09:00"
  clock: close
expect: {state: judged, due: "2026-03-09 18:00", may: [answer, ask]}

Who somebody is stands in tables of the case, as in a book: ``employees``, ``delegations``, ``customers`` and
``territories``. A case of ``flows.complaint.statistics`` is one of the monthly table (``tested_statistics``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Sequence as AbstractSequence
from datetime import datetime

from attrs import evolve, frozen

from dealerkit.book import FirstRejects
from dealerkit.book.dates import DEFAULT_MOMENTS, date_formats
from dealerkit.book.given import given_book, told
from dealerkit.decisions import Decision, Outcome, Reason, Rule
from dealerkit.policy.cases import Case as TestCase
from dealerkit.policy.given import given_facts
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar, Sequence
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading, described
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg, nearest
from dealerkit.values.work_clock import WorkClock
from dealerkit.workflow.case import open_case, replay
from dealerkit.workflow.compiled import Compiled
from dealerkit.workflow.events import Event, Opened
from dealerkit.workflow.flow import Flow, flows_of
from dealerkit.workflow.ground import ground_of
from dealerkit.workflow.outlook import Outlook, look
from dealerkit.workflow.people import DELEGATIONS, EMPLOYEES
from dealerkit.workflow.timing import clock_of

_A_FLOW = 2
"""Steps in the address of a flow."""

PEOPLE = (EMPLOYEES, DELEGATIONS, "customers", "territories")
"""The tables a case may give: who somebody is, and where customers lie."""

OWN = ("opened", "opened_by", "complained_about", "events", "now", "clock", "actor", "role", "department")
"""What a case gives beside facts: when it was opened and by whom, its events, the moment, who asks."""

_OF_EVENTS = ("at", "name", "actor", "role", "department")
_FORMATS = date_formats(DEFAULT_MOMENTS)


def answer(policy: Policy, case: TestCase, reading: Reading) -> Decision | None:
    """Decide a test case about a flow; None, with the reason reported, if it cannot be read.

    The decision has the figures ``state``, ``may`` and ``may_not`` (ids of moves), ``violations`` (codes, in the
    order of the events), ``wake_up``, ``told`` (roles of notices and alarms due by now), ``acting`` (the roles in
    which the actor who asks may act, by the tables given), ``people`` (codes of what is wrong with the delegations),
    and of the clock asked about, or the only one: ``due``, ``goal``, ``late`` (minutes) and ``paused_since``. It is
    undetermined where a fact is missing (DK003), or a calendar does not reach as far as a time runs (DK641).
    """
    given, address = case.given, case.rule.address
    if not isinstance(given, MappingNode):
        reading.report("DK132", given, address, kind="mapping", found=described(given))
        return None
    path = steps(case.of)
    if path[2:3] == ("statistics",):
        from dealerkit.workflow.tested_statistics import answer as answer_statistics

        return answer_statistics(policy, case, reading)
    if len(path) != _A_FLOW:
        testable = tuple(each for flow in flows_of(policy) for each in (f"flows.{flow}", f"flows.{flow}.statistics"))
        reading.report("DK260", case.rule.at, address, case=case.id, of=case.of, nearest=nearest(case.of, testable))
        return None
    flow = flows_of(policy)[path[1]]
    working = clock_of(flow, policy)
    known = given_facts(given, policy, reading, (*OWN, *PEOPLE))
    rejects = FirstRejects()
    book = given_book(_only(PEOPLE, given), (), reading, address, case.known_at, rejects)
    if working is None or book is None or reading.problems:
        return None
    at = _Moments(working, reading, address)
    facts = {name: value for name, value in known.items() if not isinstance(value, Missing)}
    opened = at.read(given, "opened") or datetime(
        case.as_of.year, case.as_of.month, case.as_of.day, tzinfo=working.zone
    )
    now = at.read(given, "now")
    events = list(_events(given.get("events"), policy, at, reading, address))
    if reading.problems:
        return None
    compiled, ground = Compiled(flow), ground_of(policy, flow, book)
    reading.problems.extend(told([*book.problems, *(each.problem for each in rejects.first)], given, address))
    if reading.problems:
        return None
    suspects = frozenset(_words(given.get("complained_about")))
    begun = open_case(
        compiled,
        Opened(case=case.id, at=opened, by=_word(given, "opened_by"), complained_about=suspects, facts=facts),
    )
    actor, role = _word(given, "actor"), _word(given, "role")
    who = Event(opened, "", actor, role, _word(given, "department")) if actor or role else None
    found = replay(compiled, begun, events, ground)
    seen = look(compiled, found, now or found.last, working, ground, who)
    people = ground.people
    duties = () if people is None or not actor else people.duties(actor, seen.now) or ()
    about_people: list[tuple[str, Arg]] = [
        ("acting", tuple(dict.fromkeys(each.role for each in duties))),
        ("people", tuple(each.code for each in (() if people is None else people.problems))),
    ]
    return _decision(seen, flow, _word(given, "clock"), working, case, policy, about_people)


def _only(tables: tuple[str, ...], given: MappingNode) -> MappingNode:
    return evolve(given, entries={name: entry for name, entry in given.entries.items() if name in tables})


def _decision(
    seen: Outlook,
    flow: Flow,
    clock: str,
    working: WorkClock,
    case: TestCase,
    policy: Policy,
    about_people: AbstractSequence[tuple[str, Arg]],
) -> Decision:
    values: list[tuple[str, Arg]] = [
        ("state", seen.case.state),
        ("may", tuple(each.move.transition.id for each in seen.choices if each.is_allowed)),
        ("may_not", tuple(each.move.transition.id for each in seen.choices if not each.is_allowed)),
        ("violations", tuple(each.code for each in seen.case.violations)),
        ("wake_up", _shown(seen.wake_up, working)),
        ("told", tuple(dict.fromkeys(_told(seen)))),
        *about_people,
    ]
    rules: list[Rule] = []
    missing = [name for each in seen.notices for name in each.missing]
    for each in seen.clocks:
        missing += each.missing
        if each.goal is not None:
            rules.append(each.goal.rule)
        if clock in {"", each.clock.id}:
            values = [
                *(known for known in values if known[0] not in {"due", "goal", "late", "paused_since"}),
                ("due", _shown(each.due, working)),
                ("goal", each.goal.id if each.goal else ""),
                ("late", int(each.late.total_seconds() // 60)),
                ("paused_since", _shown(each.run.paused_since, working)),
            ]
    transitions, states = flow.transitions, flow.states
    visited = (*(each.state for each in seen.case.history), seen.case.state)
    rules += (states[each].rule for each in visited if each)
    rules += (transitions[each.move].rule for each in seen.case.history)
    rules += (each.move.transition.rule for each in seen.choices if each.is_allowed)
    rules += (each.notice.rule for each in seen.notices)
    rules += (each.rule for each in seen.alarms)
    code = "DK003" if missing else seen.problems[0].code if seen.problems else ""
    return Decision(
        Outcome.UNDETERMINED if code else Outcome.GRANTED,
        code,
        None,
        tuple(values),
        tuple(Reason("flow", rule) for rule in dict.fromkeys(rules)),
        missing=tuple(dict.fromkeys(missing)),
        as_of=case.as_of,
        known_at=case.known_at,
        revision=policy.header.revision,
    )


def _told(seen: Outlook) -> Iterator[str]:
    for notice in seen.notices:
        if notice.due is not None and notice.due <= seen.now and notice.told is None:
            yield from notice.notice.to
    for alarm in seen.alarms:
        yield from alarm.to


@frozen
class _Moments:
    """Reads moments as the flow's zone has them."""

    working: WorkClock
    reading: Reading
    address: str

    def read(self, given: MappingNode, key: str) -> datetime | None:
        """The moment under a key; None where there is none, or with DK623 where it cannot be read."""
        node = given.get(key)
        if node is None:
            return None
        text = node.text if isinstance(node, Scalar) else ""
        found = next((moment for each in _FORMATS if (moment := each.read(text)) is not None), None)
        if found is None:
            self.reading.report("DK623", node, self.address, key=key, value=text)
            return None
        return found if found.tzinfo is not None else found.replace(tzinfo=self.working.zone)


def _events(node: Node | None, policy: Policy, at: _Moments, reading: Reading, address: str) -> Iterator[Event]:
    for item in node.items if isinstance(node, Sequence) else (() if node is None else (node,)):
        if not isinstance(item, MappingNode):
            reading.report("DK132", item, address, kind="mapping", found=described(item))
            continue
        moment = at.read(item, "at")
        if moment is None:
            if item.get("at") is None:
                reading.report("DK131", item, address, key="at", doc="when it happened")
            continue
        named = {
            key if "." in key or key in _OF_EVENTS else f"case.{key}": entry for key, entry in item.entries.items()
        }
        facts = given_facts(evolve(item, entries=named), policy, reading, _OF_EVENTS)
        fields: Mapping[str, Value] = {name: value for name, value in facts.items() if not isinstance(value, Missing)}
        yield Event(
            moment,
            _word(item, "name"),
            _word(item, "actor"),
            _word(item, "role"),
            _word(item, "department"),
            fields,
            item.at,
        )


def _word(given: MappingNode, key: str) -> str:
    node = given.get(key)
    return node.text if isinstance(node, Scalar) else ""


def _words(node: Node | None) -> Iterator[str]:
    for each in node.items if isinstance(node, Sequence) else (() if node is None else (node,)):
        if isinstance(each, Scalar):
            yield each.text


def _shown(moment: datetime | None, working: WorkClock) -> str:
    return "" if moment is None else moment.astimezone(working.zone).strftime("%Y-%m-%d %H:%M")
