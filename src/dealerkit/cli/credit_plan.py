"""``dealerkit credit plan``: what is to come in month by month, payment schedules, and which plans are kept."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.assembly.recording import stated_cases
from dealerkit.book.recording import Asking
from dealerkit.cli import exits
from dealerkit.cli.asking_rebates import dealer_option
from dealerkit.cli.claimed import unknown_customer
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.credit.collecting.plans.run import PlanRun, plan
from dealerkit.credit.collecting.section import SECTION, collections_of
from dealerkit.problems import problem
from dealerkit.report.credit_plans import PlanReport
from dealerkit.report.languages import Words

_HELP = Words(
    """Show what is open by the month in which it is expected to come in, customer by customer: open invoices and
    the instalments of contracts. Beside it stand repayment plans and bills, how each plan and each payment
    schedule is kept, and what the plans of past months brought. With `--dealer` every item is shown.""",
    """按预计回款月份列出各客户未收款：未结发票与合同分期款；另列还款计划和票据、各还款计划与付款计划的履行情况，
    以及过去各月计划的达成。用 `--dealer` 可看每一笔。""",
)


def run(asked: Asked, *, dealer: str) -> int:
    """Show the plan."""

    def planned(material: Material) -> Answer | Refused:
        if collections_of(material.policy) is None:
            return Refused((problem("DK493", None, section=SECTION),), exits.NOT_RUN)
        lacking = material.book.lacking("invoices", ())
        if lacking and not material.book.has("instalments") and not material.book.has("repayments"):
            return Refused(lacking, exits.NOT_RUN)
        unknown = unknown_customer(material, dealer)
        if unknown is not None:
            return Refused((unknown,))
        found = plan(material.policy, material.book, asked.as_of)
        report = PlanReport(found, dealer)
        cases = stated_cases(material.policy, material.book, _askings(found, dealer) if dealer else ())
        return Answer(report.report(), report.problems, cases=cases)

    return answer(asked, planned)


def _askings(found: PlanRun, dealer: str) -> Iterator[Asking]:
    """What is expected of the dealer, how the schedules of his contracts stand, and how his plans are kept."""
    subjects = [("forecast", "customer", dealer)]
    subjects += [
        ("instalments", "contract", contract)
        for contract, each in found.schedules.items()
        if any(standing.instalment.customer == dealer for standing in each.instalments)
    ]
    subjects += [("repayments", "plan", each.plan.plan) for each in found.repayments if each.plan.customer == dealer]
    for part, key, subject in subjects:
        yield Asking(
            of=f"{SECTION}.{part}",
            as_of=found.as_of,
            own={key: subject},
            who=(dealer,),
        )


COMMAND = result_command("plan", _HELP, run, (dealer_option(required=False),), records=True)
