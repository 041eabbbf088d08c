"""Test cases of scorecards: from tables or members with facts to a score and a grade."""

from __future__ import annotations

from attrs import evolve

from dealerkit.book.given import word
from dealerkit.decisions import Decision, Outcome
from dealerkit.policy.cases import Case
from dealerkit.policy.nodes import Mapping
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.problems import Arg, nearest
from dealerkit.scoring.given import given_case
from dealerkit.scoring.scorecards.run import CardRun, reckoned, run_cards, score_all
from dealerkit.scoring.scorecards.section import scorecards_of

OWN = ("subject",)
"""What a case gives beside its members: whose score is asked for, where there are several."""
_OF_A_CARD = 3


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about a scorecard; None, with the reason reported, if it cannot be read.

    The decision has ``grade``, ``total``, ``before_gates``, ``gates``, and of each item ``points.ID``, ``weight.ID``
    (its part of the whole) and ``against.ID`` (what it was compared with); of tables also ``held`` (the grade that
    holds by the history), ``since`` and ``moves``.
    """
    cards = scorecards_of(policy)
    path = steps(case.of)
    id = path[2] if len(path) >= _OF_A_CARD else ""
    card = cards.get(id)
    if card is None:
        known = tuple(f"scoring.scorecards.{each}" for each in cards)
        close = nearest(case.of, known)
        reading.report("DK260", case.rule.at, case.rule.address, case=case.id, of=case.of, nearest=close)
        return None
    told = given_case(policy, case, reading, OWN)
    if told is None:
        return None
    if told.book is None:
        found = score_all(policy, card, told.population)
    else:
        figures = reckoned(policy, told.book, case.as_of, cards)
        found = run_cards(policy, figures, case.as_of, told.book).cards[id]
    asked = word(case.given.get(OWN[0])) if isinstance(case.given, Mapping) else ""
    decision = decision_of(found, asked or next(iter(found.scored), ""))
    if decision is None:
        reading.report("DK267", case.rule.at, case.rule.address, case=case.id)
        return None
    return evolve(decision, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)


def decision_of(run: CardRun, subject: str) -> Decision | None:
    """One's score with what his history says; a refusal for one who is not scored by the card; None for nobody."""
    scored = run.scored.get(subject)
    if scored is None:
        return Decision(Outcome.REFUSED, "DK001") if not subject or subject in run.outside else None
    decision = scored.decision
    history = run.histories.get(subject)
    if history is None:
        return decision
    values: tuple[tuple[str, Arg], ...] = (
        ("held", history.grade),
        ("since", history.since or ""),
        ("moves", tuple(f"{each.label} {each.move.value} {each.grade}".rstrip() for each in history.periods)),
    )
    return evolve(decision, values=(*decision.values, *values))
