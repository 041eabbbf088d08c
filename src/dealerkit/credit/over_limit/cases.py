"""Test cases of the ladder: an order over the limit, and which step is open to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from attrs import evolve

from dealerkit.book import FirstRejects
from dealerkit.book.given import given_book, told, word
from dealerkit.book.tables import TABLES
from dealerkit.credit.accounts import BookAccount
from dealerkit.credit.limits.reckoning import Limits
from dealerkit.credit.order import Order
from dealerkit.credit.over_limit.climbing import offers
from dealerkit.credit.over_limit.covering import Covered, standing_release
from dealerkit.credit.results import Exposure, LimitFound, Offer
from dealerkit.credit.section import credit_of
from dealerkit.credit.standing import Standing
from dealerkit.decisions import Decision, Outcome
from dealerkit.policy.cases import Case
from dealerkit.policy.given import given_facts
from dealerkit.policy.nodes import Mapping, Scalar
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading, described
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg, Severity
from dealerkit.values.exact import ZERO

OWN = ("customer", "order")
"""What a case gives beside tables and facts: whose order it is, and its number."""

_TOLD = ("DK560", "DK561", "DK562")
"""Findings about the release that is asked for: they are why it lets nothing through."""

_STEP = 4
"""Steps in the address of one step of the ladder: credit, over_limit, steps, and its id."""


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case of ``credit.over_limit``; None, with the reason reported, if it cannot be read.

    Given are tables, ``customer:``, ``order:`` and facts by name; ``account.limit`` and ``account.exposure``
    stand in for what a book would say, ``order.amount`` is needed. Granted: a signed release lets it through.
    Refused: ``DK500`` it has to be signed, ``DK502`` cash first, ``DK503`` no step is open. Figures: ``action``,
    ``step``, ``sign``, ``second``, ``used``, ``bound``, ``excess``, ``expires_on``, ``due_on``, ``plan_amount``,
    ``release``, ``closed`` (the steps that are not open). With the address of one step only that step is asked.
    """
    given, address = case.given, case.rule.address
    if not isinstance(given, Mapping):
        reading.report("DK132", given, address, kind="mapping", found=described(given))
        return None
    for name in OWN:
        node = given.get(name)
        if node is not None and not isinstance(node, Scalar):
            reading.report("DK132", node, address, kind="text", found=described(node))
    ladder = credit_of(policy)
    if ladder is None or ladder.over_limit is None:
        return None
    tables = evolve(given, entries={name: each for name, each in given.entries.items() if name in (*OWN, *TABLES)})
    facts = given_facts(given, policy, reading, (*OWN, *TABLES))
    rejects = FirstRejects()
    book = given_book(tables, OWN, reading, address, case.known_at, rejects)
    if book is None or reading.problems:
        return None
    standing = Standing.open(policy, book, case.as_of)
    order = _order(facts, word(given.get("customer")), word(given.get("order")), case.as_of)
    limits = Limits(standing)
    account = BookAccount(limits, standing.positions.of(order.customer), order.customer, case.as_of)
    known = standing.facts(order.customer, case.as_of, order, {name: _constant(each) for name, each in facts.items()})
    asked = ladder.over_limit, order, case.as_of, _limit(facts, account), _exposure(facts, account), known
    covered = standing_release(standing, *asked)
    found = offers(standing, *asked)
    wrong = [
        each
        for each in (*book.problems, *standing.problems, *limits.problems)
        if each.severity is Severity.ERROR and each.code not in _TOLD
    ]
    reading.problems.extend(told([*wrong, *(each.problem for each in rejects.first)], given, address))
    if reading.problems:
        return None
    path = steps(case.of)
    only = path[_STEP - 1] if len(path) >= _STEP else ""
    decision = _decision(covered, tuple(each for each in found if only in {"", each.step}))
    return evolve(decision, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)


def _order(facts: dict[str, Value | Missing], customer: str, number: str, day: date) -> Order:
    amount, wanted_on, days = (facts.get(f"order.{name}") for name in ("amount", "wanted_on", "payment_days"))
    contract = facts.get("order.contract")
    return Order(
        customer=customer,
        amount=amount if isinstance(amount, Decimal) else None,
        order=number,
        day=day,
        wanted_on=wanted_on if isinstance(wanted_on, date) else None,
        contract=contract if isinstance(contract, str) else "",
        payment_days=int(days) if isinstance(days, Decimal) else None,
    )


def _limit(facts: dict[str, Value | Missing], account: BookAccount) -> LimitFound:
    """The limit that the case states, else the one that the policy gives."""
    stated = facts.get("account.limit")
    if stated is None:
        return account.limit
    amount = stated if isinstance(stated, Decimal) else None
    return LimitFound(subject=account.customer, day=account.day, amount=amount)


def _exposure(facts: dict[str, Value | Missing], account: BookAccount) -> Exposure | None:
    """What the case states to count against the limit, else what its tables say."""
    stated = facts.get("account.exposure")
    if stated is None:
        found = account.exposure()
        return found if isinstance(found, Exposure) else None
    if not isinstance(stated, Decimal):
        return None
    return Exposure(
        receivables=stated,
        delivered=ZERO,
        open_orders=ZERO,
        bills=ZERO,
        deposits=ZERO,
        unapplied=ZERO,
        total=stated,
    )


def _decision(covered: Covered, found: tuple[Offer, ...]) -> Decision:
    closed = tuple(each.step for each in found if each.open is False)
    tried = (*covered.reasons, *(reason for each in found if each.open is not True for reason in each.reasons))
    if covered.usable is None:
        codes = [each.code for each in covered.problems]
        return Decision(
            Outcome.UNDETERMINED,
            codes[0] if codes else "DK003",
            None,
            (("action", "undetermined"),),
            covered.reasons,
            missing=covered.missing,
        )
    if covered.usable and covered.release is not None and covered.step is not None:
        values: list[tuple[str, Arg]] = [
            ("action", "ship"),
            ("step", covered.step.id),
            ("release", covered.release.release),
        ]
        if covered.expires_on is not None:
            values.append(("expires_on", covered.expires_on))
        return Decision(Outcome.GRANTED, "", None, tuple(values), covered.reasons)
    offer = next((each for each in found if each.open is not False), None)
    if offer is None:
        held: tuple[tuple[str, Arg], ...] = (("action", "hold"), ("closed", closed))
        return Decision(Outcome.REFUSED, "DK503", None, (*held, *_bounds(found)), tried)
    if offer.open is None:
        unknown: tuple[tuple[str, Arg], ...] = (("action", "undetermined"), ("step", offer.step), ("closed", closed))
        return Decision(Outcome.UNDETERMINED, "DK003", None, unknown, (), tried, missing=offer.missing)
    code, action = ("DK502", "cash-first") if offer.cash_first else ("DK500", "release")
    own: tuple[tuple[str, Arg | None], ...] = (
        ("sign", offer.sign),
        ("second", offer.second),
        ("used", offer.used),
        ("bound", offer.bound),
        ("excess", offer.excess),
        ("expires_on", offer.expires_on),
        ("due_on", offer.due_on),
        ("plan_amount", offer.plan_amount),
    )
    stated = tuple((name, value) for name, value in own if value is not None)
    return Decision(
        Outcome.REFUSED,
        code,
        None,
        (("action", action), ("step", offer.step), ("closed", closed), *stated),
        offer.reasons,
        tried,
    )


def _bounds(found: tuple[Offer, ...]) -> tuple[tuple[str, Arg], ...]:
    """The bound of the only step that is asked about."""
    return tuple(("bound", each.bound) for each in found[:1] if len(found) == 1 and each.bound is not None)


def _constant(value: Value | Missing) -> Callable[[], Value | Missing]:
    return lambda: value
