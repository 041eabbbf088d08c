"""Several schemes about one stock: a dealer gets one answer, and no unit is credited by two of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from attrs import evolve

from dealerkit.decisions import Outcome, Reason
from dealerkit.problems import Severity, problem
from dealerkit.rebates.protection.crediting import Credited
from dealerkit.rebates.protection.results import Protected

NOT_COVERED = "DK330"
CaseKey = tuple[str, str, date]
"""Dealer, product and day of the cut."""


def of_whom_it_concerns(rows: list[Protected], credited: Credited) -> list[Protected]:
    """Without the schemes that do not cover a stock, unless none does and somebody claimed: he gets one answer.

    What such a scheme has credited before is taken back, so it is kept.
    """
    covered = {case_of(row) for row in rows if row.decision.code != NOT_COVERED}
    kept: list[Protected] = []
    for row in rows:
        if row.decision.code == NOT_COVERED and not credited.has(row):
            if case_of(row) in covered or not row.case.claims:
                continue
            covered.add(case_of(row))
        kept.append(row)
    return kept


def case_of(row: Protected) -> CaseKey:
    """What a decision is about, whichever scheme made it."""
    return row.case.dealer, row.case.cut.product, row.case.cut.on


def contested_cases(rows: Iterable[Protected]) -> frozenset[CaseKey]:
    """The cases that two schemes would credit."""
    granted = Counter(case_of(row) for row in rows if row.decision.outcome is Outcome.GRANTED)
    return frozenset(case for case, count in granted.items() if count > 1)


def once(rows: list[Protected]) -> tuple[Protected, ...]:
    """No unit is credited by two schemes: where two would, neither does, and both say so (DK376)."""
    by_case: dict[tuple[str, str, date], list[Protected]] = defaultdict(list)
    for row in rows:
        if row.decision.outcome is Outcome.GRANTED:
            by_case[case_of(row)].append(row)
    twice = {id(row): others for others in by_case.values() if len(others) > 1 for row in others}
    return tuple(_contested(row, twice[id(row)]) if id(row) in twice else row for row in rows)


def _contested(row: Protected, rows: list[Protected]) -> Protected:
    scheme = row.scheme
    other = next(each.scheme for each in rows if each is not row)
    why = problem(
        "DK376",
        scheme.rule.at,
        address=scheme.rule.address,
        severity=Severity.ERROR,
        scheme=scheme.id,
        other=other.id,
    )
    reason = Reason("protection-contested", scheme.rule, (("other", other.id),))
    decision = evolve(
        row.decision, outcome=Outcome.UNDETERMINED, code="DK376", amount=None, reasons=(*row.decision.reasons, reason)
    )
    return evolve(row, decision=decision, problems=(*row.problems, why))
