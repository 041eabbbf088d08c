"""What an answer of the order desk costs, beside a comparable decision graph of zen-engine.

Run ``python benchmarks/desk.py``; zen-engine comes with the extra ``bench``. The policy and the graph ask the
same: three conditions of eligibility, a rolling limit with an opening limit, the exposure, three checks, a ladder
of three steps. zen is given the figures of the account ready made; the desk keeps them itself, from movements that
go on between the questions. All times are processor time, the best of many rounds taken in turn.
"""

from __future__ import annotations

import gc
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from dealerkit.assembly import loads
from dealerkit.book import Book
from dealerkit.cli import COLLECT_AFTER
from dealerkit.credit.desk import OrderDesk
from dealerkit.credit.order import Order
from dealerkit.credit.positions.movements import Invoiced, Movement, Received
from dealerkit.credit.results import Action
from dealerkit.policy.policy import Policy

DEALERS, INVOICES, ROUNDS, QUESTIONS, LARGEST = 500, 40, 20, 500, 30_000
FIRST = date(2026, 3, 2)
SHARES = {"unfiled": 0.02, "uncleared": 0.02, "overdue": 0.08, "new": 0.03}

POLICY = """
policy: {name: desk, revision: "1", currency: CNY, rounding: {to: 0.01, mode: half-up}, effective: 2026-01-01..}
credit:
  payment_days: 30
  eligible:
    - {id: file, when: dealer.filed, otherwise: cash-first, plan: true}
    - {id: agreement, when: contract.settlement_agreement, otherwise: cash-first}
    - {id: last-year, when: account.last_year_balance <= 0, otherwise: cash-first, plan: true}
  limits:
    rolling: {rolling: {days: 30}, opening: {limit: 20_000}}
  checks:
    - {id: limit, static: {above: 100%}, then: over-limit}
    - {id: overdue, overdue_share: {above: 20%}, then: refer, to: sales-department}
    - {id: oldest, oldest_item: {clock: term, above: 0}, then: refer, to: sales-department}
  over_limit:
    count: year
    steps:
      - {id: first, times: 1, shipment: {below: 1/3}, sign: regional-manager, expires: 7 days}
      - {id: last, after: first, times: 1, shipment: {below: 1/3}, sign: sales-director, due: end-of-month}
      - {id: cash, cash_first: true, plan: true}
"""


def book_of(rng: random.Random) -> Book:
    """A synthetic book: dealers with forty invoices in ninety days, most of them paid."""
    customers, contracts, invoices, receipts, releases = [], [], [], [], []
    for n in range(DEALERS):
        dealer = f"D{n:04}"
        kind = next((each for each, share in SHARES.items() if rng.random() < share), "")
        customers.append({"customer": dealer, "kind": "dealer", "status": "active", "filed": str(kind != "unfiled")})
        contracts.append({"contract": f"K{n}", "customer": dealer, "settlement_agreement": "true", "payment_days": 30})
        if kind == "new":
            continue
        for i in range(INVOICES):
            day = FIRST - timedelta(days=rng.randrange(1, 90))
            if kind == "uncleared" and i == 0:
                day = date(2025, 12, 1)
            number, amount = f"F{n}-{i}", rng.randrange(1_000, 9_000)
            invoices.append(
                {"invoice": number, "date": day, "customer": dealer, "gross_amount": amount,
                 "due_on": day + timedelta(days=30)}
            )  # fmt: skip
            is_open = (kind == "uncleared" and i == 0) or day > FIRST - timedelta(days=35 if kind == "overdue" else 18)
            if not is_open:
                receipts.append(
                    {"receipt": f"R{n}-{i}", "date": day + timedelta(days=1), "customer": dealer, "amount": amount,
                     "invoice": number}
                )  # fmt: skip
        if n % 7 == 0:
            releases.append(
                {"release": f"L{n}", "order": f"OLD{n}", "customer": dealer, "date": date(2026, 2, 2), "amount": 5_000,
                 "signed_by": "E1", "role": "regional-manager", "kind": "first"}
            )  # fmt: skip
    return Book.from_tables(
        {
            "customers": customers,
            "contracts": contracts,
            "invoices": invoices,
            "receipts": receipts,
            "releases": releases,
            "orders": [],
            "deliveries": [],
        }
    )


def orders_of(rng: random.Random, count: int) -> list[Order]:
    """Orders of many sizes, of dealers in no order."""
    return [
        Order(customer=f"D{rng.randrange(DEALERS):04}", amount=Decimal(rng.randrange(500, LARGEST)), order=f"S{n}")
        for n in range(count)
    ]


def movements_of(rng: random.Random, round_: int, count: int) -> list[Movement]:
    """What happens in between: an invoice, or money that pays none yet."""
    found: list[Movement] = []
    for n in range(count):
        dealer, number = f"D{rng.randrange(DEALERS):04}", f"{round_}-{n}"
        amount = Decimal(rng.randrange(1_000, 9_000))
        if n % 2:
            found.append(Received(day=FIRST, customer=dealer, receipt=f"RN{number}", amount=amount))
        else:
            due = FIRST + timedelta(days=30)
            invoice = f"FN{number}"
            found.append(Invoiced(day=FIRST, customer=dealer, invoice=invoice, amount=amount, due_on=due, term_on=due))
    return found


class Clock:
    """The best time of each thing measured, for one call of it, and what the answers were."""

    def __init__(self) -> None:
        self.best: dict[str, float] = {}
        self.actions: Counter[str] = Counter()

    def time(self, name: str, call: Callable[[Any], object], given: Sequence[Any]) -> None:
        """Call it for each of ``given``."""
        start = time.process_time_ns()
        for each in given:
            call(each)
        self.keep(name, (time.process_time_ns() - start) / len(given) / 1_000)

    def keep(self, name: str, microseconds: float) -> None:
        """Keep a time if it is the best."""
        self.best[name] = min(self.best.get(name, float("inf")), microseconds)


def run(policy: Policy, book: Book, rng: random.Random, zen: Zen | None) -> Clock:
    """All rounds, each at a desk just opened: the same mix of questions, the movements in between, zen's turns."""
    clock = Clock()
    everyone = [Order(customer=f"D{n:04}", amount=Decimal(4_000)) for n in range(DEALERS)]
    for n in range(ROUNDS):
        desk = OrderDesk.open(policy, book, FIRST)
        orders = orders_of(rng, QUESTIONS)
        clock.time("first", desk.check, everyone)
        work(desk, orders, movements_of(rng, n, QUESTIONS // 10), clock)
        whole(desk, orders, clock)
        if zen is not None:
            contexts = [zen.context(desk, each) for each in orders[:100]]
            clock.time("zen", zen.decide, contexts)
            clock.time("zen trace", zen.trace, contexts)
            clock.time("zen empty", zen.nothing, contexts)
    return clock


def whole(desk: OrderDesk, orders: Sequence[Order], clock: Clock) -> None:
    """Answers with their decisions: outcome, code, figures and every reason put together."""

    def decided(order: Order) -> object:
        return desk.check(order).decision

    def traced(order: Order) -> object:
        return desk.trace(order).decision

    actions = [desk.check(each).action for each in orders]
    clock.actions.update(each.value for each in actions)
    failing = [order for order, action in zip(orders, actions, strict=True) if action is not Action.SHIP]
    clock.time("decision", decided, orders)
    clock.time("failing", decided, failing)
    clock.time("trace", traced, orders)


def work(desk: OrderDesk, orders: Sequence[Order], news: Sequence[Movement], clock: Clock) -> None:
    """A stretch of work: twenty questions, then two orders placed and two movements, over and over."""
    asked, moved = 0, 0
    for start in range(0, len(orders), 20):
        part = orders[start : start + 20]
        begin = time.process_time_ns()
        for each in part:
            desk.check(each)
        asked += time.process_time_ns() - begin
        placed = [Order(customer=each.customer, amount=each.amount, order=f"P{each.order}") for each in part[:2]]
        begin = time.process_time_ns()
        for each in placed:
            desk.place(each)
        for movement in news[start // 10 : start // 10 + 2]:
            desk.add(movement)
        moved += time.process_time_ns() - begin
    clock.keep("check", asked / len(orders) / 1_000)
    clock.keep("move", moved / (len(orders) // 5) / 1_000)


class Zen:
    """The comparable graph in zen-engine."""

    def __init__(self) -> None:
        import zen  # type: ignore[import-not-found]

        engine = zen.ZenEngine()
        nodes = _nodes()
        whole = engine.create_decision({"nodes": nodes, "edges": _edges(nodes)})
        ends = [nodes[0], nodes[-1]]
        empty = engine.create_decision({"nodes": ends, "edges": _edges(ends)})
        self.decide: Callable[[Any], Any] = whole.evaluate
        self.trace: Callable[[Any], Any] = lambda context: whole.evaluate(context, {"trace": True})
        self.nothing: Callable[[Any], Any] = empty.evaluate

    @staticmethod
    def context(desk: OrderDesk, order: Order) -> dict[str, object]:
        """The account's figures ready made, as a program that keeps them elsewhere would pass them."""
        answer, position = desk.trace(order), desk.standing.positions.of(order.customer)
        facts = desk.standing.facts(order.customer, desk.day)
        oldest = next((each.value for each in answer.checks if each.id == "oldest"), None)
        return {
            "dealer": {
                "filed": bool(facts["dealer.filed"]),
                "settlement": bool(facts["contract.settlement_agreement"]),
                "last_year": float(position.open_before(date(2026, 1, 1))),
                "invoiced30": float(position.invoiced(desk.day - timedelta(days=30), desk.day - timedelta(days=1))),
                "opening": 0 if position.first_day else 20_000,
                "receivables": float(position.receivables),
                "delivered": float(position.delivered),
                "open_orders": float(position.open_orders),
                "deposits": float(position.deposits),
                "unapplied": float(position.unapplied),
                "overdue": float(position.overdue(desk.day)),
                "past_term": int(oldest or 0),
                "releases": len(desk.standing.releases.of_customer(order.customer, date(2026, 1, 1), desk.day)),
            },
            "order": {"amount": float(order.amount or 0)},
        }


def _nodes() -> list[dict[str, Any]]:
    return [
        {"id": "in", "type": "inputNode", "name": "Request"},
        _table(
            "eligible",
            ["dealer.filed", "dealer.settlement", "dealer.last_year"],
            ["eligible", "consequence"],
            [(("true", "true", "<= 0"), ("true", "'none'")), (("", "", ""), ("false", "'cash-first'"))],
        ),
        _sums(
            "limit",
            {
                "limit": "max([dealer.invoiced30, dealer.opening])",
                "exposure": "dealer.receivables + dealer.delivered + dealer.open_orders"
                " - dealer.deposits - dealer.unapplied",
                "total": "$.exposure + order.amount",
                "headroom": "$.limit - $.exposure",
            },
        ),
        _sums("static", {"static": "total > limit ? 'over-limit' : 'pass'"}),
        _sums("overdue", {"overdue": "dealer.overdue > 0.2 * dealer.receivables ? 'refer' : 'pass'"}),
        _sums("oldest", {"oldest": "dealer.past_term > 0 ? 'refer' : 'pass'"}),
        _table(
            "ladder",
            ["total > limit", "order.amount < limit / 3", "dealer.releases"],
            ["action", "sign"],
            [
                (("false", "", ""), ("'ship'", "''")),
                (("true", "true", "0"), ("'release-first'", "'regional-manager'")),
                (("true", "true", "1"), ("'release-last'", "'sales-director'")),
                (("", "", ""), ("'cash-first'", "''")),
            ],
        ),
        {"id": "out", "type": "outputNode", "name": "Response"},
    ]


def _sums(name: str, sums: dict[str, str]) -> dict[str, Any]:
    found = [{"id": f"{name}-{key}", "key": key, "value": value} for key, value in sums.items()]
    return {"id": name, "type": "expressionNode", "name": name, "content": {"expressions": found, **_PASSING}}


def _table(
    name: str, inputs: list[str], outputs: list[str], rules: Iterable[tuple[tuple[str, ...], tuple[str, ...]]]
) -> dict[str, Any]:
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": f"i{n}", "name": each, "field": each} for n, each in enumerate(inputs)],
        "outputs": [{"id": f"o{n}", "name": each, "field": each} for n, each in enumerate(outputs)],
        "rules": [
            {
                "_id": f"r{n}",
                **{f"i{m}": each for m, each in enumerate(when)},
                **{f"o{m}": each for m, each in enumerate(then)},
            }
            for n, (when, then) in enumerate(rules)
        ],
        **_PASSING,
    }
    return {"id": name, "type": "decisionTableNode", "name": name, "content": content}


_PASSING = {"passThrough": True, "inputField": None, "outputPath": None, "executionMode": "single"}


def _edges(nodes: list[dict[str, Any]]) -> list[dict[str, str]]:
    ids = [each["id"] for each in nodes]
    pairs = pairwise(ids)
    return [{"id": f"e{n}", "sourceId": a, "targetId": b, "type": "edge"} for n, (a, b) in enumerate(pairs)]


def main() -> None:
    """Print the figures and ratios."""
    rng = random.Random(20260331)  # noqa: S311 - a synthetic book must repeat, not be secret
    loaded = loads({"desk.yaml": POLICY.encode()})
    if loaded.policy is None:
        raise SystemExit(f"the benchmark's policy is not sound: {loaded.problems}")
    book = book_of(rng)
    # As the command sets it; and what was read at the start is not looked through again and again for garbage.
    gc.set_threshold(*COLLECT_AFTER)
    gc.freeze()
    try:
        zen = Zen()
    except ModuleNotFoundError:
        print("zen-engine is not installed (pip install 'dealerkit[bench]'); the desk alone:")
        zen = None
    clock = run(loaded.policy, book, rng, zen)
    best, count = clock.best, clock.actions.total()
    print("answers:", ", ".join(f"{each} {n / count:.0%}" for each, n in sorted(clock.actions.items())))
    labels = {
        "check": "desk.check, movements in between",
        "first": "desk.check, each dealer's first question",
        "decision": "desk.check with its decision",
        "failing": "the same, failing orders only",
        "trace": "desk.trace with its decision",
        "move": "desk.place, desk.add",
        "zen": "zen evaluate",
        "zen trace": "zen evaluate, trace",
        "zen empty": "zen evaluate, empty graph",
    }
    for name, label in labels.items():
        if name in best:
            print(f"{label:42}{best[name]:9.1f} us")
    if zen is not None:
        print(f"check / zen            {best['check'] / best['zen']:6.3f}  (at most 0.2)")
        print(f"first question / zen   {best['first'] / best['zen']:6.3f}")
        print(f"with decision / zen    {best['decision'] / best['zen']:6.3f}  (at most 0.2)")
        print(f"failing / zen          {best['failing'] / best['zen']:6.3f}")
        print(f"trace / zen trace      {best['trace'] / best['zen trace']:6.3f}  (at most 1)")


if __name__ == "__main__":
    main()
