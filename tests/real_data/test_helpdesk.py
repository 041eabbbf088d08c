"""A real log of four years held against the flow of the example, and all of it worked out a second time."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from math import ceil
from pathlib import Path
from typing import NamedTuple

import holidays
import pytest

from dealerkit.assembly import load
from dealerkit.book import open_book
from dealerkit.workflow.auditing.audit import Audit, audit, conformance
from dealerkit.workflow.auditing.tallies import in_states, lasted, variants
from tests.conftest import ROOT

pytestmark = [pytest.mark.data, pytest.mark.slow]

EXAMPLE = ROOT / "examples" / "helpdesk"
CASES, EVENTS, WAYS = 4_479, 20_937, 193
AS_OF = date(2014, 1, 31)

MOVES = {
    "Insert ticket": ("enter", {"new"}, "entered"),
    "Assign seriousness": ("assign", {"new", "entered", "assigned"}, "assigned"),
    "Take in charge ticket": (
        "take",
        {"assigned", "in-charge", "waiting", "upgrade", "anomaly", "intervention", "resolved"},
        "in-charge",
    ),
    "Wait": ("wait", {"in-charge", "upgrade", "waiting"}, "waiting"),
    "Require upgrade": ("upgrade", {"in-charge", "waiting", "anomaly", "upgrade"}, "upgrade"),
    "Create SW anomaly": ("anomaly", {"in-charge", "waiting", "upgrade"}, "anomaly"),
    "Resolve SW anomaly": ("fix", {"anomaly"}, ""),
    "Schedule intervention": ("schedule", {"in-charge"}, "intervention"),
    "Resolve ticket": ("resolve", {"in-charge", "waiting", "upgrade", "anomaly", "intervention"}, "resolved"),
    "Closed": ("close", {"resolved"}, "closed"),
}
"""The flow in the words of the log: the move, where it may be made, where it leads; nowhere else if empty."""


class Row(NamedTuple):
    """An event: its row as a spreadsheet counts it, its moment, its activity."""

    number: int
    at: datetime
    activity: str


class Naive(NamedTuple):
    """What the naive reading finds of a case."""

    wrong: set[tuple[str, int]]
    late: dict[tuple[str, datetime], timedelta]
    stays: list[tuple[str, datetime, datetime]]
    ended: datetime


@pytest.fixture(scope="module")
def log(real_data: Path) -> Path:
    file = real_data / "helpdesk_log.csv"
    if not file.is_file():
        pytest.skip("the real data has no helpdesk_log.csv")
    return file


@pytest.fixture(scope="module")
def rows(log: Path) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    with log.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            moment = datetime.fromisoformat(row["Complete Timestamp"]).replace(tzinfo=UTC)
            found.setdefault(row["Case ID"], []).append(Row(number, moment, row["Activity"]))
    return found


@pytest.fixture(scope="module")
def audited(log: Path, tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """The audit of the log, read as the example reads its own."""
    book = tmp_path_factory.mktemp("helpdesk")
    (book / "columns.yaml").write_text((EXAMPLE / "book" / "columns.yaml").read_text("utf-8"), "utf-8")
    (book / log.name).symlink_to(log)
    policy = load([EXAMPLE / "policy"]).policy
    assert policy is not None
    return audit(policy, open_book(book), AS_OF)


@pytest.fixture(scope="module")
def naive(rows: Mapping[str, Sequence[Row]]) -> Mapping[str, Naive]:
    return {case: followed(events) for case, events in rows.items()}


class Step(NamedTuple):
    """An event that is a move: from which state to which, the same where it leads nowhere."""

    row: Row
    move: str
    state: str
    target: str


def steps(events: Sequence[Row]) -> Iterator[Step]:
    """The moves of a case, legal or not."""
    state = "new"
    for row in events:
        if row.activity in MOVES:
            move, _, target = MOVES[row.activity]
            yield Step(row, move, state, target or state)
            state = target or state


def followed(events: Sequence[Row]) -> Naive:
    """A case followed by hand."""
    changes = [each for each in steps(events) if each.target != each.state]
    since = [events[0].at, *(each.row.at for each in changes)]
    stays = [(each.state, begun, each.row.at) for each, begun in zip(changes, since, strict=False)]
    ended = next(each.row.at for each in reversed(changes) if each.target == "closed")
    open_ = [stay for stay in stays if stay[0] != "closed"]
    return Naive(set(wrong(events)), dict(delays(events[0].at, changes, stays)), open_, ended)


def wrong(events: Sequence[Row]) -> Iterator[tuple[str, int]]:
    """What is no move, what may not be made in its state, and waits that begin while the clock stands still."""
    yield from (("DK610", row.number) for row in events if row.activity not in MOVES)
    resolved = False
    for row, move, state, target in steps(events):
        if state not in MOVES[row.activity][1]:
            yield "DK611", row.number
        if move == "wait" and state == "waiting" and not resolved:
            yield "DK621", row.number
        resolved = resolved or target == "resolved"


def delays(
    begun: datetime, changes: Sequence[Step], stays: Sequence[tuple[str, datetime, datetime]]
) -> Iterator[tuple[tuple[str, datetime], timedelta]]:
    """By how much three clocks were missed."""
    taken = next((each for each in changes if each.target in {"in-charge", "resolved"}), None)
    if taken is not None and taken.target == "in-charge" and taken.row.at > begun + timedelta(days=15):
        yield ("take-charge", begun), taken.row.at - begun - timedelta(days=15)
    resolved = next(each for each in changes if each.target == "resolved")
    due = up(begun, timedelta(hours=720), [stay[1:] for stay in stays if stay[0] == "waiting"])
    if resolved.row.at > due:
        yield ("resolution", begun), resolved.row.at - due
    for state, since, until in stays:
        if state == "resolved" and until > since + timedelta(days=45):
            yield ("closing", since), until - since - timedelta(days=45)


def up(begun: datetime, length: timedelta, stood: Sequence[tuple[datetime, datetime]]) -> datetime:
    """When a time is up that does not run while the case waits."""
    for since, until in stood:
        if begun + length < since:
            break
        length += until - since
    return begun + length


def nearest_rank(lengths: Sequence[timedelta], percent: int) -> timedelta:
    return sorted(lengths)[ceil(percent * len(lengths) / 100) - 1]


def test_the_log_is_read_to_the_last_event(audited: Audit):
    count = audited.read["events"]
    assert (len(audited.cases), count.read, count.used, count.rejected) == (CASES, EVENTS, EVENTS, 0)


def test_the_events_that_break_a_rule_are_those_of_a_naive_replay(audited: Audit, naive: Mapping[str, Naive]):
    ours = {
        case.number: {
            (each.problem.code, each.problem.at.line)
            for each in case.findings
            if each.late is None and each.problem.at is not None
        }
        for case in audited.cases
    }
    assert ours == {case: found.wrong for case, found in naive.items()}


def test_the_delays_are_those_of_three_stop_watches(audited: Audit, naive: Mapping[str, Naive]):
    ours = {
        case.number: {(each.clock.id, each.run.started): each.late for each in case.clocks if each.is_late}
        for case in audited.cases
    }
    assert ours == {case: found.late for case, found in naive.items()}
    findings = sum(each.late is not None for case in audited.cases for each in case.findings)
    assert findings == sum(len(found.late) for found in naive.values())


def test_the_rate_of_conformance_is_exact(audited: Audit, naive: Mapping[str, Naive]):
    kept = sum(not found.wrong and not found.late for found in naive.values())
    found = conformance(audited.cases)
    assert (found.cases, found.conforming, found.violating, found.undetermined) == (CASES, kept, CASES - kept, 0)
    assert found.rate is not None
    assert found.rate * CASES == kept


def test_the_ways_are_those_of_the_log(audited: Audit, rows: Mapping[str, Sequence[Row]], naive: Mapping[str, Naive]):
    named = {name: move for name, (move, _, _) in MOVES.items()}
    named |= {"VERIFIED": "verified", "RESOLVED": "marked-resolved", "INVALID": "invalid", "DUPLICATE": "duplicate"}
    ways = {case: tuple(named[each.activity] for each in events) for case, events in rows.items()}
    kept = Counter(ways[case] for case, found in naive.items() if not found.wrong and not found.late)
    ours = variants(audited.cases)
    assert len(ours) == WAYS
    assert {each.moves: each.count for each in ours} == Counter(ways.values())
    assert {each.moves: each.conforming for each in ours if each.conforming} == kept
    assert [each.count for each in ours] == sorted((each.count for each in ours), reverse=True)
    assert sum(each.share for each in ours) == 1


def test_times_in_states_are_those_between_events(audited: Audit, naive: Mapping[str, Naive]):
    stays = [stay for found in naive.values() for stay in found.stays]
    flow = audited.flows[0]
    for each in in_states(audited.cases, flow.states):
        lengths = [until - since for state, since, until in stays if state == each.state]
        assert each.elapsed is not None
        assert each.elapsed.count == len(lengths)
        assert each.elapsed.median == nearest_rank(lengths, 50)
        assert each.elapsed.nine_of_ten == nearest_rank(lengths, 90)
        assert each.elapsed.longest == max(lengths)


def test_working_time_in_states_is_counted_day_by_day(audited: Audit, naive: Mapping[str, Naive]):
    free = holidays.country_holidays("IT", years=range(2010, 2015))
    one_day = timedelta(days=1)

    def worked(since: datetime, until: datetime) -> timedelta:
        total, day = timedelta(), datetime(since.year, since.month, since.day, tzinfo=UTC)
        while day <= until:
            if day.weekday() < 5 and day.date() not in free:
                opens, closes = day + timedelta(hours=7), day + timedelta(hours=17)
                total += max(min(until, closes) - max(since, opens), timedelta())
            day += one_day
        return total

    stays = [stay for found in naive.values() for stay in found.stays]
    for each in in_states(audited.cases, audited.flows[0].states):
        lengths = [worked(since, until) for state, since, until in stays if state == each.state]
        assert each.working is not None
        assert (each.working.median, each.working.longest) == (nearest_rank(lengths, 50), max(lengths)), each.state


def test_the_time_from_beginning_to_end(audited: Audit, rows: Mapping[str, Sequence[Row]], naive: Mapping[str, Naive]):
    lengths = [naive[case].ended - events[0].at for case, events in rows.items()]
    found = lasted(audited.cases)
    assert found is not None
    assert (found.count, found.median, found.longest) == (CASES, nearest_rank(lengths, 50), max(lengths))
    assert found.longest < timedelta(days=60)
