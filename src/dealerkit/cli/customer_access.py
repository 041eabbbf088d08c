"""``dealerkit customer access``: who may do what with a customer's file; or what the log shows."""

from __future__ import annotations

from decimal import Decimal

from dealerkit.assembly.recording import stated_cases
from dealerkit.book.recording import Asking
from dealerkit.book.tables.contacts import OPERATIONS
from dealerkit.cli import exits
from dealerkit.cli.asking_customers import unknown_customer, unknown_employee
from dealerkit.cli.commands import Option, choice, whole
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.customers.access.deciding import Desk
from dealerkit.customers.access.request import Request
from dealerkit.customers.access.rules import OUTSIDER, Access
from dealerkit.customers.access.run import evaluate
from dealerkit.customers.access.view import access_of, redacted
from dealerkit.customers.known import Ground
from dealerkit.customers.section import SECTION
from dealerkit.policy.stated import Given
from dealerkit.problems import Problem, nearest, problem
from dealerkit.report.customer_access import AccessAudit, RequestReport
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest

_HELP = Words(
    """With `--as` and `--customer`: whether this person may do what with the file of this customer, by which rule and
    on whose approval, and the file as he sees it, hidden fields marked. Without them: what in the access log, the
    register of lendings and the other records was not allowed, or not done as it should be.""",
    """写 `--as` 和 `--customer` 时：该人员能否对该客户的档案执行该操作、依据哪条规则、须由谁批准，
    并显示他所能看到的档案（不可见的字段会标出）。不写时：审核查阅日志、外借登记等，列出越权和不合规定之处。""",
)
_AS = Option(
    "--as",
    "person",
    default="",
    metavar="EMPLOYEE",
    help=Words("the employee who asks, or `outsider`", "申请的员工，或 `outsider`（外部人员）"),
)
_CUSTOMER = Option("--customer", default="", metavar="CODE", help=Words("whose file", "谁的档案"))
_OPERATION = choice(
    "--operation",
    choices=OPERATIONS,
    default="read",
    help=Words("what is to be done; `read` if absent", "要做什么；不写则为 `read`"),
)
_FIELD = Option(
    "--field",
    default="",
    metavar="FIELD",
    help=Words(
        "a column of `customers`, or a paper; the whole file if absent", "`customers` 的列或某份资料；不写则为整份档案"
    ),
)
_APPROVED = Option(
    "--approved-by",
    multiple=True,
    metavar="EMPLOYEE",
    help=Words("who has approved it; may be written twice", "已批准的人；可写多次"),
)
_IDENTIFIED = Option(
    "--identified",
    is_flag=True,
    help=Words("the outsider has shown who he is", "外部人员已出示身份证明"),
)
_OUTSIDE = Option(
    "--outside",
    is_flag=True,
    help=Words("data is given to somebody outside", "资料提供给外部"),
)
_STATISTICS = Option(
    "--statistics",
    is_flag=True,
    help=Words("figures over many customers are asked for", "要的是统计资料"),
)
_DAYS = Option(
    "--days",
    metavar="N",
    callback=whole,
    help=Words("for how many days papers are lent", "外借几天"),
)


def run(  # noqa: PLR0913 - one for each option
    asked: Asked,
    *,
    person: str,
    customer: str,
    operation: str,
    field: str,
    approved_by: tuple[str, ...],
    identified: bool,
    outside: bool,
    statistics: bool,
    days: int | None,
) -> int:
    """Show what somebody may do, or what the log shows."""

    def looked_up(material: Material) -> Answer | Refused:
        rules = access_of(material.policy)
        if rules is None:
            return Refused((problem("DK493", None, section=f"{SECTION}.access"),), exits.NOT_RUN)
        places = shortest(material.policy_files)
        if not person and not customer:
            lacking = material.book.lacking("access_log", ())
            if lacking and not material.book.has("lendings"):
                return Refused(lacking, exits.NOT_RUN)
            found = evaluate(material.policy, material.book, asked.as_of)
            # A log that is not there is not one without violations.
            return Answer(AccessAudit(found, places).report().report(), (*lacking, *found.problems))
        missing = _missing(person, customer)
        if missing:
            return Refused((problem("DK902", None, name=missing, program="dealerkit customer access"),))
        nobody = None if person == OUTSIDER else unknown_employee(material, person)
        wrong = nobody or unknown_customer(material, customer) or _unknown_field(material, rules, field)
        if wrong is not None:
            return Refused((wrong,))
        request = Request(
            person, operation, customer, asked.as_of, field, approved_by, identified, outside, statistics, days
        )
        decision = Desk(rules, Ground(material.policy, material.book)).decide(request)
        view = redacted(material.policy, material.book, customer, person, asked.as_of)
        report = RequestReport(material.policy, request, decision, view, places).report().report()
        return Answer(report, cases=stated_cases(material.policy, material.book, [_asking(request)]))

    return answer(asked, looked_up)


def _asking(request: Request) -> Asking:
    own: dict[str, Given] = {"as": request.person, "operation": request.operation, "customer": request.customer}
    if request.field:
        own["field"] = request.field
    if request.approved_by:
        own["approved_by"] = request.approved_by
    for name in ("identified", "outside", "statistics"):
        own[name] = getattr(request, name) is True
    if request.days is not None:
        own["days"] = Decimal(request.days)
    return Asking(
        of=f"{SECTION}.access",
        as_of=request.on,
        own=own,
        who=(request.customer,),
    )


def _unknown_field(material: Material, rules: Access, field: str) -> Problem | None:
    """DK731 for a field that is neither a column of the customers nor named by a class of fields."""
    named = (name for each in rules.classes.values() for name in (*each.columns, *each.papers))
    known = tuple(dict.fromkeys((*named, *(each.name for each in material.book.columns("customers")))))
    if not field or field in known:
        return None
    return problem("DK731", None, key="--field", name=field, nearest=nearest(field, known), known=known)


def _missing(person: str, customer: str) -> str:
    """The option that goes with the other."""
    return "--as" if not person else "" if customer else "--customer"


COMMAND = result_command(
    "access",
    _HELP,
    run,
    (_AS, _CUSTOMER, _OPERATION, _FIELD, _APPROVED, _IDENTIFIED, _OUTSIDE, _STATISTICS, _DAYS),
    records=True,
)
