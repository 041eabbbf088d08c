"""``dealerkit rebate approvals``: what waits for whose signature, what was granted, what was refused."""

from __future__ import annotations

from dealerkit.cli import exits
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.problems import in_order, problem
from dealerkit.rebates.approval.gathered import everything
from dealerkit.rebates.granting.names import BY_ADDRESS
from dealerkit.report.approvals import ApprovalsReport
from dealerkit.report.languages import Words

_HELP = Words(
    """Say of every credit that is proposed on the day who must approve it, by the policy's
    `authority: rebate-settlement`, and who has: those of `rebate settle`, `protect`, `bids`, `rotation` and
    `contest`. What waits for which role, who holds it, since when; what was granted; what was refused, and
    which signatures do not count and why. Corrections that wait are listed as well.

    A signature is a row of the book's table `approvals`. It counts for one posting, by its name, and for
    one amount, when it was given by somebody who held the role on that day and did not ask for it himself.""",
    """逐笔说明当日拟过账的各笔依据政策 `authority: rebate-settlement` 须由谁签批、谁已签批，
    包括 `rebate settle`、`protect`、`bids`、`rotation`、`contest` 的各笔：
    哪些等待哪个角色、由谁持有、自何时起；哪些已同意；哪些被拒绝；哪些签批无效及其原因。等待签批的更正也一并列出。

    签批是账册表 `approvals` 中的一行：只对该编号、该金额有效，且签批人当日须持有该角色，并且不是提交人本人。""",
)


def run(asked: Asked) -> int:
    """List the approvals."""

    def listed(material: Material) -> Answer | Refused:
        if not any(section in material.policy.sections for section in ("rebates", *BY_ADDRESS)):
            return Refused((problem("DK934", None),), exits.NOT_RUN)
        found = everything(material.policy, material.book, asked.as_of)
        if not found.ran:
            return Refused(found.problems, exits.NOT_RUN)
        problems = in_order((*found.problems, *found.approvals.problems()))
        report = ApprovalsReport(
            material.policy, material.book, asked.as_of, found.approvals, found.corrections.problems
        )
        return Answer(report.report(), problems)

    return answer(asked, listed)


COMMAND = result_command("approvals", _HELP, run)
