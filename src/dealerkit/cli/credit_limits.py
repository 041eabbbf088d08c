"""``dealerkit credit limits``: what limit each customer has on a day, what counts against it, and why."""

from __future__ import annotations

from datetime import date

from dealerkit.assembly.recording import stated_cases
from dealerkit.book.recording import Asking
from dealerkit.cli.asking_credit import without_credit
from dealerkit.cli.asking_rebates import dealer_option
from dealerkit.cli.claimed import unknown_customer
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.credit.limits.run import Held, limits_of
from dealerkit.credit.section import credit_of
from dealerkit.policy.policy import Policy
from dealerkit.report.credit_limits import LimitReport
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest

_HELP = Words(
    """Say for every customer which limit is his, by which method and with which figures, what counts against it
    and what is left; until when it holds and when it is reviewed. Groups that share a limit follow. With
    `--dealer` every step is shown.""",
    """列出每个客户适用哪项额度、按什么方法、依据哪些数字，已占用多少、还余多少，有效到何时、何时复审；
    其后是共用额度的集团。用 `--dealer` 可看每一步的依据。""",
)


def run(asked: Asked, *, dealer: str) -> int:
    """Show the limits."""

    def found(material: Material) -> Answer | Refused:
        refused = without_credit(material)
        if refused is not None:
            return refused
        unknown = unknown_customer(material, dealer)
        if unknown is not None:
            return Refused((unknown,))
        run = limits_of(material.policy, material.book, asked.as_of)
        report = LimitReport(run, shortest(material.policy_files), dealer)
        mine = [each for each in run.customers if dealer and each.limit.subject == dealer]
        askings = [_asking(material.policy, each, asked.as_of) for each in mine]
        cases = stated_cases(material.policy, material.book, askings)
        return Answer(report.report(), run.problems, cases=cases)

    return answer(asked, found)


def _asking(policy: Policy, held: Held, as_of: date) -> Asking:
    """The customer's limit, by the address of the one that is his; of any that could have been where none is."""
    credit = credit_of(policy)
    limits = () if credit is None or credit.limits is None else credit.limits.values()
    others = (each.rule for each in limits if not each.only_in)
    rule = held.limit.rule or next(others, None)
    return Asking(
        of="" if rule is None else rule.address,
        as_of=as_of,
        own={"customer": held.limit.subject},
        who=(held.limit.subject,),
    )


COMMAND = result_command("limits", _HELP, run, (dealer_option(required=False),), records=True)
