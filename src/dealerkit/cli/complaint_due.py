"""``dealerkit complaint due``: what is late or due soon in the open cases, and who must act."""

from __future__ import annotations

from datetime import date

from dealerkit.cli import exits
from dealerkit.cli.asking_flows import flow_option, without_flow
from dealerkit.cli.commands import Option, length
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, now_option, result_command
from dealerkit.report.cases_due import DueReport
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest
from dealerkit.values.durations import Duration
from dealerkit.workflow.asking import CaseDesk, unknown_role
from dealerkit.workflow.due import due_cases
from dealerkit.workflow.flow import flows_of
from dealerkit.workflow.log import lacking_cases

_HELP = Words(
    """List the open cases by what is due next, late ones first: which clock or notice, how late, who must act and
    who must be told now. A clock that stands still, or whose end nobody can tell, is listed as well.""",
    """按到期先后列出未结案件，超时的在前：哪个时限或通知、超时多久、该由谁处理、须立即通知谁。
    暂停的时限和无法确定到期的案件也会列出。""",
)
_WITHIN = Words(
    "only what is late, cannot be told, or is due within this time, as in `3 days` or `4 working hours`",
    "只列超时的、无法确定的，或在此时间内到期的，如 `3 days`、`4 working hours`",
)
_ROLE = Words("only what this role must act on or must be told", "只列该角色须处理或须被告知的")


def run(asked: Asked, *, now: date, within: Duration | None, role: str, flow: str) -> int:
    """List what is due."""

    def listed(material: Material) -> Answer | Refused:
        refused = without_flow(material, flow)
        if refused is not None:
            return refused
        flows = [each for each in flows_of(material.policy).values() if flow in {"", each.id}]
        unknown = [tuple(unknown_role(role, each, material.policy)) for each in flows] if role else []
        if unknown and all(unknown):
            return Refused(unknown[0])
        lacking = lacking_cases(material.book)
        if lacking:
            return Refused(lacking, exits.NOT_RUN)
        desk = CaseDesk(material.policy, material.book)
        found = due_cases(desk, now, flow=flow, within=within, role=role)
        report = DueReport(material.policy, found, shortest(material.policy_files))
        return Answer(report.report(), (*desk.problems, *found.problems))

    return answer(asked, listed)


COMMAND = result_command(
    "due",
    _HELP,
    run,
    (
        now_option(),
        Option("--within", metavar="TIME", callback=length, help=_WITHIN),
        Option("--role", metavar="ROLE", default="", help=_ROLE),
        flow_option(),
    ),
)
