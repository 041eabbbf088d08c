"""Test cases of programmes: from a base straight to the amount, or from tables to what is payable."""

from __future__ import annotations

from typing import cast

from attrs import evolve

from dealerkit.book import Book
from dealerkit.book.tables import TABLES
from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.given import given_facts
from dealerkit.policy.nodes import Mapping, Node, Scalar, Sequence
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading, described
from dealerkit.policy.scalars import AMOUNT
from dealerkit.policy.shapes import Keyed
from dealerkit.problems import Location, nearest
from dealerkit.rebates.baselines import Measured
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.settlement import explain, settle
from dealerkit.rebates.terms import compile_terms
from dealerkit.values.numbers import Number, canonical, read_number

BASES = ("base", "paying", "baseline")
"""What a case gives to test the terms alone, beside facts and parameters."""

WHOLE = ("payee", "period", *TABLES)
"""What a case gives to test the whole way, from tables to what is payable."""


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about a programme; None, with the reason reported, if it cannot be read.

    With a ``base`` given, the terms alone answer, with parameters as on ``as_of``. With tables given,
    the settlement of ``as_of`` answers, with the decided figures ``settled``, ``payable`` and
    ``posted`` beside the entitlement.
    """
    if not isinstance(case.given, Mapping):
        reading.report("DK132", case.given, case.rule.address, kind="mapping", found=described(case.given))
        return None
    programme = cast("Keyed[Programme]", policy.sections["rebates"])[steps(case.of)[1]]
    if any(name in case.given.entries for name in TABLES):
        return _settled(policy, programme, case, case.given, reading)
    return _reckoned(policy, programme, case, case.given, reading)


def _reckoned(policy: Policy, programme: Programme, case: Case, given: Mapping, reading: Reading) -> Decision | None:
    facts = given_facts(given, policy, reading, BASES)
    bases: dict[str, Number] = {}
    for name in BASES:
        node = given.get(name)
        if node is not None:
            value = AMOUNT.read(node, reading, f"{case.rule.address}.given.{name}")
            if not hasattr(value, "as_integer_ratio"):
                return None
            bases[name] = cast("Number", value)
    if "base" not in bases:
        reading.report(
            "DK131", given, case.rule.address, key="base", doc="the qualifying base, or tables such as lines"
        )
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
    measured = Measured(base, bases.get("paying"), bases.get("baseline"), {**parameters, **known, **facts})
    revision = policy.header.revision
    return evolve(terms.trace(measured), as_of=case.as_of, known_at=case.known_at, revision=revision)


def _settled(policy: Policy, programme: Programme, case: Case, given: Mapping, reading: Reading) -> Decision | None:
    tables: dict[str, list[dict[str, str]]] = {}
    places: dict[str, Location] = {}
    for name, (written, node) in given.entries.items():
        if name not in WHOLE:
            close = nearest(name, WHOLE)
            reading.report("DK266", written, case.rule.address, key=name, nearest=close, allowed=("payee", "period"))
        elif name in TABLES:
            tables[name] = table_rows(node, reading)
            places[name] = node.at
    if reading.problems:
        return None
    # Alone: the other programmes may ask for columns that this case does not give.
    policy = evolve(policy, sections={**policy.sections, "rebates": Keyed({programme.id: programme})})
    book = Book.from_tables(tables, known_at=case.known_at)
    settlement = settle(policy, book, case.as_of, case.known_at)
    for found in (*book.problems, *(each.problem for each in settlement.rejects.first)):
        table = found.at.file if found.at else ""
        reading.problems.append(evolve(found, at=places.get(table, given.at), address=case.rule.address))
    if reading.problems:
        return None
    payee = _word(given.get("payee")) or next(
        (row.payee for row in settlement.rows if row.programme == programme.id), ""
    )
    period = _word(given.get("period"))
    decision = explain(policy, book, programme.id, payee, case.as_of, period=period, known_at=case.known_at)
    if not isinstance(decision, Decision):
        reading.problems.append(evolve(decision, at=case.given.at, address=case.rule.address))
        return None
    rows = [row for row in settlement.rows if row.programme == programme.id and row.payee == payee]
    row = next((row for row in reversed(rows) if period in {"", row.window.label}), None)
    if row is None:
        return decision
    figures = (("settled", row.settled), ("payable", row.payable or 0), ("posted", row.movement.posted))
    return evolve(decision, values=(*decision.values, *figures))


def table_rows(node: Node, reading: Reading) -> list[dict[str, str]]:
    """The rows of a table as a case writes them: a list of mappings, or one of them."""
    rows: list[dict[str, str]] = []
    for item in node.items if isinstance(node, Sequence) else (node,):
        if not isinstance(item, Mapping):
            reading.report("DK132", item, kind="mapping", found=described(item))
            continue
        rows.append({name: _as_in_a_table(child) for name, (_, child) in item.entries.items()})
    return rows


def _as_in_a_table(node: Node) -> str:
    """The text a table would hold: numbers without the grouping that only a policy knows."""
    text = _word(node)
    number = read_number(text) if "_" in text else None
    return text if number is None else canonical(number)


def _word(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""
