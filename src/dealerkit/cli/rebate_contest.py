"""``dealerkit rebate contest``: who stands where in sales contests, and which prizes are given."""

from __future__ import annotations

from dealerkit.cli import exits
from dealerkit.cli.asking_rebates import dealer_option
from dealerkit.cli.claimed import POST, Claimed, claimed, unknown_customer
from dealerkit.cli.commands import Option
from dealerkit.cli.results import Answer, Asked, Material, Refused, result_command
from dealerkit.problems import problem
from dealerkit.rebates.approval.batches import of_contests
from dealerkit.rebates.contests.contest import SECTION
from dealerkit.rebates.contests.held import contests_of
from dealerkit.rebates.contests.run import hold
from dealerkit.report.contests import ContestReport
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest

_HELP = Words(
    """Rank dealers in every sales contest that has begun: places with their figures, prizes in money and
    goods, who is not ranked and why. Prizes of contests that are over are proposed as postings; with
    `--post` they are appended to the book's ledger, all or none, and a second run over the same facts
    proposes nothing. With `--dealer` every step of that dealer's decisions is shown.

    Where the policy has `authority: rebate-settlement`, only what is approved is posted; what is left and why is
    said at the end, and by `rebate approvals`.""",
    """销售竞赛：对每个已开始的竞赛排名，列出名次、数字、现金和实物奖，以及谁未参与排名、为什么。
    已结束的竞赛列出待过账的奖；加 `--post` 则写入账册的台账：要么全部写入，要么一笔不写；
    对同样的事实再次运行，不会再列出任何一笔。
    用 `--dealer` 可看该经销商每一步的依据。

    政策写有 `authority: rebate-settlement` 时，只过账已签批的各笔；
    未过账的及其原因在最后列出，也可用 `rebate approvals` 查看。""",
)
CONTEST = Option(
    "--contest",
    default="",
    metavar="ID",
    help=Words("only this contest, as in spring", "只看该竞赛，如 spring"),
)


def run(asked: Asked, *, dealer: str, contest: str, post_them: bool) -> int:
    """Show the places, and post prizes if that is asked."""

    def held(material: Material) -> Claimed | Refused:
        contests = contests_of(material.policy)
        if not contests:
            return Refused((problem("DK493", None, section=SECTION),), exits.NOT_RUN)
        if contest and contest not in contests:
            return Refused((problem("DK371", None, programme=contest, known=tuple(contests)),))
        asks_lines = any(each.measured.source == "lines" for each in contests.values())
        missing = material.book.lacking("lines", ()) if asks_lines else ()
        if missing:
            return Refused(missing, exits.NOT_RUN)
        unknown = unknown_customer(material, dealer)
        if unknown is not None:
            return Refused((unknown,))
        found = hold(material.policy, material.book, asked.as_of, asked.known_at)
        report = ContestReport(found, shortest(material.policy_files), dealer, contest)
        return Claimed(Answer(report.report(), report.problems), report.proposals, of_contests(found))

    return claimed(asked, held, post_them=post_them)


COMMAND = result_command("contest", _HELP, run, (dealer_option(required=False), CONTEST, POST))
