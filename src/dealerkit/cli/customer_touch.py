"""``dealerkit customer touch``: which contacts with customers are due, what was missed, how many were made in time."""

from __future__ import annotations

from datetime import date

from dealerkit.cli import exits
from dealerkit.cli.asking_customers import unknown_customer, unknown_employee
from dealerkit.cli.commands import Option, day
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.customers.section import SECTION
from dealerkit.customers.touch.run import touch_of, touch_plan
from dealerkit.problems import Problem, problem
from dealerkit.report.customer_touch import TouchReport
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest
from dealerkit.report.words import stated

_HELP = Words(
    """List the contacts with customers that are due now, those that were missed, and how many of each kind were made
    in time: visits by class, calls after an event, notices before one, greetings before a holiday. With `--until`
    also what comes up to a later day.""",
    """列出现在应做的客户联系、未做的联系，以及各类联系的按时率：按等级的拜访、事后的回访、事前的通知、节日问候。
    用 `--until` 可看到某日为止将要做的联系。""",
)
_CUSTOMER = Option(
    "--customer", default="", metavar="CODE", help=Words("only contacts with this customer", "只看与该客户的联系")
)
_EMPLOYEE = Option(
    "--employee",
    default="",
    metavar="CODE",
    help=Words("only what this employee is to do", "只看应由该员工做的联系"),
)
_UNTIL = Option(
    "--until",
    metavar="DATE",
    callback=day,
    help=Words(
        "also what comes up to this day; only what is due on `--as-of` if absent",
        "同时列出到这一天为止的联系；不写则只到 `--as-of`",
    ),
)


_LATER = Words("a day that is not before {as_of}, the day asked about", "不早于 {as_of}（所问之日）的日期")


def run(asked: Asked, *, customer: str, employee: str, until: date | None) -> int:
    """Show the touch plan."""

    def planned(material: Material) -> Answer | Refused:
        if touch_of(material.policy) is None:
            return Refused((problem("DK493", None, section=f"{SECTION}.touch"),), exits.NOT_RUN)
        missing = material.book.lacking("customers", ())
        if missing:
            return Refused(missing, exits.NOT_RUN)
        unknown = unknown_customer(material, customer)
        if unknown is not None:
            return Refused((unknown,))
        nobody = unknown_employee(material, employee)
        if nobody is not None:
            return Refused((nobody,))
        if until is not None and until < asked.as_of:
            expected = stated(_LATER, asked.lang, as_of=asked.as_of)
            return Refused((problem("DK903", None, value=until, name="--until", choices=(), expected=expected),))
        found = touch_plan(material.policy, material.book, asked.as_of, until)
        report = TouchReport(found, shortest(material.policy_files), customer, employee)
        # How a rule is kept on the whole is no answer about one customer or employee.
        told = [each for each in found.problems if _concerns(each, customer, employee)]
        return Answer(report.report().report(), tuple(told))

    return answer(asked, planned)


def _concerns(found: Problem, customer: str, employee: str) -> bool:
    """Whether a finding is shown; of one customer or employee only what may make his list wrong."""
    if not customer and not employee:
        return True
    if found.code == "DK824":
        return bool(customer) and found.arg("customer") == customer
    return found.code not in {"DK767", "DK768"}


COMMAND = result_command("touch", _HELP, run, (_CUSTOMER, _EMPLOYEE, _UNTIL))
