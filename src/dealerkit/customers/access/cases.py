"""Test cases of access: a request, a file as somebody sees it, or the audit of a log."""

from __future__ import annotations

from attrs import evolve

from dealerkit.customers.access.deciding import Desk
from dealerkit.customers.access.request import Request
from dealerkit.customers.access.run import AccessRun, evaluate
from dealerkit.customers.access.view import access_of, redacted
from dealerkit.customers.given import sound_tables, stamped
from dealerkit.customers.known import Ground
from dealerkit.decisions import Decision, Outcome
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading

OWN = (
    *("as", "operation", "customer", "field", "approved_by", "identified", "outside", "statistics", "days"),
    "audit",
)


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Whether ``as`` (an employee, ``outsider``) may do ``operation`` with ``field`` of ``customer``.

    Its figures are ``relation``, ``classes``, ``needs``, ``second``, ``waits_for``, and for reading ``visible`` and
    ``hidden``, the columns of the file. With ``audit: true`` the figures are those of the whole book: ``entries``,
    ``violations`` (the numbers of the entries) and ``findings`` (the codes, in the order of their places).
    """
    given, rules = sound_tables(case, OWN, reading), access_of(policy)
    if given is None or rules is None:
        return None
    if given.flag("audit"):
        return stamped(_audited(evaluate(policy, given.book, case.as_of)), policy, case)
    request = Request(
        given.word("as"),
        given.word("operation") or "read",
        given.word("customer"),
        case.as_of,
        given.word("field"),
        given.words("approved_by"),
        given.flag("identified"),
        given.flag("outside"),
        given.flag("statistics"),
        given.whole("days"),
    )
    decision = Desk(rules, Ground(policy, given.book)).decide(request)
    view = redacted(policy, given.book, request.customer, request.person, case.as_of)
    if view is not None:
        decision = evolve(decision, values=(*decision.values, ("visible", view.visible), ("hidden", view.hidden)))
    return stamped(decision, policy, case)


def _audited(run: AccessRun) -> Decision:
    values = (
        ("entries", run.entries),
        ("violations", tuple(each.event for each in run.violations)),
        ("findings", tuple(each.code for each in run.problems)),
    )
    outcome = Outcome.REFUSED if run.problems else Outcome.GRANTED
    reasons = tuple(reason for each in run.violations for reason in each.decision.reasons)
    code = run.problems[0].code if run.problems else ""
    return Decision(outcome, code, values=values, reasons=reasons)
