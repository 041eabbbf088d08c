"""``dealerkit rebate project``: what a dealer earns if the period goes on as it did, and what an order adds."""

from __future__ import annotations

from pathlib import Path

from dealerkit.cli.asking_rebates import PROGRAMME, dealer_option, unknown_dealer, unready
from dealerkit.cli.commands import Option
from dealerkit.cli.order_file import order_path, read_order
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.problems import Problem, problem
from dealerkit.rebates.orders import gains_of
from dealerkit.rebates.projection import outlook, running
from dealerkit.rebates.run import Run
from dealerkit.report.languages import Words
from dealerkit.report.order_gains import OrderReport
from dealerkit.report.places import shortest
from dealerkit.report.projections import ProjectionReport
from dealerkit.report.whys import teller_of

_HELP = Words(
    """Carry the periods that run on the day on to their end, at the pace of their days so far, and show what
    dealers then earn; how far away the next band is in money or units and in days, and what it is worth.
    `--dealer` tells one dealer's at length.

    With `--order` the question is another: what does this order add to each programme now? The file is
    JSON, `{"dealer": "D0001", "lines": [{"product": "H101", "quantity": 4, "net_amount": 15596.00}]}`.""",
    """把当日正在进行的期间按已过天数的速度推算到期末，列出届时各经销商应得多少；距下一坎级还差多少金额或台数、还需多少天、
    达到它值多少。`--dealer` 详细说明某一家。

    用 `--order` 则回答另一个问题：这张订单现在为每个方案增加多少？文件为 JSON，形如
    `{"dealer": "D0001", "lines": [{"product": "H101", "quantity": 4, "net_amount": 15596.00}]}`。""",
)
_NOBODY = ""
"""Stands for all whose periods are not those of a contract: a book may be without lines as yet."""
_ORDER = Option(
    "--order",
    metavar="FILE",
    callback=order_path,
    help=Words(
        "what this order adds now; `-` reads it from standard input", "这张订单现在增加多少；`-` 表示从标准输入读取"
    ),
)


def run(asked: Asked, *, programme: str, dealer: str, order: Path | None) -> int:
    """Project, or weigh an order."""

    def asked_of(material: Material) -> Answer | Refused:
        lacking = unready(material, programme)
        if lacking is not None:
            return lacking
        opened = Run.open(material.policy, material.book, asked.as_of, asked.known_at)
        if order is not None:
            return _weighed(opened, material, order, programme, dealer)
        return _projected(opened, material, programme, dealer)

    return answer(asked, asked_of)


def _projected(opened: Run, material: Material, programme: str, dealer: str) -> Answer | Refused:
    stands_against = _stands_against(opened, programme, dealer)
    if stands_against is not None:
        return Refused((stands_against,))
    found = outlook(opened, programme, dealer)
    report = ProjectionReport(found, teller_of(opened, shortest(material.policy_files)), dealer)
    return Answer(report.report(), found.problems)


def _weighed(opened: Run, material: Material, order: Path, programme: str, dealer: str) -> Answer | Refused:
    read = read_order(order, {column.name for column in material.book.columns("lines")}, dealer)
    if isinstance(read, Problem):
        return Refused((read,))
    stands_against = _stands_against(opened, programme, read.dealer)
    if stands_against is not None:
        return Refused((stands_against,))
    found = gains_of(opened, read, programme)
    report = OrderReport(found, teller_of(opened, shortest(material.policy_files)))
    return Answer(report.report(), found.problems)


def _stands_against(opened: Run, programme: str, dealer: str) -> Problem | None:
    """DK932 for a dealer who is nowhere, DK324 where no period runs that could be asked about."""
    unknown = unknown_dealer(opened, dealer) if dealer else None
    if unknown is not None:
        return unknown
    for each in opened.standing.programmes.values():
        if programme in {"", each.id}:
            payees = (dealer,) if dealer else (_NOBODY, *opened.payees(each))
            if any(running(opened.standing, each, payee) for payee in payees):
                return None
    return problem("DK324", None, programme=programme, payee=dealer, as_of=opened.standing.as_of)


COMMAND = result_command("project", _HELP, run, (PROGRAMME, dealer_option(required=False), _ORDER))
