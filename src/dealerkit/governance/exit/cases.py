"""Test cases of ``governance.exit``: from tables, ``dealer:`` and ``from:``, to the dated plan."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from dealerkit.book.given import given_tables, word
from dealerkit.decisions import Decision, Outcome
from dealerkit.governance.exit.planning import Plan, plan_exit
from dealerkit.governance.exit.reasons import reasons_of
from dealerkit.governance.section import exit_of
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.problems import Arg
from dealerkit.values.ranges import read_date

OWN = ("dealer", "from")
"""What a case gives beside tables: whom it asks about, and the day the exit begins (that of the case if absent)."""


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case; None, with the reason reported, if it cannot be read.

    The figures: of each step ``STEP`` its state, ``STEP_on`` its day, ``STEP_missing`` all that is missing before it,
    ``STEP_again`` how often it was done again; of each demand ``DEMAND`` met or why not; ``state`` of the case,
    ``deliveries``, ``delivered_on``, ``usual``, ``safe``, ``owed_least`` and ``owed_most`` after the last delivery,
    ``kept``, and of each part of the costs, ``ending`` and ``continuing`` the same ends, with ``answer``; ``watched``
    the incidents after the end, ``watched_his`` and ``watched_inside`` how many are his and in the territory he left;
    ``successors`` who has a contract for it, ``second_on`` the first day with two, ``alone_until`` the last day alone.
    """
    rules = exit_of(policy)
    given = given_tables(case, OWN, reading)
    if given is None or rules is None:
        return None
    written = given.get("from")
    start = case.as_of if written is None else read_date(word(written))
    if start is None:
        reading.report("DK136", written or case.given, case.rule.address, value=word(written), kind="date")
        return None
    plan = plan_exit(policy, rules, given.book, given.word("dealer"), start, case.as_of)
    if not given.is_sound(reading):
        return None
    if plan is None:
        return Decision(Outcome.REFUSED, "DK001", as_of=case.as_of, revision=policy.header.revision)
    found = Decision(Outcome.GRANTED, values=tuple(_values(plan)), reasons=reasons_of(plan))
    return evolve(found, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)


def _values(plan: Plan) -> Iterator[tuple[str, Arg]]:
    yield "state", plan.instance.state
    yield "case", plan.instance.case
    for each in plan.steps:
        name = each.step.id
        yield name, each.state.value
        yield f"{name}_on", "" if each.day is None else each.day
        condition = (each.condition,) if each.condition else ()
        yield f"{name}_missing", (*each.papers, *each.facts, *condition, *each.fields, *each.unsigned)
        yield f"{name}_signers", each.signers
        yield f"{name}_late", "yes" if each.is_late else "no"
        yield f"{name}_again", sum(done for _, done in each.repeated)
    for asked in plan.demands:
        yield asked.demand.id, asked.lacks or "met"
    yield "all_met", "yes" if plan.all_met else "no"
    if plan.stepped is not None:
        stepped = plan.stepped
        yield "deliveries", tuple(f"{each.quantity.normalize():f}" for each in stepped.deliveries)
        yield "delivered_on", tuple(each.day.isoformat() for each in stepped.deliveries)
        yield "usual", stepped.usual
        yield "safe", stepped.safe
        yield "stuck", stepped.stuck
        yield "owed_least", stepped.last.least
        yield "owed_most", stepped.last.most
        yield "kept", "yes" if stepped.is_kept else "no"
    yield "lacking", plan.lacking
    costs = plan.costs
    spans = [(each.name.replace("-", "_"), each.span) for each in costs.parts]
    for name, span in (*spans, ("ending", costs.ending), ("continuing", costs.continuing)):
        if span is not None:
            yield f"{name}_least", span.least
            yield f"{name}_most", span.most
    yield "answer", costs.answer
    if plan.protected is not None:
        guard = plan.protected
        yield "successors", guard.dealers
        yield "alone_until", guard.until or ""
        yield "second_on", guard.broken_on or ""
        yield "successor_unplaced", guard.unplaced
        yield "successor_missing", guard.missing
    if plan.watched is not None:
        watched = plan.watched
        yield "watched", tuple(each.incident for each in watched.seen)
        yield "watched_his", sum(each.is_his for each in watched.seen)
        yield "watched_inside", sum(each.is_inside for each in watched.seen)
        yield "watched_dismissed", watched.dismissed
        yield "watched_placeless", watched.placeless
        yield "watched_until", watched.until or ""
        yield "watched_missing", watched.missing
