"""``dealerkit rebate accrue``: what rebates have cost through a day, and the accruals that are left to post."""

from __future__ import annotations

from dealerkit.cli import exits
from dealerkit.cli.asking_rebates import PERIOD, PROGRAMME, dealer_option, unknown_dealer, unready
from dealerkit.cli.commands import Option, choice, whole
from dealerkit.cli.delivery import stop
from dealerkit.cli.posted import posted
from dealerkit.cli.results import Answer, Asked, Material, Refused, asking, result_command
from dealerkit.problems import problem
from dealerkit.rebates.accrual import Method, accruals
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.run import Run
from dealerkit.report.accruals import AccrualReport
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest
from dealerkit.report.whys import teller_of

_HELP = Words(
    """Reckon what every dealer has earned through the day, in every period that has begun, take off what
    earlier accruals hold, and propose the accruals that are left; one below zero is a reversal. With
    `--post` they are appended to the book's ledger, all or none.

    `--method actual` takes the terms at what was bought so far. `--method forecast` takes what the period
    comes to if it goes on as it did, for the share of it that was bought, so that a band that will be
    reached counts from the start. `--method expected-average` takes the rate that the dealer earned on
    average in the last `--periods` completed periods, on what was bought so far. At the period's end all
    are what is settled.

    A settlement changes no accrual: the liability is what is accrued and not settled. A second run over
    the same facts proposes nothing.""",
    """计算每家经销商在每个已开始的期间截至该日应得的返利，减去此前已计提的部分，列出待计提的各笔；负数即冲回。
    加 `--post` 则写入账册的台账：要么全部写入，要么一笔不写。

    `--method actual` 按至今实际进货套用条款。`--method forecast` 按目前进度推算全期应得，再取已进货的份额，
    因此将会达到的坎级从一开始就按其标准计提。`--method expected-average` 取该经销商此前 `--periods` 个已结束期间的
    平均返利率，乘以至今实际进货。期末各种方法都等于结算金额。

    结算不改变计提：未结负债等于已计提减已结算。对同样的事实再次运行，不会再列出任何一笔。""",
)
_METHOD = Words(
    "how a period that is not over is judged; `actual` if absent", "尚未结束的期间如何计算；不写则为 `actual`"
)
_PERIODS = Words(
    "over how many completed periods the expected average is taken", "expected-average 取此前几个已结束的期间"
)
_POST = Words("append the accruals to the book's ledger", "把各笔计提写入账册的台账")


def run(
    asked: Asked, *, programme: str, dealer: str, period: str, method: str, periods: int | None, post_them: bool
) -> int:
    """Accrue, and post if that is asked."""
    if Method(method) is Method.EXPECTED_AVERAGE and not periods:
        return stop([problem("DK469", None, method=method)], {}, asked.lang, ended=exits.USAGE)
    proposals: list[Posting] = []
    materials: list[Material] = []

    def accrued(material: Material) -> Answer | Refused:
        lacking = unready(material, programme)
        if lacking is not None:
            return lacking
        opened = Run.open(material.policy, material.book, asked.as_of, asked.known_at)
        has_accruals = any(account.payee == dealer for account in opened.ledger.accrued)
        unknown = unknown_dealer(opened, dealer) if dealer and not has_accruals else None
        if unknown is not None:
            return Refused((unknown,))
        every = accruals(opened, Method(method), periods or 1)
        if period and not any(row.window.label == period for row in every.rows):
            known = tuple(dict.fromkeys(row.window.label for row in every.rows))
            return Refused((problem("DK933", None, period=period, known=known),))
        found = every.of(programme, dealer, period)
        proposals.extend(found.proposals)
        materials.append(material)
        report = AccrualReport(found, teller_of(opened, shortest(material.policy_files)))
        return Answer(report.report(), found.problems)

    with asking(asked, accrued) as (found, ended):
        if found is None or not post_them:
            return ended
        if ended != exits.FINE:
            return stop([problem("DK930", None)], {}, asked.lang, ended=ended)
        return posted(asked, materials[0], tuple(proposals))


COMMAND = result_command(
    "accrue",
    _HELP,
    run,
    (
        PROGRAMME,
        dealer_option(required=False),
        PERIOD,
        choice("--method", choices=[each.value for each in Method], default=Method.ACTUAL.value, help=_METHOD),
        Option("--periods", metavar="N", callback=whole, help=_PERIODS),
        Option("--post", "post_them", is_flag=True, help=_POST),
    ),
)
