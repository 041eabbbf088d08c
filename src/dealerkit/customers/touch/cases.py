"""Test cases of the touch plan: a rule over tables, and how one contact stands or how many were made."""

from __future__ import annotations

from dealerkit.customers.given import part_of, sound_tables, stamped
from dealerkit.customers.touch.due import Due, State
from dealerkit.customers.touch.run import TouchRun, touch_plan
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.problems import Arg

OWN = ("subject", "source", "until")
_RULES = "touch.rules."


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """How the contacts of a rule stand: the figures of its completion, and of one contact.

    ``subject`` (a customer, an employee) and ``source`` (an occasion, the first day of a period) say which one; the
    first by last day where several are left. Figures: ``state``, ``earliest``, ``latest``, ``done_on``, ``tries``,
    ``subject``, ``source``, ``by`` of the contact; ``due``, ``in_time``, ``late``, ``missed``, ``unknown``, ``open``
    and ``target_reached`` of the rule; the amount is the share made in time.
    """
    given = sound_tables(case, OWN, reading)
    if given is None:
        return None
    run = touch_plan(policy, given.book, case.as_of, given.day("until"))
    key = part_of(case).removeprefix(_RULES)
    if all(each.rule.id != key for each in run.completions):
        return None
    wanted, source = given.word("subject"), given.word("source")
    mine = [each for each in run.dues if each.rule.id == key and wanted in {"", each.subject}]
    chosen = next((each for each in mine if source in {"", each.source}), None)
    return stamped(_decision(run, key, chosen), policy, case)


def _decision(run: TouchRun, key: str, due: Due | None) -> Decision:
    values: list[tuple[str, Arg]] = []
    rates = next((each for each in run.completions if each.rule.id == key), None)
    amount = None
    reasons: list[Reason] = []
    if rates is not None:
        rate = rates.rate
        values += [("due", rates.due), ("in_time", rates.in_time), ("late", rates.late), ("missed", rates.missed)]
        values += [("unknown", rates.unknown), ("open", sum(_is_open(each, key) for each in run.dues))]
        values += [
            ("target_reached", "false" if rates.is_below_target else "true"),
            ("rate", "" if rate is None else rate),
        ]
        values += [("answer", run.actions.get(key, (None, ""))[1])]
        reasons.append(Reason("touch-rate", rates.rule.rule, (("in_time", rates.in_time), ("due", rates.due))))
    if due is None:
        values.append(("state", "none"))
        return Decision(Outcome.GRANTED, amount=amount, values=tuple(values), reasons=tuple(reasons))
    window, contact = due.window, due.contact
    values += [("state", due.state.value), ("subject", due.subject), ("source", due.source), ("by", due.by)]
    values += [("tries", due.tries)]
    if window is not None:
        exact = window.is_exact
        values += [
            ("earliest", window.earliest.isoformat(" ", "minutes") if exact else window.earliest.date()),
            ("latest", window.latest.isoformat(" ", "minutes") if exact else window.latest.date()),
        ]
    values.append(("done_on", "" if contact is None else contact.at.date()))
    outcome, code = Outcome.GRANTED, ""
    if due.state is State.UNKNOWN:
        outcome, code = Outcome.UNDETERMINED, "DK368" if due.missing == ("calendar",) else "DK003"
    elif due.state is State.MISSED:
        outcome, code = Outcome.REFUSED, "DK767"
    return Decision(outcome, code, amount, tuple(values), tuple(reasons), missing=due.missing)


def _is_open(due: Due, key: str) -> bool:
    return due.rule.id == key and due.state is State.DUE
