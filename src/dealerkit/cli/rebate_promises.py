"""``dealerkit rebate promises``: what was promised to dealers, by whom, and what is still open."""

from __future__ import annotations

from dealerkit.assembly.recording import stated_cases
from dealerkit.book.recording import Asking
from dealerkit.cli import exits
from dealerkit.cli.asking_rebates import dealer_option
from dealerkit.cli.claimed import unknown_customer
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.problems import problem
from dealerkit.rebates.promises.run import review
from dealerkit.rebates.promises.subject import SECTION, subjects_of
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest
from dealerkit.report.promises import PromiseReport

_HELP = Words(
    """Say of every promise made to a dealer whether its author had the authority, whether it was decided and
    answered and in time; and list what is open: with whom it lies, and since when. With `--dealer` every
    step is shown.""",
    """对向经销商作出的每项承诺，说明作出者是否有权、是否按期裁定和答复，并列出未了结的：在谁处、自何时起。
    用 `--dealer` 可看每一步的依据。""",
)


def run(asked: Asked, *, dealer: str) -> int:
    """Show the promises."""

    def reviewed(material: Material) -> Answer | Refused:
        if not subjects_of(material.policy):
            return Refused((problem("DK493", None, section=SECTION),), exits.NOT_RUN)
        missing = material.book.lacking("promises", ())
        if missing:
            return Refused(missing, exits.NOT_RUN)
        unknown = unknown_customer(material, dealer)
        if unknown is not None:
            return Refused((unknown,))
        found = review(material.policy, material.book, asked.as_of)
        report = PromiseReport(found, shortest(material.policy_files), dealer)
        askings = [
            Asking(
                of=f"{SECTION}.{each.promise.subject}",
                as_of=asked.as_of,
                own={"promise": each.promise.id},
                who=(dealer,),
            )
            for each in found.rulings
            if each.promise.dealer == dealer
        ]
        cases = stated_cases(material.policy, material.book, askings)
        return Answer(report.report(), report.problems, cases=cases)

    return answer(asked, reviewed)


COMMAND = result_command("promises", _HELP, run, (dealer_option(required=False),), records=True)
