"""``dealerkit explain``: why this decision, and why not the other."""

from __future__ import annotations

from dealerkit.cli.asking_rebates import PERIOD, PROGRAMME, dealer_option, unknown_dealer, unready
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.problems import problem
from dealerkit.rebates.results import Row
from dealerkit.rebates.run import Run
from dealerkit.report.explanations import Explained, ExplanationReport
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest
from dealerkit.report.whys import teller_of

_HELP = Words(
    """Explain one dealer's rebate step by step: the rules that decided, the rules that were tried and not
    met and by how much, and what was read, with its value and where it was written.

    Without `--programme` every programme is explained; without `--period` the latest that has begun.""",
    """逐步解释某一经销商的返利：哪些规则起了作用，哪些规则试过而不满足、差多少，读取了哪些内容、取值多少、写在哪里。

    不写 `--programme` 则解释每一个方案；不写 `--period` 则解释最近已开始的期间。""",
)


def run(asked: Asked, *, dealer: str, programme: str, period: str) -> int:
    """Explain."""

    def explained(material: Material) -> Answer | Refused:
        lacking = unready(material, programme)
        if lacking is not None:
            return lacking
        opened = Run.open(material.policy, material.book, asked.as_of, asked.known_at)
        unknown = unknown_dealer(opened, dealer)
        if unknown is not None:
            return Refused((unknown,))
        settlement = opened.settlement()
        mine = [row for row in settlement.rows if row.payee == dealer and programme in {"", row.programme}]
        if period and not any(row.window.label == period for row in mine):
            known = tuple(dict.fromkeys(row.window.label for row in mine))
            return Refused((problem("DK933", None, period=period, known=known),))
        teller = teller_of(opened, shortest(material.policy_files))
        rows = [row for row in mine if row.window.label == period] if period else _latest(mine)
        found = tuple(Explained(row, teller.trace(row)) for row in rows)
        return Answer(ExplanationReport(opened, teller, dealer, found).report())

    return answer(asked, explained)


def _latest(rows: list[Row]) -> list[Row]:
    """The last row of each programme."""
    return [*{row.programme: row for row in rows}.values()]


COMMAND = result_command("explain", _HELP, run, (dealer_option(required=True), PROGRAMME, PERIOD))
