"""A row of a settlement stated as a test case: the base and the facts it was reckoned from, and what came out.

The case asks the terms, so that it stands for itself without a book. Where other programmes or payees have a
say in the row (stacking, a budget, a guarantee over the year), it states what the terms alone give, and its note
says so. What several dealers earn together can be stated where one of them is paid all of it, and not where each
has a share.
"""

from __future__ import annotations

from dealerkit.decisions import Decision, Outcome
from dealerkit.policy.stated import StatedCase, case_id
from dealerkit.policy.types import Missing, OpenPath, Value
from dealerkit.problems import Arg, Problem, problem
from dealerkit.rebates.joint.gathering import gathers
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.results import Row
from dealerkit.rebates.run import Run
from dealerkit.rebates.takes import reads_of
from dealerkit.rebates.terms import Measured, compile_terms
from dealerkit.rebates.terms.baselines import TARGET
from dealerkit.values.numbers import Number, canonical

DERIVED = frozenset({"period.qualifying", "period.paying", "period.baseline"})
"""Facts that follow from the bases a case gives."""


def stated_row(run: Run, row: Row) -> StatedCase | Problem:
    """The case that asks for a row again. DK293: it is no decision of one payee from figures that can be written."""
    programme = run.standing.programmes[row.programme]
    measured = run.deciding.measured(programme, row.payee, row.window)
    given = _given(programme, measured)
    open_ = next((name for name, value in given.items() if isinstance(value, OpenPath)), "")
    if open_:
        return _not_one(row, "open-tree", open_)
    terms = compile_terms(programme, run.standing.policy.header.rounding, run.standing.parameters(row.window.last))
    decision = terms.trace(measured)
    if gathers(programme) and (decision.amount is None or decision.amount != row.entitlement):
        # A member's share, or the facts of members who are asked one by one.
        return _not_one(row, "several-together")
    return StatedCase(
        id=case_id(row.payee, row.programme, row.window.label),
        of=f"rebates.{row.programme}",
        as_of=row.window.last,
        given=given,
        expect=_expected(decision),
        because=tuple(dict.fromkeys(decision.because)),
        note=_note(run, row, decision),
    )


def _given(programme: Programme, measured: Measured) -> dict[str, Value | Missing]:
    """The bases, and every fact that some part of the programme may read."""
    given: dict[str, Value | Missing] = {"base": measured.qualifying}
    if measured.paying is not None:
        given["paying"] = measured.paying
    if measured.baseline is not None:
        given["baseline"] = measured.baseline
    if measured.days is not None:
        given["days"] = f"{measured.days[0]}/{measured.days[1]}"
    if not measured.is_over and programme.guarantee is not None:
        given["over"] = False
    names = reads_of(programme) | ({TARGET} if programme.against and programme.against.missing == "target" else set())
    for name in sorted(names - DERIVED):
        given[name] = measured.facts.get(name, Missing((name,)))
    return given


def _expected(decision: Decision) -> dict[str, Arg]:
    if decision.outcome is Outcome.GRANTED and not decision.code and decision.amount is not None:
        return {"amount": decision.amount}
    expected: dict[str, Arg] = {"outcome": decision.outcome.value}
    if decision.amount is not None:
        expected["amount"] = decision.amount
    if decision.code:
        expected["code"] = decision.code
    if decision.missing:
        expected["missing"] = decision.missing
    return expected


def _note(run: Run, row: Row, decision: Decision) -> str:
    standing = run.standing
    known = f", as known at {run.known_at}" if run.known_at is not None else ""
    until = "" if row.window.through == row.window.last else f", measured through {row.window.through}"
    note = (
        f"recorded from the books as of {standing.as_of}{known}: {row.payee}, {row.window.label}{until},"
        f" policy revision {standing.policy.header.revision}"
    )
    if row.entitlement == decision.amount:
        return note
    return f"{note}; this is what the programme gives alone, the row has {_shown(row.entitlement)}"


def _shown(amount: Number | None) -> str:
    return "no amount" if amount is None else canonical(amount)


def _not_one(row: Row, why: str, fact: str = "") -> Problem:
    return problem("DK293", None, programme=row.programme, payee=row.payee, period=row.window.label, why=why, fact=fact)
