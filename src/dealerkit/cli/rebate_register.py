"""``dealerkit rebate register``: the register of sub-dealers."""

from __future__ import annotations

from dealerkit.cli import exits
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.problems import Problem
from dealerkit.rebates.register import register
from dealerkit.rebates.run import Run
from dealerkit.report.languages import Words
from dealerkit.report.registers import RegisterReport

_HELP = Words(
    """List the sub-dealers (二批) that are known from their cards and from the purchases entered on them: code,
    card, name, address, phone, what they bought through the day, their points, and the last purchase.""",
    """列出由卡及其进货记录得知的二批：编码、卡号、名称、地址、电话、截至该日的进货量、积分和最近进货日期。""",
)


def run(asked: Asked) -> int:
    """Show the register."""

    def registered(material: Material) -> Answer | Refused:
        lacking = material.book.lacking("sell_through", ())
        if lacking:
            return Refused(lacking, exits.NOT_RUN)
        found = register(Run.open(material.policy, material.book, asked.as_of, asked.known_at))
        if isinstance(found, Problem):
            return Refused((found,), exits.NOT_RUN)
        return Answer(RegisterReport(found).report(), found.problems)

    return answer(asked, registered)


COMMAND = result_command("register", _HELP, run)
