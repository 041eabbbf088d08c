"""``dealerkit rebate settle``: what is payable now, posting by posting."""

from __future__ import annotations

from dealerkit.book import Count
from dealerkit.cli import exits
from dealerkit.cli.asking_rebates import PERIOD, PROGRAMME, dealer_option, unknown_dealer, unready
from dealerkit.cli.claimed import posted_if_approved
from dealerkit.cli.commands import Option
from dealerkit.cli.delivery import stop
from dealerkit.cli.results import Answer, Asked, Material, Refused, asking, result_command
from dealerkit.problems import in_order, problem
from dealerkit.rebates.approval.proposals import Approvals, approvals
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.run import Run
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest
from dealerkit.report.settlements import SettlementReport, Wanted
from dealerkit.report.whys import teller_of

_HELP = Words(
    """Reckon what every dealer earned up to the day, take off what was settled before, and propose the
    postings that are left. With `--post` they are appended to the book's ledger, all or none.

    The screen shows the totals, the largest payments of each programme, and the dealer who gets most,
    explained down to the lines of the policy. `--all` shows every row, `--dealer` explains another
    dealer, and `--out` writes everything into files: rows, totals, reasons, postings.

    `--programme`, `--dealer` and `--period` choose what is shown, and what `--post` posts; periods that
    are set against each other stay together. A second run over the same facts proposes nothing. Without
    a ledger the result says so at its top. Nothing is posted while a run ends with findings. Ends with 1
    for errors, or more rejected rows than accepted.

    Where the policy has `authority: rebate-settlement`, only what is approved is posted; what is left and
    why is said at the end, and by `rebate approvals`.""",
    """计算每家经销商截至该日应得的返利，减去已结算部分，列出待过账的各笔。
    加 `--post` 则写入账册的台账：要么全部写入，要么一笔不写。

    屏幕上显示合计、各方案最大的几笔，以及应付最多的一家经销商的逐项说明（直到政策文件的行）。
    `--all` 显示全部各行，`--dealer` 说明另一家经销商，`--out` 把全部内容（各行、合计、理由、待过账）写成文件。

    `--programme`、`--dealer`、`--period` 决定显示哪些，也决定 `--post` 过账哪些；互相抵扣的期间不拆开。
    对同样的事实再次运行，不会再列出任何一笔。没有台账时，结果开头会说明。只要运行有问题，就不过账。
    有错误、或被拒绝的行超过可接受数时，以 1 结束。

    政策写有 `authority: rebate-settlement` 时，只过账已签批的各笔；
    未过账的及其原因在最后列出，也可用 `rebate approvals` 查看。""",
)
_POST = Words("append the postings to the book's ledger", "把各笔写入账册的台账")
_ALL = Words("show every row on the screen", "在屏幕上显示全部各行")


def run(asked: Asked, *, programme: str, dealer: str, period: str, everything: bool, post_them: bool) -> int:
    """Settle, and post if that is asked."""
    proposals: list[Posting] = []
    policies: list[Material] = []
    asked_for: list[Approvals] = []

    def settled(material: Material) -> Answer | Refused:
        lacking = unready(material, programme)
        if lacking is not None:
            return lacking
        opened = Run.open(material.policy, material.book, asked.as_of, asked.known_at)
        unknown = unknown_dealer(opened, dealer) if dealer else None
        if unknown is not None:
            return Refused((unknown,))
        whole = opened.settlement()
        if period and not any(row.window.label == period for row in whole.rows):
            known = tuple(dict.fromkeys(row.window.label for row in whole.rows))
            return Refused((problem("DK933", None, period=period, known=known),))
        wanted = Wanted(programme, dealer, period)
        settlement = wanted.of(whole)
        found = approvals(opened, whole)
        proposals.extend(settlement.proposals)
        asked_for.append(found)
        policies.append(material)
        lines = material.book.counts.get("lines", Count())
        teller = teller_of(opened, shortest(material.policy_files))
        report = SettlementReport(settlement, teller, lines, wanted, opened, found)
        return Answer(report.report(everything=everything), in_order((*settlement.problems, *found.problems())))

    with asking(asked, settled) as (found, ended):
        if found is None or not post_them:
            return ended
        if ended != exits.FINE:
            return stop([problem("DK930", None)], {}, asked.lang, ended=ended)
        return posted_if_approved(asked, policies[0], tuple(proposals), asked_for[0])


COMMAND = result_command(
    "settle",
    _HELP,
    run,
    (
        PROGRAMME,
        dealer_option(required=False),
        PERIOD,
        Option("--all", "everything", is_flag=True, help=_ALL),
        Option("--post", "post_them", is_flag=True, help=_POST),
    ),
)
