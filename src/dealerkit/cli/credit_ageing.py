"""``dealerkit credit ageing``: what is owed, by age, and how fast customers pay."""

from __future__ import annotations

from dealerkit.cli.asking_collections import of_customer, refused
from dealerkit.cli.asking_rebates import dealer_option
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.credit.collecting.ageing_run import age
from dealerkit.report.credit_ageing import AgeingReport
from dealerkit.report.languages import Words

_HELP = Words(
    """Show what customers owe by how old it is, bucket by bucket: in all, by customer and by group. Every cent of the
    receivables stands in one column; debts without a due date have one of their own. Beside it stand days sales
    outstanding and turnover, where the policy has them. With `--dealer` every open item is shown.""",
    """按账龄段列出客户欠款：合计、按客户、按客户组。应收的每一分钱都在且只在一列；没有到期日的另列。政策写有 DSO、
    周转率的，一并列出。用 `--dealer` 可看每一笔未清款项。""",
)


def run(asked: Asked, *, dealer: str) -> int:
    """Show the ageing."""

    def told(material: Material) -> Answer | Refused:
        against = refused(material, dealer, ("ageing",))
        if against is not None:
            return against
        found = age(material.policy, material.book, asked.as_of)
        report = AgeingReport(found, dealer)
        cases = of_customer(
            material, asked.as_of, dealer, ("collections.ageing", "collections.dso", "collections.turnover")
        )
        return Answer(report.report(), report.problems, cases=cases)

    return answer(asked, told)


COMMAND = result_command("ageing", _HELP, run, (dealer_option(required=False),), records=True)
