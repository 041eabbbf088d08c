"""``dealerkit credit liability``: who bears which share of a bad debt, and what became of the releases."""

from __future__ import annotations

from dealerkit.assembly.recording import stated_cases
from dealerkit.book.recording import Asking
from dealerkit.cli import exits
from dealerkit.cli.asking_credit import without_credit
from dealerkit.cli.asking_rebates import dealer_option
from dealerkit.cli.claimed import unknown_customer
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.credit.liability.run import run as reckoned
from dealerkit.credit.liability.section import liability_of
from dealerkit.credit.section import credit_of
from dealerkit.report.credit_liability import LiabilityReport
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest

_HELP = Words(
    """Say of every bad debt who bears it, by which rule and on which evidence: what of the shipment was inside the
    limit when it left, under which release it went, or that nobody approved it; split over persons to the cent.
    Releases follow: what was shipped under each, what of it is paid, and what is taken from whom where it is not
    paid in time. With `--dealer` every step is shown.""",
    """说明每笔坏账由谁承担、依据哪条规则和哪些证据：发货时有多少在额度之内、按哪张放行单发出，还是无人批准；
    分摊到人、精确到分。其后是各放行单：发了多少货、付了多少，逾期未付时向谁扣多少。用 `--dealer` 可看每一步的依据。""",
)


def run(asked: Asked, *, dealer: str) -> int:
    """Show who bears what."""

    def found(material: Material) -> Answer | Refused:
        refused = without_credit(material) or _without_tables(material)
        if refused is not None:
            return refused
        unknown = unknown_customer(material, dealer)
        if unknown is not None:
            return Refused((unknown,))
        ran = reckoned(material.policy, material.book, asked.as_of)
        report = LiabilityReport(ran, shortest(material.policy_files), dealer)
        askings = [
            Asking(
                of="liability",
                as_of=asked.as_of,
                own={"debt": each.debt.debt},
                who=(dealer,),
            )
            for each in ran.debts
            if each.debt.customer == dealer
        ]
        cases = stated_cases(material.policy, material.book, askings)
        return Answer(report.report(), report.problems, cases=cases)

    return answer(asked, found)


def _without_tables(material: Material) -> Refused | None:
    """Why there is nothing to say: no bad debts to be borne, and no releases under a ladder."""
    credit, book = credit_of(material.policy), material.book
    wanted = ["bad_debts"] if liability_of(material.policy) is not None else []
    wanted += ["releases"] if credit is not None and credit.over_limit is not None else []
    if any(book.has(table) for table in wanted):
        return None
    lacking = tuple(each for table in wanted or ["bad_debts"] for each in book.lacking(table, ()))
    return Refused(lacking, exits.NOT_RUN)


COMMAND = result_command("liability", _HELP, run, (dealer_option(required=False),), records=True)
