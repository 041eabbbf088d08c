"""``dealerkit governance assess``: keep or end, three questions as numbers."""

from __future__ import annotations

from dealerkit.assembly.recording import stated_cases
from dealerkit.book.recording import Asking
from dealerkit.cli import exits
from dealerkit.cli.asking_rebates import dealer_option
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.governance.assess.judging import assess
from dealerkit.governance.section import assess_of
from dealerkit.problems import nearest, problem
from dealerkit.report.governance_assess import AssessReport
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest

_HELP = Words(
    """Ask three questions of every dealer: what margin is left after costs, rebates, promotions, gifts and credit; what
    his neighbours lose, estimated in several ways, as a range; whether he does what written notices ask. The verdict
    follows by the policy's rules, with the value of each input at which an answer changes. Nothing is carried out.""",
    """对每家经销商问三个问题：扣除成本、返利、促销、赠品和资金占用后还剩多少毛利；邻近经销商损失多少（多种方法估计，
    以区间表示）；是否服从书面通知。判断按政策规则得出，并列出各因素改变结论的数值。系统不执行任何动作。""",
)


def run(asked: Asked, *, dealer: str) -> int:
    """Show the assessment."""

    def assessed(material: Material) -> Answer | Refused:
        rules = assess_of(material.policy)
        if rules is None:
            return Refused((problem("DK493", None, section="governance.assess"),), exits.NOT_RUN)
        missing = material.book.lacking("lines", ("date", "dealer"))
        if missing:
            return Refused(missing, exits.NOT_RUN)
        found = assess(material.policy, rules, material.book, asked.as_of, dealer)
        if dealer and found.of(dealer) is None:
            close = nearest(dealer, found.ground.dealers)
            return Refused((problem("DK890", None, dealer=dealer, nearest=close),))
        report = AssessReport(found, shortest(material.policy_files), dealer)
        asking = Asking(
            of="governance.assess",
            as_of=asked.as_of,
            own={"dealer": dealer},
            who=(dealer,),
        )
        cases = stated_cases(material.policy, material.book, [asking] if dealer else [])
        return Answer(report.report(), report.problems, cases=cases)

    return answer(asked, assessed)


COMMAND = result_command("assess", _HELP, run, (dealer_option(required=False),), records=True)
