"""``dealerkit complaint stats``: the monthly table of cases."""

from __future__ import annotations

from datetime import date

from dealerkit.cli import exits
from dealerkit.cli.commands import Option, month
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, nearest, problem
from dealerkit.report.complaint_stats import StatisticsReport
from dealerkit.report.languages import Words
from dealerkit.workflow.asking import no_flow
from dealerkit.workflow.flow import flows_of
from dealerkit.workflow.log import lacking_cases
from dealerkit.workflow.statistics_rule import DEALER
from dealerkit.workflow.statistics_run import tabulate

_CASE = "case"
_HELP = Words(
    """Show the table of a month: cases received, closed and open, the share well founded, in time, found in order at
    spot checks and come again, the middle time to close, compensation; beside it the month before; then the same by
    kind, cause, product or dealer, and clock by clock. It says by when the table is due. What is counted stands under
    `statistics:` of the flow. A share of nothing is empty.""",
    """列出月度统计表：受理、结案、未结的件数，属实率、及时率、抽查合格率、重复率，结案时间中位数，赔偿金额；并列上月数字；
    再按类别、原因、产品、经销商和各时限分列。并说明报表何时应交。统计口径写在流程的 `statistics:` 下。
    分母为零的比率留空。""",
)
_FLOW = Words("the flow, where the policy has several", "流程名称；政策有多个流程时须写明")
_MONTH = Words(
    "the month, as in 2026-03; the last one that was over by `--as-of` if absent",
    "月份，如 2026-03；不写则为截至 `--as-of` 最近一个已结束的月份",
)
_BY = Words(
    "sort the cases by this: kind, cause, product, dealer, or another fact of the case; may be repeated; as the policy"
    " says if absent",
    "按此分列：kind、cause、product、dealer 或个案的其他事实；可重复；不写则按政策",
)


def run(asked: Asked, *, flow: str, month: date | None, by: tuple[str, ...]) -> int:
    """Show the monthly table."""

    def told(material: Material) -> Answer | Refused:
        flows = flows_of(material.policy)
        found = flows.get(flow) if flow else next(iter(flows.values())) if len(flows) == 1 else None
        if found is None:
            several = len(flows) > 1 and not flow
            return Refused((problem("DK670", None, known=tuple(flows)) if several else no_flow(material.policy, flow),))
        lacking = lacking_cases(material.book)
        if lacking:
            return Refused(lacking, exits.NOT_RUN)
        against = _against(material.policy, asked.as_of, month, by)
        if against is not None:
            return Refused((against,))
        table = tabulate(material.policy, material.book, found, asked.as_of, month, by)
        return Answer(StatisticsReport(table).report(), table.problems)

    return answer(asked, told)


def _against(policy: Policy, as_of: date, first: date | None, by: tuple[str, ...]) -> Problem | None:
    """DK669 a month that has not begun, DK666 cases sorted by what is no fact of theirs."""
    if first is not None and first > as_of:
        return problem("DK669", None, month=f"{first:%Y-%m}", as_of=as_of)
    facts = tuple(each.name.partition(".")[2] for each in policy.catalogue if each.root == _CASE)
    known = (*facts, DEALER)
    for name in by:
        if name not in known:
            return problem("DK666", None, kind="fact", name=name, nearest=nearest(name, known), known=known)
    return None


COMMAND = result_command(
    "stats",
    _HELP,
    run,
    (
        Option("--month", metavar="MONTH", callback=month, help=_MONTH),
        Option("--by", metavar="FACT", multiple=True, help=_BY),
        Option("--flow", metavar="ID", default="", help=_FLOW),
    ),
)
