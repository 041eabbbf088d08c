"""``dealerkit rebate protect``: what dealers are credited for their stock when prices are cut."""

from __future__ import annotations

from dealerkit.cli import exits
from dealerkit.cli.asking_rebates import dealer_option
from dealerkit.cli.commands import Option
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.problems import Problem, nearest, problem
from dealerkit.rebates.protection.records import lacking
from dealerkit.rebates.protection.run import protect, schemes_of, tables_of
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest
from dealerkit.report.protections import ProtectionReport

_HELP = Words(
    """Credit dealers for the stock they had when a price was cut (价保): every cut of the price list, every
    dealer it concerns, which units are protected, and which are refused, why, and for how much. With
    `--dealer` every step of that dealer's decisions is shown.""",
    """价保：价格表上的每一次降价涉及哪些经销商，哪些库存予以补偿，哪些拒绝、原因及金额。
    用 `--dealer` 可看该经销商每一步的依据。""",
)
PRODUCT = Option(
    "--product",
    default="",
    metavar="CODE",
    help=Words("only this product", "只看该商品"),
)


def run(asked: Asked, *, dealer: str, product: str) -> int:
    """Show what is credited."""

    def protected(material: Material) -> Answer | Refused:
        schemes = schemes_of(material.policy)
        if not schemes:
            return Refused((problem("DK378", None),), exits.NOT_RUN)
        missing = lacking(material.book, tables_of(schemes.values()))
        if missing:
            return Refused(missing, exits.NOT_RUN)
        unknown = _unknown(material, dealer)
        if unknown is not None:
            return Refused((unknown,))
        found = protect(material.policy, material.book, asked.as_of)
        report = ProtectionReport(found, shortest(material.policy_files), dealer, product)
        return Answer(report.report(), report.problems)

    return answer(asked, protected)


def _unknown(material: Material, dealer: str) -> Problem | None:
    """DK932 for a dealer who is not among the customers, where the book has any."""
    known = [str(row["customer"]) for row in material.book.rows("customers")]
    if not dealer or not known or dealer in known:
        return None
    return problem("DK932", None, dealer=dealer, nearest=nearest(dealer, known))


COMMAND = result_command("protect", _HELP, run, (dealer_option(required=False), PRODUCT))
