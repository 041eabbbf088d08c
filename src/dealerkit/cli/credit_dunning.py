"""``dealerkit credit dunning``: who is reminded at which level, and which letter is next."""

from __future__ import annotations

from dealerkit.cli.asking_collections import of_customer, refused
from dealerkit.cli.asking_rebates import dealer_option
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.credit.collecting.dunning_run import remind
from dealerkit.report.credit_dunning import DunningReport
from dealerkit.report.languages import Words

_HELP = Words(
    """Show which dunning level every customer has reached and was sent, which letters are due today, for how much, and
    on which day to look again. What no letter is about is listed with the reason. With `--dealer` the items and the
    letter itself are printed, in the language of the command.""",
    """列出各客户已达到和已发函的催收级别、今天应发的函和金额，以及下次处理的日期；不催收的款项写明原因。用 `--dealer`
    可看逐笔情况，并按所用语言打印函件。""",
)


def run(asked: Asked, *, dealer: str) -> int:
    """Show who is reminded."""

    def told(material: Material) -> Answer | Refused:
        against = refused(material, dealer, ("dunning",))
        if against is not None:
            return against
        found = remind(material.policy, material.book, asked.as_of)
        report = DunningReport(found, dealer)
        cases = of_customer(material, asked.as_of, dealer, ("collections.dunning",))
        return Answer(report.report(), report.problems, cases=cases)

    return answer(asked, told)


COMMAND = result_command("dunning", _HELP, run, (dealer_option(required=False),), records=True)
