"""``dealerkit rebate rotation``: which goods dealers may send back, for how much, and what is posted of it."""

from __future__ import annotations

from dealerkit.assembly.recording import stated_cases
from dealerkit.book.recording import Asking
from dealerkit.cli import exits
from dealerkit.cli.asking_rebates import dealer_option
from dealerkit.cli.claimed import POST, Claimed, claimed, unknown_customer
from dealerkit.cli.results import Answer, Asked, Material, Refused, result_command
from dealerkit.problems import problem
from dealerkit.rebates.approval.batches import of_credits
from dealerkit.rebates.rotation.run import lacking_for_rotation, rotate
from dealerkit.rebates.rotation.scheme import rotation_schemes
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest
from dealerkit.report.rotations import rotation_report

_HELP = Words(
    """Stock rotation: which of the goods that dealers ask to send back may come back, cut at the allowance of
    the reference period, and for how much; the others with the reason and the amount. The postings that are
    left are proposed, and with `--post` appended to the book's ledger, all or none; a second run over the
    same facts proposes nothing. With `--dealer` every step of that dealer's decisions is shown.

    Where the policy has `authority: rebate-settlement`, only what is approved is posted; what is left and why is
    said at the end, and by `rebate approvals`.""",
    """库存轮换：经销商申请退回的商品哪些可退、按额度截到多少、补偿多少，其余说明原因和金额，并列出待过账的各笔。
    加 `--post` 则写入账册的台账：要么全部写入，要么一笔不写；对同样的事实再次运行，不会再列出任何一笔。
    用 `--dealer` 可看该经销商每一步的依据。

    政策写有 `authority: rebate-settlement` 时，只过账已签批的各笔；
    未过账的及其原因在最后列出，也可用 `rebate approvals` 查看。""",
)


def run(asked: Asked, *, dealer: str, post_them: bool) -> int:
    """Show what may come back, and post if that is asked."""

    def rotated(material: Material) -> Claimed | Refused:
        schemes = rotation_schemes(material.policy)
        if not schemes:
            return Refused((problem("DK471", None),), exits.NOT_RUN)
        missing = lacking_for_rotation(material.book, schemes.values())
        if missing:
            return Refused(missing, exits.NOT_RUN)
        unknown = unknown_customer(material, dealer)
        if unknown is not None:
            return Refused((unknown,))
        found = rotate(material.policy, material.book, asked.as_of)
        report = rotation_report(found, shortest(material.policy_files), dealer)
        askings = [
            Asking(
                of=f"stock_rotation.{each.scheme.id}",
                as_of=asked.as_of,
                own={"request": each.request},
                who=(dealer,),
            )
            for each in found.requests
            if each.dealer == dealer
        ]
        cases = stated_cases(material.policy, material.book, askings)
        return Claimed(
            Answer(report.report(), report.problems, cases=cases), report.proposals, of_credits(found.credits)
        )

    return claimed(asked, rotated, post_them=post_them)


COMMAND = result_command("rotation", _HELP, run, (dealer_option(required=False), POST), records=True)
