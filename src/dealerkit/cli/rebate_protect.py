"""``dealerkit rebate protect``: what dealers are credited for their stock when prices are cut."""

from __future__ import annotations

from dealerkit.assembly.recording import stated_cases
from dealerkit.book.recording import Asking
from dealerkit.cli import exits
from dealerkit.cli.asking_rebates import dealer_option
from dealerkit.cli.claimed import POST, Claimed, claimed, unknown_customer
from dealerkit.cli.commands import Option
from dealerkit.cli.results import Answer, Asked, Material, Refused, result_command
from dealerkit.problems import problem
from dealerkit.rebates.approval.batches import of_credits
from dealerkit.rebates.protection.records import lacking
from dealerkit.rebates.protection.run import protect, tables_of
from dealerkit.rebates.protection.scheme import schemes_of
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest
from dealerkit.report.protections import ProtectionReport

_HELP = Words(
    """Credit dealers for the stock they had when a price was cut (价保): every cut of the price list, every
    dealer it concerns, which units are protected, and which are refused, why, and for how much; and propose
    the postings that are left. With `--post` they are appended to the book's ledger, all or none; a second
    run over the same facts proposes nothing. With `--dealer` every step of that dealer's decisions is shown.

    Where the policy has `authority: rebate-settlement`, only what is approved is posted; what is left and why is
    said at the end, and by `rebate approvals`.""",
    """价保：价格表上的每一次降价涉及哪些经销商，哪些库存予以补偿，哪些拒绝、原因及金额；并列出待过账的各笔。
    加 `--post` 则写入账册的台账：要么全部写入，要么一笔不写；对同样的事实再次运行，不会再列出任何一笔。
    用 `--dealer` 可看该经销商每一步的依据。

    政策写有 `authority: rebate-settlement` 时，只过账已签批的各笔；
    未过账的及其原因在最后列出，也可用 `rebate approvals` 查看。""",
)
PRODUCT = Option(
    "--product",
    default="",
    metavar="CODE",
    help=Words("only this product", "只看该商品"),
)


def run(asked: Asked, *, dealer: str, product: str, post_them: bool) -> int:
    """Show what is credited, and post if that is asked."""

    def protected(material: Material) -> Claimed | Refused:
        schemes = schemes_of(material.policy)
        if not schemes:
            return Refused((problem("DK378", None),), exits.NOT_RUN)
        missing = lacking(material.book, tables_of(schemes.values()))
        if missing:
            return Refused(missing, exits.NOT_RUN)
        unknown = unknown_customer(material, dealer)
        if unknown is not None:
            return Refused((unknown,))
        found = protect(material.policy, material.book, asked.as_of)
        report = ProtectionReport(found, shortest(material.policy_files), dealer, product)
        askings = [
            Asking(
                of=f"price_protection.{each.scheme.id}",
                as_of=asked.as_of,
                own={"dealer": dealer, "product": each.case.cut.product, "cut_on": each.case.cut.on},
                who=(dealer,),
            )
            for each in report.rows
        ]
        cases = stated_cases(material.policy, material.book, askings)
        return Claimed(
            Answer(report.report(), report.problems, cases=cases), report.proposals, of_credits(found.credits)
        )

    return claimed(asked, protected, post_them=post_them)


COMMAND = result_command("protect", _HELP, run, (dealer_option(required=False), PRODUCT, POST), records=True)
