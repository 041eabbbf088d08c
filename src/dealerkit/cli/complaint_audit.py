"""``dealerkit complaint audit``: which cases broke the rules of their flow, where, and by how much."""

from __future__ import annotations

from datetime import date

from dealerkit.book import Book
from dealerkit.cli import exits
from dealerkit.cli.asking_flows import flow_option, without_flow
from dealerkit.cli.commands import Option, argument, existing, whole
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, now_option, result_command
from dealerkit.problems import nearest, problem
from dealerkit.report.audited_case import AuditedCaseReport
from dealerkit.report.complaint_audit import AuditReport
from dealerkit.report.languages import Words
from dealerkit.workflow.auditing.audit import audit
from dealerkit.workflow.log import EVENTS, lacking_cases

_HELP = Words(
    """Hold every case of a log against its flow: illegal moves, wrong roles, what was not filled in, who should have
    stayed out of it, clocks that were late and by how much, who was not told. Then how many cases keep every rule,
    what is broken how often and in whose role, which ways cases take, and how long they stay where.

    EVENTS is a book with the tables `events` and, if there is one, `cases`; or a single file of events, read as the
    `columns.yaml` beside it says. Without `cases` a case begins with its first event. A violation never changes the
    exit code; a row that cannot be read does. With `--case` the whole story of one case is shown.""",
    """按流程检查日志中的每个案件：不允许的步骤、无权的角色、未填写的内容、应回避的人、超时及超时多久、未通知的人。
    其后是完全合规的比例、各规则及各角色的违规次数、案件走过的路径，以及在各状态停留的时间。

    EVENTS 可以是含 `events` 表（如有，含 `cases` 表）的账册，或单个事件文件（按同一文件夹中的 `columns.yaml` 读取）。
    没有 `cases` 时，案件从第一个事件开始。违规不影响退出码；无法读取的行才影响。用 `--case` 可看一个案件的全过程。""",
)
_CASE = Words("one case only, with everything that happened in it", "只看一个案件的全过程")
_TOP = Words("how many of the longest delays and commonest ways the page shows", "页面显示多少条最久超时和最常见路径")


def run(asked: Asked, *, now: date, flow: str, case: str, top: int) -> int:
    """Audit."""

    def audited(material: Material) -> Answer | Refused:
        refused = without_flow(material, flow) or _lacking(material.book)
        if refused is not None:
            return refused
        found = audit(material.policy, material.book, now, flow)
        if not case:
            return Answer(AuditReport(found, top).report(), found.problems)
        one = found.of_case(case)
        if one is None:
            known = [each.number for each in found.cases]
            return Refused((problem("DK658", None, case=case, nearest=nearest(case, known)),))
        return Answer(AuditedCaseReport(found, one).report(), found.problems)

    return answer(asked, audited, EVENTS)


def _lacking(book: Book) -> Refused | None:
    lacking = lacking_cases(book)
    return Refused(lacking, exits.NOT_RUN) if lacking else None


COMMAND = result_command(
    "audit",
    _HELP,
    run,
    (
        now_option(),
        flow_option(),
        Option("--case", metavar="CASE", default="", help=_CASE),
        Option("--top", metavar="N", default="10", callback=whole, help=_TOP),
    ),
    book=argument("book", "EVENTS", existing),
)
