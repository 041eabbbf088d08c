"""What flows cost: the next moves of a long case, the audit of a log, working time over a year.

Run ``python benchmarks/flows.py [LOG]``. LOG is the help desk's log (CSV), with which the audit is timed as well; a
synthetic log of the same mix is timed in any case. All times are processor time, the best of many rounds in turn.

The case of 50 events follows the complaint flow of ``examples/complaints``: the whole path to the satisfaction call
(12 moves), two investigations sent back and made again (4), three notices told, a compensation without an amount, and
thirty notes of a hotline that tries to calm the customer, among them one made by somebody who may not.
"""

from __future__ import annotations

import csv
import gc
import io
import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

from dealerkit.assembly import load
from dealerkit.book import open_book
from dealerkit.cli import COLLECT_AFTER
from dealerkit.policy.policy import Policy
from dealerkit.workflow.auditing.audit import Audit, audit, conformance
from dealerkit.workflow.auditing.tallies import by_role, by_rule, in_states, lasted, variants
from dealerkit.workflow.case import open_case, replay
from dealerkit.workflow.compiled import Compiled
from dealerkit.workflow.events import Event, Opened
from dealerkit.workflow.flow import flows_of
from dealerkit.workflow.ground import ground_of
from dealerkit.workflow.outlook import look
from dealerkit.workflow.timing import clock_of

EXAMPLES = Path(__file__).parent.parent / "examples"
ROUNDS, OF_CASES, AGAIN = 7, 100, 10
BEGUN = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
WAYS = (
    (0.55, ("Assign seriousness", "Take in charge ticket", "Resolve ticket", "Closed")),
    (0.25, ("Assign seriousness", "Take in charge ticket", "Wait", "Resolve ticket", "Closed")),
    (
        0.10,
        ("Assign seriousness", "Take in charge ticket", "Wait", "Take in charge ticket", "Resolve ticket", "Closed"),
    ),
    (0.05, ("Assign seriousness", "Resolve ticket", "Closed")),
    (0.05, ("Assign seriousness", "Assign seriousness", "Take in charge ticket", "Resolve ticket", "Closed")),
)
"""The shares of the commonest ways in the help desk's log, rounded."""


def main() -> None:
    """Print the figures and ratios."""
    gc.set_threshold(*COLLECT_AFTER)
    next_moves()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.csv"
        write_log(log)
        of_a_log("synthetic log", log)
    if len(sys.argv) > 1:
        of_a_log(Path(sys.argv[1]).name, Path(sys.argv[1]))
    working_time()


def next_moves() -> None:
    """The next moves of a case of 50 events beside reading the events ten times."""
    policy = policy_of("complaints")
    flow = flows_of(policy)["complaint"]
    compiled, ground, working = Compiled(flow), ground_of(policy, flow), clock_of(flow, policy)
    if working is None:
        raise SystemExit("the example has no calendar")
    events = long_case()
    opened = Opened(case="1042", at=BEGUN, by="wang", facts={"case.kind": "quality", "case.customer": "C7"})
    text = csv_of(events)
    now = events[-1].at + timedelta(hours=3)

    def asked() -> None:
        look(compiled, replay(compiled, open_case(compiled, opened), events, ground), now, working, ground)

    def parsed() -> None:
        for _ in range(AGAIN):
            for row in csv.DictReader(io.StringIO(text)):
                datetime.fromisoformat(row["at"])

    found = replay(compiled, open_case(compiled, opened), events, ground)
    best = in_turn({"next": asked, "read": parsed}, times=OF_CASES)
    print(f"next moves, {len(events)} events, {len(found.violations)} violations {best['next'] * 1e6:8.0f} us")
    print(f"reading them {AGAIN} times                 {best['read'] * 1e6:8.0f} us")
    print(f"next / reading                         {best['next'] / best['read']:8.3f}  (at most 0.2)")


def of_a_log(name: str, log: Path) -> None:
    """The audit of a log beside reading it once."""
    policy = policy_of("helpdesk")
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder)
        (book / "columns.yaml").write_bytes((EXAMPLES / "helpdesk" / "book" / "columns.yaml").read_bytes())
        (book / "log.csv").write_bytes(log.read_bytes())
        found: dict[str, Audit] = {}
        kept: dict[str, object] = {}

        def audited() -> None:
            found["audit"] = audit(policy, open_book(book), date(2014, 12, 31))

        def whole() -> None:
            audited()
            cases = found["audit"].cases
            for each in (conformance, by_rule, by_role, variants, lasted):
                each(cases)
            in_states(cases, found["audit"].flows[0].states)

        def read() -> None:
            with (book / "log.csv").open(encoding="utf-8-sig", newline="") as file:
                log = [(row, datetime.fromisoformat(row["Complete Timestamp"])) for row in csv.DictReader(file)]
            kept["log"] = log

        best = in_turn({"audit": audited, "whole": whole, "read": read})
        cases = found["audit"].cases
    print(f"{name}: {len(cases):,} cases, {conformance(cases).conforming:,} keep every rule")
    print(f"audit / reading                        {best['audit'] / best['read']:8.2f}  (at most 4)")
    print(f"with every figure / reading            {best['whole'] / best['read']:8.2f}")


def working_time() -> None:
    """2,000 working hours added beside 4."""
    policy = policy_of("helpdesk")
    clock = clock_of(flows_of(policy)["ticket"], policy)
    if clock is None:
        raise SystemExit("the example has no calendar")
    start = datetime(2012, 3, 5, 10, 17, tzinfo=UTC)
    lengths = {"2,000 hours": timedelta(hours=2_000), "4 hours": timedelta(hours=4)}
    best = in_turn({name: partial(clock.after, start, each) for name, each in lengths.items()}, times=20_000)
    print(f"2,000 working hours / 4                {best['2,000 hours'] / best['4 hours']:8.2f}  (at most 1.5)")


def in_turn(done: dict[str, Callable[[], object]], times: int = 1) -> dict[str, float]:
    """The best processor time of each, all of them in every round."""
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, run in done.items():
            gc.collect()
            begun = time.process_time()
            for _ in range(times):
                run()
            best[name] = min(best.get(name, float("inf")), (time.process_time() - begun) / times)
    return best


def policy_of(example: str) -> Policy:
    """The policy of an example."""
    found = load([EXAMPLES / example / "policy"]).policy
    if found is None:
        raise SystemExit(f"the policy of {example} is not sound")
    return found


def long_case() -> tuple[Event, ...]:
    """The 50 events of the module's first lines."""
    path: list[tuple[str, str, str, dict[str, str | bool]]] = [
        ("judge", "wang", "store", {"case.founded": True}),
        ("accept", "li", "supervisor", {}),
        ("tell-head", "wang", "store", {}),
        ("assign", "xing", "administration", {"case.assigned_to": "service"}),
        ("tell-crisis", "li", "supervisor", {}),
        ("tell-ceo", "pin", "brand-division", {}),
    ]
    investigation = {"case.investigation": "paint of a bad batch", "case.responsible": "supplier"}
    for _ in range(2):
        path += [("investigate", "zhang", "department", dict(investigation)), ("send-back", "li", "supervisor", {})]
    path += [("investigate", "zhang", "department", dict(investigation)), ("review", "li", "supervisor", {})]
    for number in range(30):
        role = "customer-service" if number else "legal"
        path.append(("de-escalate", f"sun{number % 3}", role, {"case.option": "hold the line"}))
    path += [
        ("opine", "xing", "administration", {"case.opinion": "paint it again, apologise"}),
        ("approve", "zong", "general-manager", {}),
        ("draft", "zhang", "department", {}),
        ("agree", "zhao", "department-manager", {}),
        ("reply", "sun1", "customer-service", {"case.reply": "in writing"}),
        ("carry-out", "zhang", "department", {"case.signed": True}),
        ("compensate", "zhang", "department", {}),
        ("call", "sun2", "customer-service", {"case.satisfied": True}),
    ]
    step = timedelta(hours=3, minutes=10)
    return tuple(
        Event(BEGUN + step * (number + 1), name, actor, role, "", dict(fields))
        for number, (name, actor, role, fields) in enumerate(path)
    )


def csv_of(events: tuple[Event, ...]) -> str:
    """The events as a company would export them, one column for each thing that is filled in."""
    filled = tuple(dict.fromkeys(name for each in events for name in each.fields))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["event", "case", "at", "name", "actor", "role", "department", *filled])
    for number, each in enumerate(events, 1):
        values = [each.fields.get(name, "") for name in filled]
        writer.writerow([number, "1042", each.at.isoformat(), each.name, each.actor, each.role, "", *values])
    return out.getvalue()


def write_log(path: Path, cases: int = 4_500) -> None:
    """A log as the help desk writes it."""
    rng = random.Random(20140103)  # noqa: S311 - a synthetic log must repeat, not be secret
    heading = (EXAMPLES / "helpdesk" / "book" / "invented-log.csv").read_text("utf-8").splitlines()[0]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading.split(","))
        for case in range(cases):
            moment = datetime(2012, 1, 2, 8, tzinfo=UTC) + timedelta(minutes=rng.randrange(600_000))
            (way,) = rng.choices([way for _, way in WAYS], [share for share, _ in WAYS])
            for number, move in enumerate(way, 1):
                stamp = moment.strftime("%Y-%m-%d %H:%M:%S")
                kept = [f"Value {number}"] * (len(heading.split(",")) - 6)
                writer.writerow([f"Case {case}", move, f"Value {rng.randrange(20)}", stamp, *kept, "0.0", number])
                moment += timedelta(seconds=rng.randrange(1_500_000))


if __name__ == "__main__":
    main()
