"""``dealerkit explain``: why this decision, and why not the other."""

from __future__ import annotations

from dealerkit.cli import exits
from dealerkit.cli.asking_credit import without_credit
from dealerkit.cli.asking_rebates import PERIOD, PROGRAMME, dealer_option, unknown_dealer, unready
from dealerkit.cli.commands import Option
from dealerkit.cli.delivery import stop
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.credit.replay.telling import answer_of
from dealerkit.credit.stated import stated_order
from dealerkit.problems import Problem, problem
from dealerkit.rebates.line_search import LineName
from dealerkit.rebates.line_story import line_stories
from dealerkit.rebates.results import Row
from dealerkit.rebates.run import Run
from dealerkit.rebates.stated import stated_row
from dealerkit.report.explained_order import ExplainedOrder
from dealerkit.report.explanations import Explained, ExplanationReport
from dealerkit.report.languages import Words
from dealerkit.report.line_stories import LineStoryReport
from dealerkit.report.places import shortest
from dealerkit.report.whys import teller_of

_HELP = Words(
    """Explain one dealer's rebate step by step: the rules that decided, the rules that were tried and not
    met and by how much, and what was read, with its value and where it was written.

    Without `--programme` every programme is explained; without `--period` the latest that has begun.

    `--line` explains one line instead: which programmes took it, which refused it and by which condition
    with its values, and what would have had to differ; or why the line is rejected.

    `--order` explains whether one order may ship on credit: every check, what counts against the limit, how the
    limit came about, the ladder over it. An open order is asked about as of the day; one of which nothing is open
    any more as it was on its own day.

    `--as-case` writes what is explained of a dealer, or the answer to an order, as test cases into a file of the
    policy: the facts or rows as they were read, the answer and the rules behind it. `dealerkit test` then holds the
    policy to it.""",
    """逐步解释某一经销商的返利：哪些规则起了作用，哪些规则试过而不满足、差多少，读取了哪些内容、取值多少、写在哪里。

    不写 `--programme` 则解释每一个方案；不写 `--period` 则解释最近已开始的期间。

    `--line` 改为解释一行明细：哪些方案计入、哪些不计入、依据哪个条件及其取值、怎样才会计入；或该行为何被拒绝。

    `--order` 解释某张订单能否赊销发货：每项审核、占用额度的构成、额度由来、超限各步。未了结的订单以所问之日为准，
    已了结的订单按其当日的情况作答。

    `--as-case` 把所解释的经销商返利或订单审核写成测试用例，放入政策的一个文件：
    读取到的内容或数据行、答案以及起作用的规则。此后 `dealerkit test` 就会以它为准。""",
)
LINE = Option(
    "--line",
    default="",
    metavar="LINE",
    help=Words(
        "one line, by document and number (F2602010024:2) or by file and row (lines-2026-02.csv:154)",
        "一行明细：单据号与行号（F2602010024:2），或文件与行（lines-2026-02.csv:154）",
    ),
)

ORDER = Option(
    "--order",
    default="",
    metavar="NUMBER",
    help=Words("one order of the book, by its number, as in SO-1", "账册中的一张订单，按单号，如 SO-1"),
)


def run(asked: Asked, *, line: str, order: str, dealer: str, programme: str, period: str) -> int:
    """Explain a dealer's rebates, a line, or an order."""
    refused = _refused(line, order, dealer, programme, period, str(asked.as_case or ""))
    if refused is not None:
        return stop([refused], {}, asked.lang, ended=exits.USAGE)
    if order:
        return _explain_order(asked, order)
    return _explain_line(asked, LineName(line)) if line else _explain_dealer(asked, dealer, programme, period)


def _refused(line: str, order: str, dealer: str, programme: str, period: str, as_case: str) -> Problem | None:
    """DK391 for a line or an order beside anything else; DK902 for neither line, order nor dealer."""
    others = (("--order", order), ("--dealer", dealer), ("--programme", programme), ("--period", period))
    given = tuple(name for name, value in others if value)
    besides_line = (*given, *(("--as-case",) if as_case else ()))
    for name, value, beside in (("--line", line, besides_line), ("--order", order, given[1:])):
        if value and beside:
            return problem("DK391", None, option=name, options=beside)
    return None if line or order or dealer else problem("DK902", None, name="--dealer", program="dealerkit explain")


def _explain_order(asked: Asked, number: str) -> int:
    def explained(material: Material) -> Answer | Refused:
        lacking = without_credit(material)
        if lacking is not None:
            return lacking
        found = answer_of(material.policy, material.book, asked.as_of, number)
        if isinstance(found, Problem):
            return Refused((found,))
        order, answered = found
        places = shortest(material.policy_files)
        story = ExplainedOrder(policy=material.policy, as_of=asked.as_of, answer=answered, places=places)
        policy, book = material.policy, material.book
        return Answer(
            story.report(), story.problems, cases=(stated_order(policy, book, order, each) for each in [answered])
        )

    return answer(asked, explained)


def _explain_line(asked: Asked, name: LineName) -> int:
    def explained(material: Material) -> Answer | Refused:
        lacking = unready(material)
        if lacking is not None:
            return lacking
        opened = Run.open(material.policy, material.book, asked.as_of, asked.known_at)
        stories = line_stories(opened, name)
        if isinstance(stories, Problem):
            return Refused((stories,))
        teller = teller_of(opened, shortest(material.policy_files))
        return Answer(LineStoryReport(opened, teller, name, stories).report())

    return answer(asked, explained)


def _explain_dealer(asked: Asked, dealer: str, programme: str, period: str) -> int:
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
        report = ExplanationReport(opened, teller, dealer, found).report()
        return Answer(report, cases=(stated_row(opened, row) for row in rows))

    return answer(asked, explained)


def _latest(rows: list[Row]) -> list[Row]:
    """The last row of each programme."""
    return [*{row.programme: row for row in rows}.values()]


COMMAND = result_command(
    "explain", _HELP, run, (LINE, ORDER, dealer_option(required=False), PROGRAMME, PERIOD), records=True
)
