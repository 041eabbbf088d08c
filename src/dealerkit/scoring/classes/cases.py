"""Test cases of classes: from tables or members with facts to a class, or to who is in which."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from dealerkit.book.given import word
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.cases import Case
from dealerkit.policy.nodes import Mapping
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.problems import Arg, nearest
from dealerkit.scoring.classes.classifying import Classed
from dealerkit.scoring.classes.run import classified
from dealerkit.scoring.classes.scheme import UNDETERMINED, schemes_of
from dealerkit.scoring.given import given_case

OWN = ("customer",)
"""What a case gives beside its members: whose class is asked for; all classes with their members if absent."""
OUTSIDE = "outside"
_OF_A_SCHEME = 3


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about a scheme; None, with the reason reported, if it cannot be read.

    With ``customer:`` the decision has his ``class``, its ``treatment``, and the figures of the method (``rank``,
    ``share``, ``cumulated``; ``digits`` and scores; ``sum`` and ``signs``; ``growth`` and ``rate``; ``value``;
    ``days``, ``coefficient``, ``turnover``). Without, each class has its members, and so have ``undetermined`` and
    ``outside``.
    """
    schemes = schemes_of(policy)
    path = steps(case.of)
    id = path[2] if len(path) >= _OF_A_SCHEME else ""
    if id not in schemes:
        known = tuple(f"scoring.classes.{each}" for each in schemes)
        close = nearest(case.of, known)
        reading.report("DK260", case.rule.at, case.rule.address, case=case.id, of=case.of, nearest=close)
        return None
    told = given_case(policy, case, reading, OWN)
    if told is None:
        return None
    found = classified(policy, told.population)[id]
    asked = word(case.given.get(OWN[0])) if isinstance(case.given, Mapping) else ""
    decision = decision_of(found, asked) if asked else _everybody(found)
    if decision is None:
        reading.report("DK267", case.rule.at, case.rule.address, case=case.id)
        return None
    return evolve(decision, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)


def decision_of(found: Classed, key: str) -> Decision | None:
    """One's class with its treatment; a refusal for one who is not classed; None for nobody."""
    placed, described = found.placed.get(key), found.of(key)
    if placed is None:
        return Decision(Outcome.REFUSED, "DK001") if key in found.outside else None
    treatment = "" if described is None else described.treatment or ""
    decision = placed.decision
    return evolve(decision, values=(*decision.values, ("treatment", treatment)))


def _everybody(found: Classed) -> Decision:
    values: list[tuple[str, Arg]] = []
    for name in (*found.scheme.into, ""):
        members = tuple(key for key, placed in found.placed.items() if placed.name == name)
        values.append((name or UNDETERMINED, members))
    values.append((OUTSIDE, found.outside))
    return Decision(Outcome.GRANTED, values=tuple(values), reasons=tuple(_reasons(found)))


def _reasons(found: Classed) -> Iterator[Reason]:
    """One reason of each rule that put somebody somewhere."""
    said: set[str] = set()
    for placed in found.placed.values():
        for reason in placed.reasons:
            if reason.rule.address not in said:
                said.add(reason.rule.address)
                yield reason
