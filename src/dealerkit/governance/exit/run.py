"""What the room says of a book on a day: a plan for every dealer who is being ended."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from dealerkit.book import Book
from dealerkit.governance.exit.instance import flow_of
from dealerkit.governance.exit.planning import Plan, plan_exit
from dealerkit.governance.section import exit_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import DealerkitError
from dealerkit.workflow.asking import CaseDesk


@frozen(eq=False)
class ExitRun:
    """The plans of the open cases of the exit's flow, by dealer."""

    policy: Policy
    as_of: date
    plans: tuple[Plan, ...]


def exit_plan(policy: Policy, book: Book, dealer: str, start: date, as_of: date) -> Plan | None:
    """The plan to end one dealer in order from a day on, or to carry his open case on; None without a usable flow.

    The policy must have ``governance.exit``. Nothing is carried out.
    """
    rules = exit_of(policy)
    if rules is None:
        raise DealerkitError("the policy has no governance.exit to plan by")
    return plan_exit(policy, rules, book, dealer, start, as_of)


def evaluate(policy: Policy, book: Book, as_of: date) -> ExitRun:
    """Plan on for every open case; only for a policy that has ``governance.exit``."""
    rules = exit_of(policy)
    if rules is None:
        raise DealerkitError("there is no governance.exit to evaluate")
    flow = flow_of(policy, rules)
    if flow is None or not book.has("cases"):
        return ExitRun(policy, as_of, ())
    views = CaseDesk(policy, book).open_cases(as_of, flow.id)
    dealers = {str(each.outlook.case.facts.get("case.customer") or "") for each in views if each.outlook is not None}
    found = [plan_exit(policy, rules, book, each, as_of, as_of) for each in sorted(dealers - {""})]
    return ExitRun(policy, as_of, tuple(each for each in found if each is not None))
