"""``dealerkit rebate bids``: what dealers are credited for sales under special bids, and what is posted of it."""

from __future__ import annotations

from dealerkit.assembly.recording import stated_cases
from dealerkit.book.recording import Asking
from dealerkit.cli import exits
from dealerkit.cli.asking_rebates import dealer_option
from dealerkit.cli.claimed import POST, Claimed, claimed, unknown_customer
from dealerkit.cli.results import Answer, Asked, Material, Refused, result_command
from dealerkit.problems import problem
from dealerkit.rebates.approval.batches import of_credits
from dealerkit.rebates.bids.records import lacking_for_bids
from dealerkit.rebates.bids.run import honour, tables_for_bids
from dealerkit.rebates.bids.scheme import bid_schemes
from dealerkit.report.bids import bid_report
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest

_HELP = Words(
    """Ship and debit: check every claim under a special bid against the bid, the reported sales and what the
    dealer paid, credit its units or refuse them with the reason and the amount, and propose the postings
    that are left. With `--post` they are appended to the book's ledger, all or none; a second run over the
    same facts proposes nothing. With `--dealer` every step of that dealer's decisions is shown.

    Where the policy has `authority: rebate-settlement`, only what is approved is posted; what is left and why is
    said at the end, and by `rebate approvals`.""",
    """特价单补差：逐份申请核对特价单、销售上报和进价，逐项补偿或说明拒绝的原因与金额，并列出待过账的各笔。
    加 `--post` 则写入账册的台账：要么全部写入，要么一笔不写；对同样的事实再次运行，不会再列出任何一笔。
    用 `--dealer` 可看该经销商每一步的依据。

    政策写有 `authority: rebate-settlement` 时，只过账已签批的各笔；
    未过账的及其原因在最后列出，也可用 `rebate approvals` 查看。""",
)


def run(asked: Asked, *, dealer: str, post_them: bool) -> int:
    """Show what is credited, and post if that is asked."""

    def honoured(material: Material) -> Claimed | Refused:
        schemes = bid_schemes(material.policy)
        if not schemes:
            return Refused((problem("DK470", None),), exits.NOT_RUN)
        missing = lacking_for_bids(material.book, tables_for_bids(schemes.values()))
        if missing:
            return Refused(missing, exits.NOT_RUN)
        unknown = unknown_customer(material, dealer)
        if unknown is not None:
            return Refused((unknown,))
        found = honour(material.policy, material.book, asked.as_of)
        report = bid_report(found, shortest(material.policy_files), dealer)
        askings = [
            Asking(
                of=f"special_bids.{each.scheme.id}",
                as_of=asked.as_of,
                own={"claim": each.claim},
                who=(dealer,),
            )
            for each in found.claims
            if each.dealer == dealer
        ]
        cases = stated_cases(material.policy, material.book, askings)
        return Claimed(
            Answer(report.report(), report.problems, cases=cases), report.proposals, of_credits(found.credits)
        )

    return claimed(asked, honoured, post_them=post_them)


COMMAND = result_command("bids", _HELP, run, (dealer_option(required=False), POST), records=True)
