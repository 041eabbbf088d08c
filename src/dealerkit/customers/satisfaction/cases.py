"""Test cases of satisfaction: a survey, the whole, an item; and how an expectation is handled."""

from __future__ import annotations

from attrs import evolve

from dealerkit.customers.given import part_of, sound_tables, stamped
from dealerkit.customers.satisfaction.run import SatisfactionRun, Share, evaluate, satisfaction_of
from dealerkit.customers.satisfaction.scoring import Mood
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.cases import Case
from dealerkit.policy.given import given_facts
from dealerkit.policy.lookup import decide
from dealerkit.policy.nodes import Mapping
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading, described
from dealerkit.problems import Arg

OWN = ("customer", "survey")
_ITEMS = "satisfaction.items."
_EXPECTATIONS = "satisfaction.expectations"


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Of ``customers.satisfaction`` the whole and one survey; of an item that; of expectations how one is handled.

    Figures: ``surveys``, ``satisfied``, ``basic``, ``dissatisfied``, ``share``, ``target_reached``, ``answer`` (what
    is wrong with the corrective action), ``mean``, ``refused``, ``findings``; of the survey of ``customer`` (the
    first if none is named) ``gap``, ``mood`` and ``missing_items``; of expectations ``level`` and ``handle``.
    """
    if part_of(case).startswith(_EXPECTATIONS):
        return _handled(policy, case, reading)
    given = sound_tables(case, OWN, reading)
    if given is None:
        return None
    run = evaluate(policy, given.book, case.as_of)
    part = part_of(case)
    shares = {f"{_ITEMS}{each.item.id}": each for each in run.items if each.item is not None}
    share = shares.get(part, run.whole)
    if share is None:
        return None
    wanted, number = given.word("customer"), given.word("survey")
    values = [*_values(run, share)]
    found = [each for each in run.surveys if wanted in {"", each.customer} and number in {"", each.number}]
    missing: tuple[str, ...] = ()
    if found and part not in shares:
        gap, mood = found[0].gap, found[0].mood
        values += [("gap", "" if gap is None else gap), ("mood", "" if mood is None else mood.value)]
        values += [("missing_items", found[0].missing)]
        missing = found[0].missing if gap is None else ()
    reason = Reason("satisfaction-share", share.rule, (("content", share.content), ("count", share.count)))
    code = "DK003" if missing else "DK773" if share.is_below_target else ""
    outcome = Outcome.UNDETERMINED if missing else Outcome.REFUSED if share.is_below_target else Outcome.GRANTED
    return stamped(Decision(outcome, code, values=tuple(values), reasons=(reason,), missing=missing), policy, case)


def _values(run: SatisfactionRun, share: Share) -> list[tuple[str, Arg]]:
    return [
        ("surveys", len(run.surveys)),
        ("satisfied", share.moods.get(Mood.SATISFIED, 0)),
        ("basic", share.moods.get(Mood.BASIC, 0)),
        ("dissatisfied", share.moods.get(Mood.DISSATISFIED, 0)),
        ("share", "" if share.share is None else share.share),
        ("mean", "" if share.mean is None else share.mean),
        ("target_reached", "false" if share.is_below_target else "true"),
        ("answer", share.wrong),
        ("refused", run.refused),
        ("findings", tuple(each.code for each in run.problems)),
    ]


def _handled(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    rules = satisfaction_of(policy)
    if rules is None or rules.expectations is None:
        return None
    if not isinstance(case.given, Mapping):
        reading.report("DK132", case.given, case.rule.address, kind="mapping", found=described(case.given))
        return None
    asked = tuple(fact for fact in rules.expectations.facts() if fact.name not in policy.catalogue)
    known = given_facts(case.given, evolve(policy, catalogue=policy.catalogue.with_facts(asked)), reading)
    return None if reading.problems else stamped(decide(rules.expectations, known), policy, case)
