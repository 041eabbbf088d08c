"""``dealerkit rebate statement``: one dealer's statement, for that dealer to read."""

from __future__ import annotations

from dealerkit.cli.asking_rebates import dealer_option, unknown_dealer, unready
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.rebates.run import Run
from dealerkit.rebates.statement import statement_of
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest
from dealerkit.report.statements import StatementReport
from dealerkit.report.whys import teller_of

_HELP = Words(
    """Write one dealer's statement: what counted, which band was reached and what is missing to the next,
    what was earned, paid before and is payable now, and why. Written for the dealer, in `--lang`, to be
    handed over: `--format md` or `html` to send or print it.""",
    """生成某一经销商的对账单：哪些进货计入、达到哪一坎级、距下一坎级还差多少、应得多少、已付多少、现应付多少，以及为什么。
    供经销商本人阅读，语言由 `--lang` 决定；`--format md` 或 `html` 便于发送和打印。""",
)


def run(asked: Asked, *, dealer: str) -> int:
    """Write the statement."""

    def stated(material: Material) -> Answer | Refused:
        lacking = unready(material)
        if lacking is not None:
            return lacking
        opened = Run.open(material.policy, material.book, asked.as_of, asked.known_at)
        unknown = unknown_dealer(opened, dealer)
        if unknown is not None:
            return Refused((unknown,))
        found = statement_of(opened, dealer)
        report = StatementReport(found, teller_of(opened, shortest(material.policy_files)))
        return Answer(report.report(), found.problems)

    return answer(asked, stated)


COMMAND = result_command("statement", _HELP, run, (dealer_option(required=True),))
