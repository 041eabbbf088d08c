"""``dealerkit customer leads``: whose a prospect is, who gets those of the pool, what an employee leaves behind."""

from __future__ import annotations

from dealerkit.assembly.recording import stated_cases
from dealerkit.book.recording import Asking
from dealerkit.cli import exits
from dealerkit.cli.asking_customers import unknown, unknown_employee
from dealerkit.cli.commands import Option
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.customers.leads.deciding import transfer
from dealerkit.customers.leads.run import evaluate, leads_of
from dealerkit.customers.section import SECTION
from dealerkit.problems import problem
from dealerkit.report.customer_leads import LeadReport
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest

_HELP = Words(
    """Say of every prospect whose it is and until when it is protected, which are in the pool, and who gets each of
    them by ability and load. With `--lead` why; with `--leaves` what an employee leaves behind: prospects with the
    one who follows, customers, open tasks.""",
    """列出每个意向客户的归属和保护期、客户池中的客户，以及按能力和客户数分配给谁。用 `--lead` 可看依据；
    用 `--leaves` 可看某员工离职时移交的意向客户（由谁接手）、客户和未完成事项。""",
)
_LEAD = Option(
    "--lead",
    default="",
    metavar="NUMBER",
    help=Words("only the prospect of this registration, and why", "只看该登记的意向客户及依据"),
)
_LEAVES = Option(
    "--leaves",
    default="",
    metavar="EMPLOYEE",
    help=Words("what this employee leaves behind", "该员工离职时移交什么"),
)


def run(asked: Asked, *, lead: str, leaves: str) -> int:
    """Show the prospects."""

    def told(material: Material) -> Answer | Refused:
        if leads_of(material.policy) is None:
            return Refused((problem("DK493", None, section=f"{SECTION}.leads"),), exits.NOT_RUN)
        missing = material.book.lacking("leads", ())
        if missing:
            return Refused(missing, exits.NOT_RUN)
        wrong = unknown_employee(material, leaves) or unknown(material, lead, "leads", "lead", "registration")
        if wrong is not None:
            return Refused((wrong,))
        found = evaluate(material.policy, material.book, asked.as_of)
        office = found.office
        left = transfer(office, found.prospects, leaves) if leaves and office is not None else None
        report = LeadReport(found, shortest(material.policy_files), lead, left)
        about = {("lead", lead), ("owner", leaves)} - {("lead", ""), ("owner", "")}
        told = [each for each in found.problems if not about or not about.isdisjoint(each.args)]
        asked_for = [("lead", lead), ("leaves", leaves)]
        askings = [
            Asking(of=f"{SECTION}.leads", as_of=asked.as_of, own={key: value}) for key, value in asked_for if value
        ]
        pooled = (claim.lead.number for each in found.assigned for claim in each.prospect.claims)
        if lead in pooled:
            askings.append(Asking(of=f"{SECTION}.leads.assign", as_of=asked.as_of, own={"lead": lead}))
        cases = stated_cases(material.policy, material.book, askings)
        return Answer(report.report().report(), tuple(told), cases=cases)

    return answer(asked, told)


COMMAND = result_command("leads", _HELP, run, (_LEAD, _LEAVES), records=True)
