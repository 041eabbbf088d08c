"""``dealerkit governance exit``: how one dealer is ended in order, step by step, dated."""

from __future__ import annotations

from datetime import date

from dealerkit.assembly.recording import stated_cases
from dealerkit.book.recording import Asking
from dealerkit.cli import exits
from dealerkit.cli.asking_rebates import dealer_option
from dealerkit.cli.commands import Option, day
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.governance.exit.planning import plan_exit
from dealerkit.governance.exit.run import ExitRun
from dealerkit.governance.section import exit_of
from dealerkit.problems import nearest, problem
from dealerkit.report.governance_exit import ExitReport
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest

_HELP = Words(
    """Plan the orderly end of one dealer as a case of the policy's flow: each step with its day, its state and what is
    missing before it; the demands he was asked in writing and whether he met them; deliveries stepped down so that
    little is owed at the end, computed from how he pays; and what ending costs against going on, as ranges. A case of
    the flow that is in the book is carried on. Nothing is carried out.""",
    """把一家经销商的有序终止作为政策流程中的一个案件来安排：每步的日期、状态和所缺；书面要求是否满足；按其回款习惯计算的
    逐次递减发货，使最后欠款很小；终止与继续的代价（区间）。账册中已有该流程的案件则接着安排。系统不执行任何动作。""",
)
_FROM = Words("the day on which the exit begins; `--as-of` if absent", "终止从哪一天开始；不写则为 `--as-of`")


def run(asked: Asked, *, dealer: str, start: date | None) -> int:
    """Show the plan."""

    def planned(material: Material) -> Answer | Refused:
        rules = exit_of(material.policy)
        if rules is None:
            return Refused((problem("DK493", None, section="governance.exit"),), exits.NOT_RUN)
        known = sorted({str(row.get("customer")) for row in material.book.rows("customers")})
        if dealer not in known:
            return Refused((problem("DK897", None, dealer=dealer, nearest=nearest(dealer, known)),))
        plan = plan_exit(material.policy, rules, material.book, dealer, start or asked.as_of, asked.as_of)
        found = ExitRun(material.policy, asked.as_of, () if plan is None else (plan,))
        report = ExitReport(found, shortest(material.policy_files))
        asking = Asking(
            of="governance.exit",
            as_of=asked.as_of,
            own={"dealer": dealer, **({} if start is None else {"from": start})},
            who=(dealer,),
        )
        return Answer(report.report(), report.problems, cases=stated_cases(material.policy, material.book, [asking]))

    return answer(asked, planned)


COMMAND = result_command(
    "exit",
    _HELP,
    run,
    (dealer_option(required=True), Option("--from", "start", metavar="DATE", callback=day, help=_FROM)),
    records=True,
)
