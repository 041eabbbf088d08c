"""Test cases of key accounts: how many there are, and how the duties to them stand."""

from __future__ import annotations

from dealerkit.customers.given import part_of, sound_tables, stamped
from dealerkit.customers.key_accounts.run import Kept, KeyAccountRun, State, evaluate, key_accounts_of
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.problems import Arg

OWN = ("customer", "period")
_DUTIES = "key_accounts.duties."


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Of ``customers.key_accounts`` how many there are and how the duties stand; of a duty, how that one does.

    Figures: ``accounts``, ``unknown``, ``warranted``, ``due``, ``done`` of the periods that run, ``missed`` of those
    before; of a duty to ``customer`` also ``state``, ``done_on``, ``by``, ``until``; ``period: before`` asks for the
    period that ended last.
    """
    given = sound_tables(case, OWN, reading)
    if given is None:
        return None
    run = evaluate(policy, given.book, case.as_of)
    values: list[tuple[str, Arg]] = [
        ("accounts", run.accounts),
        ("unknown", run.unknown),
        ("warranted", "true" if run.warranted else "false"),
        ("due", sum(each.state is State.DUE for each in run.current)),
        ("done", sum(each.is_done for each in run.current)),
        ("missed", sum(each.state is State.MISSED for each in run.before)),
        ("findings", tuple(each.code for each in run.problems)),
    ]
    part = part_of(case)
    if not part.startswith(_DUTIES):
        reasons = _of_department(run)
        return stamped(Decision(Outcome.GRANTED, values=tuple(values), reasons=reasons), policy, case)
    kept = run.before if given.word("period") == "before" else run.current
    wanted = given.word("customer")
    found = [each for each in kept if each.duty.id == part.removeprefix(_DUTIES) and wanted in {"", each.customer}]
    return stamped(_decided(found[0], values), policy, case) if found else None


def _of_department(run: KeyAccountRun) -> tuple[Reason, ...]:
    rules = key_accounts_of(run.policy)
    if rules is None:
        return ()
    if rules.department is None:
        return (Reason("key-accounts", rules.rule, (("count", len(run.accounts)),)),)
    args = (("count", len(run.accounts)), ("least", rules.department.from_))
    step = "key-accounts-warranted" if run.warranted else "key-accounts-too-few"
    return (Reason(step, rules.department.rule, args),)


def _decided(kept: Kept, values: list[tuple[str, Arg]]) -> Decision:
    own: list[tuple[str, Arg]] = [
        ("state", kept.state.value),
        ("done_on", kept.done_on or ""),
        ("by", kept.by),
        ("until", kept.span[1]),
    ]
    broken = kept.state in {State.MISSED, State.OTHER_ROLE}
    reason = Reason("key-account-duty", kept.duty.rule, (("since", kept.span[0]), ("until", kept.span[1])))
    outcome = Outcome.REFUSED if broken else Outcome.GRANTED
    return Decision(outcome, "DK770" if broken else "", values=(*values, *own), reasons=(reason,))
