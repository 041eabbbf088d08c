"""Test cases of programmes: from a base straight to the amount, or from tables to what is payable."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from attrs import evolve

from dealerkit.book import Book, FirstRejects
from dealerkit.book.given import given_book, told, word
from dealerkit.book.tables import TABLES
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.given import given_facts
from dealerkit.policy.nodes import Mapping, Scalar
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading, described
from dealerkit.policy.scalars import AMOUNT, NUMBER
from dealerkit.policy.shapes import Keyed
from dealerkit.rebates.approval.cases import figures as over_time
from dealerkit.rebates.joint.stacking import deciding_stackings
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.settlement import Settlement, explain, settle
from dealerkit.rebates.terms import compile_terms
from dealerkit.rebates.terms.baselines import Measured
from dealerkit.values.numbers import Number, total_of_decimals

BASES = ("base", "paying", "baseline")
"""What a case gives to test the terms alone, beside facts and parameters."""

SPAN = ("days", "over")
"""What it may give of its period: the days that count of all it has, as in 45/90, and whether it is over."""

OWN = ("payee", "period")
"""What a case may give beside tables to test the whole way, from lines to what is payable."""


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about a programme; None, with the reason reported, if it cannot be read.

    With a ``base`` given, the terms alone answer, with parameters as on ``as_of``. With tables given,
    the settlement of ``as_of`` answers, with the decided figures ``settled``, ``payable`` and
    ``posted`` beside the entitlement, and with ``all_payees`` what everybody earned in that period. The
    programmes that the policy stacks on this one are settled with it.
    """
    if not isinstance(case.given, Mapping):
        reading.report("DK132", case.given, case.rule.address, kind="mapping", found=described(case.given))
        return None
    programme = cast("Keyed[Programme]", policy.sections["rebates"])[steps(case.of)[1]]
    if any(name in case.given.entries for name in TABLES):
        return _settled(policy, programme, case, case.given, reading)
    return _reckoned(policy, programme, case, case.given, reading)


def _reckoned(policy: Policy, programme: Programme, case: Case, given: Mapping, reading: Reading) -> Decision | None:
    facts = given_facts(given, policy, reading, (*BASES, *SPAN))
    bases: dict[str, Number] = {}
    for name in BASES:
        node = given.get(name)
        if node is not None:
            # A measured base may be a quotient, which has no end as a decimal.
            shape = NUMBER if isinstance(node, Scalar) and "/" in node.text else AMOUNT
            value = shape.read(node, reading, f"{case.rule.address}.given.{name}")
            if not hasattr(value, "as_integer_ratio"):
                return None
            bases[name] = cast("Number", value)
    if "base" not in bases:
        reading.report(
            "DK131", given, case.rule.address, key="base", doc="the qualifying base, or tables such as lines"
        )
    days = _days(given, case, reading)
    effective = programme.effective or policy.header.effective
    if not effective.contains(case.as_of):
        reading.report("DK278", case.rule.at, case.rule.address, case=case.id, as_of=case.as_of, range=str(effective))
    if reading.problems:
        return None
    base = bases["base"]
    known = {"period.qualifying": base, "period.paying": bases.get("paying", base)}
    if "baseline" in bases:
        known["period.baseline"] = bases["baseline"]
    parameters = policy.parameters_at(case.as_of)
    terms = compile_terms(programme, policy.header.rounding, parameters)
    told = {**parameters, **known, **facts}
    is_over = word(given.get("over")) != "false"
    measured = Measured(base, bases.get("paying"), bases.get("baseline"), told, days, is_over)
    revision = policy.header.revision
    return evolve(terms.trace(measured), as_of=case.as_of, known_at=case.known_at, revision=revision)


def _days(given: Mapping, case: Case, reading: Reading) -> tuple[int, int] | None:
    """The days of the period that count, of all it has; None where it counts whole."""
    node = given.get("days")
    if node is None:
        return None
    text = node.text if isinstance(node, Scalar) else ""
    counted, _, all_days = text.partition("/")
    if not (counted.isdecimal() and all_days.isdecimal() and int(counted) <= int(all_days) and int(all_days)):
        reading.report("DK294", node, case.rule.address, value=text)
        return None
    return int(counted), int(all_days)


def _settled(policy: Policy, programme: Programme, case: Case, given: Mapping, reading: Reading) -> Decision | None:
    address = case.rule.address
    found = settled_together(policy, partners(policy, programme.id), case, given, reading)
    if found is None:
        return None
    policy, book, settlement = found
    payee = word(given.get("payee")) or next(
        (row.payee for row in settlement.rows if row.programme == programme.id), ""
    )
    period = word(given.get("period"))
    decision = explain(policy, book, programme.id, payee, case.as_of, period=period, known_at=case.known_at)
    if not isinstance(decision, Decision):
        reading.problems.append(evolve(decision, at=case.given.at, address=address))
        return None
    rows = [row for row in settlement.rows if row.programme == programme.id and row.payee == payee]
    row = next((row for row in reversed(rows) if period in {"", row.window.label}), None)
    if row is None:
        return decision
    of_all = total_of_decimals(
        each.entitlement
        for each in settlement.rows
        if each.programme == programme.id and each.window.label == row.window.label and each.entitlement is not None
    )
    figures = (("settled", row.settled), ("payable", row.payable or 0), ("posted", row.movement.posted))
    more = over_time(policy, book, case, row)
    return evolve(decision, values=(*decision.values, *figures, ("all_payees", of_all), *more))


def partners(policy: Policy, programme: str) -> tuple[str, ...]:
    """The programmes without which this one cannot be decided: those of its stacking, and those it adds up."""
    every = cast("Keyed[Programme]", policy.sections["rebates"])
    stackings = deciding_stackings(policy)
    found: dict[str, None] = {}
    open_ = [programme]
    while open_:
        id = open_.pop()
        if id in every and id not in found:
            found[id] = None
            open_ += every[id].qualifying.of
            open_ += stackings[id].programmes if id in stackings else ()
    return tuple(found)


def settled_together(
    policy: Policy, programmes: Sequence[str], case: Case, given: Mapping, reading: Reading
) -> tuple[Policy, Book, Settlement] | None:
    """The settlement of a case's tables by these programmes alone; None, with the reasons reported, without one.

    The other programmes of the policy may ask for columns that the case does not give.
    """
    address = case.rule.address
    book = given_book(given, OWN, reading, address, case.known_at, FirstRejects())
    if book is None:
        return None
    every = cast("Keyed[Programme]", policy.sections["rebates"])
    chosen = Keyed({id: each for id, each in every.items() if id in programmes})
    policy = evolve(policy, sections={**policy.sections, "rebates": chosen})
    settlement = settle(policy, book, case.as_of, case.known_at)
    found = (*book.problems, *(each.problem for each in settlement.rejects.first))
    reading.problems.extend(told(found, given, address))
    return None if reading.problems else (policy, book, settlement)
