"""``dealerkit credit provision``: what to set aside for bad debts."""

from __future__ import annotations

from dealerkit.cli.asking_collections import of_customer, refused
from dealerkit.cli.asking_rebates import dealer_option
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.credit.collecting.provision_run import provide
from dealerkit.report.credit_provision import ProvisionReport
from dealerkit.report.languages import Words

_HELP = Words(
    """Show what is to be set aside for bad debts: by bucket with its rate, and by customer, to the cent. Rates are
    stated by the policy (a provision matrix) or come from history (flow rates); then the balances and the rates of
    each step are shown. What has no rate is listed and cannot be told.""",
    """列出应计提的坏账准备：按账龄段（附比例）和按客户，精确到分。比例由政策写明（准备矩阵），或由历史得出（迁徙率），
    后者一并列出各期末余额和迁徙率。没有比例的单独列出，金额无法确定。""",
)


def run(asked: Asked, *, dealer: str) -> int:
    """Show what is set aside."""

    def told(material: Material) -> Answer | Refused:
        against = refused(material, dealer, ("ageing", "provision"))
        if against is not None:
            return against
        found = provide(material.policy, material.book, asked.as_of)
        report = ProvisionReport(found, dealer)
        mine = [each.by.rule for each in found.customers if each.by is not None and each.aged.subject == dealer]
        cases = of_customer(material, asked.as_of, dealer, tuple(each.address for each in mine))
        return Answer(report.report(), report.problems, cases=cases)

    return answer(asked, told)


COMMAND = result_command("provision", _HELP, run, (dealer_option(required=False),), records=True)
