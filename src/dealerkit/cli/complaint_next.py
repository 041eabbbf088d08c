"""``dealerkit complaint next``: what may happen next in a case, by whom, what is late, who must be told."""

from __future__ import annotations

from datetime import date

import click

from dealerkit.assembly.recording import stated_cases
from dealerkit.cli import exits
from dealerkit.cli.asking_flows import without_flow
from dealerkit.cli.commands import Option, argument
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, now_option, result_command
from dealerkit.report.case_outlook import CaseReport
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest
from dealerkit.workflow.asking import CaseDesk
from dealerkit.workflow.log import lacking_cases
from dealerkit.workflow.stated import asking_of

_HELP = Words(
    """Say of one case where it stands, which moves may be made next, by whom and with what filled in, which are
    refused and why; how every clock stands; who is told, and when to look again.

    With `--actor` the moves are those of one person, in the roles that `employees` and `delegations` give on that
    day; with `--role` those of a role.""",
    """说明一个案件现处何状态、下一步可做什么、由谁做、须填写什么，哪些不可做及其原因；各时限的情况；须通知谁，以及何时再看。

    用 `--actor` 只看某人可做的步骤（角色取自当日的 `employees` 和 `delegations`）；
    用 `--role` 只看某角色可做的步骤。""",
)
_ACTOR = Words("whose moves: an employee of the book", "谁来做：账册中的员工")
_ROLE = Words("in which role", "以何角色")
_SHOWN = frozenset({"DK655", "DK656"})


def run(asked: Asked, *, case: str, now: date, actor: str, role: str) -> int:
    """Show a case."""

    def looked(material: Material) -> Answer | Refused:
        refused = without_flow(material)
        if refused is not None:
            return refused
        lacking = lacking_cases(material.book)
        if lacking:
            return Refused(lacking, exits.NOT_RUN)
        desk = CaseDesk(material.policy, material.book)
        view = desk.view(case, now, actor=actor, role=role)
        if view.outlook is None or view.ready is None:
            # A case that is not there may be one that the book cannot use.
            return Refused((*desk.problems, *view.problems) if view.story is None else view.problems)
        places = shortest(material.policy_files)
        found = CaseReport(material.policy, view, view.ready, view.outlook, places, actor, role)
        people = tuple(each for each in desk.problems if each.code in _SHOWN)
        cases = stated_cases(material.policy, material.book, [asking_of(view, actor, role)])
        return Answer(found.report(), (*people, *view.outlook.problems), cases=cases)

    return answer(asked, looked)


_CASE: click.Argument = argument("case", "CASE")

COMMAND = result_command(
    "next",
    _HELP,
    run,
    (
        _CASE,
        now_option(),
        Option("--actor", metavar="EMPLOYEE", default="", help=_ACTOR),
        Option("--role", metavar="ROLE", default="", help=_ROLE),
    ),
    records=True,
)
