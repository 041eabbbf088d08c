"""``dealerkit governance scan``: who dominates, whose volume is false, who is over-stretched, what we pushed."""

from __future__ import annotations

from dealerkit.cli import exits
from dealerkit.cli.asking_rebates import dealer_option
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.governance.scan.scanning import scan
from dealerkit.governance.section import scan_of
from dealerkit.problems import nearest, problem
from dealerkit.report.governance_scan import ScanReport
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest

_HELP = Words(
    """Look at every dealer for the signs the policy names: stock against sell-through, goods in other territories,
    sudden changes of rhythm, stores short of goods, and goods our own office pushed. Each sign with its formula, its
    evidence and what is missing. With `--dealer` every sign of one dealer is shown, quiet ones too.""",
    """按政策所列的迹象逐家查看经销商：库存与实销、货物流入其他区域、节奏突变、终端缺货、我方压货等。
    每个信号都列出公式、证据和所缺资料。用 `--dealer` 可看某一家的全部信号，包括未出现的。""",
)


def run(asked: Asked, *, dealer: str) -> int:
    """Show the scan."""

    def scanned(material: Material) -> Answer | Refused:
        rules = scan_of(material.policy)
        if rules is None:
            return Refused((problem("DK493", None, section="governance.scan"),), exits.NOT_RUN)
        missing = material.book.lacking("lines", ("date", "dealer"))
        if missing:
            return Refused(missing, exits.NOT_RUN)
        found = scan(material.policy, rules, material.book, asked.as_of)
        if dealer and found.of(dealer) is None:
            close = nearest(dealer, tuple(each.dealer for each in found.dealers))
            return Refused((problem("DK875", None, dealer=dealer, nearest=close),))
        report = ScanReport(found, shortest(material.policy_files), dealer)
        return Answer(report.report(), report.problems)

    return answer(asked, scanned)


COMMAND = result_command("scan", _HELP, run, (dealer_option(required=False),))
