"""Test cases of concentration: from tables or members with facts to shares, indexes and alarms."""

from __future__ import annotations

from attrs import evolve

from dealerkit.decisions import Decision
from dealerkit.policy.cases import Case
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.problems import nearest
from dealerkit.scoring.concentration.rule import concentration_of
from dealerkit.scoring.concentration.run import measured_of
from dealerkit.scoring.given import given_case

_OF_A_RULE = 3


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about one rule; None, with the reason reported, if it cannot be read.

    The amount is the total; the figures are ``count``, ``largest``, ``top_N`` for each N of ``tops``, ``hhi``,
    ``normalised_hhi``, ``effective_number``, ``gini`` and ``alarms`` (those that are reached).
    """
    rules, path = concentration_of(policy), steps(case.of)
    id = path[2] if len(path) >= _OF_A_RULE else ""
    if id not in rules:
        known = tuple(f"scoring.concentration.{each}" for each in rules)
        close = nearest(case.of, known)
        reading.report("DK260", case.rule.at, case.rule.address, case=case.id, of=case.of, nearest=close)
        return None
    told = given_case(policy, case, reading)
    if told is None:
        return None
    measured = measured_of(policy, told.population, told.book, case.as_of)[id]
    return evolve(measured.decision, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)
