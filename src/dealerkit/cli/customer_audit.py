"""``dealerkit customer audit``: what customer files lack, who is there twice, which codes are wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import evolve

from dealerkit.assembly.recording import stated_cases
from dealerkit.book.recording import Asking
from dealerkit.cli import exits
from dealerkit.cli.asking_customers import unknown_customer
from dealerkit.cli.commands import Option
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.customers.auditing import audit_customers, is_configured
from dealerkit.customers.files.section import files_of
from dealerkit.customers.identity.ruling import ruled
from dealerkit.customers.ruling import customer_allows
from dealerkit.problems import nearest, problem
from dealerkit.report.customer_audit import AuditReport
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest

_HELP = Words(
    """Audit every customer: what its file lacks and for what, values of a wrong form, what was late and what that
    costs, who is there twice or nearly, where sources differ, which codes are wrong. With `--customer` the answer for
    one of them with its reasons; with `--for` only what stands against one purpose.""",
    """审核每个客户：档案缺什么、影响什么，哪些内容格式不对，哪些逾期、罚多少，谁重复或相近，哪些来源不一致，
    哪些编码有误。用 `--customer` 看某一客户的结论和依据；用 `--for` 只看影响某一用途的内容。""",
)
_CUSTOMER = Option(
    "--customer", metavar="CODE", default="", help=Words("only this customer, with reasons", "只看该客户，并列出依据")
)
_FOR = Option(
    "--for",
    "purpose",
    metavar="PURPOSE",
    default="",
    help=Words("a purpose of the policy, such as open, credit, reimburse", "政策中的用途，如 open、credit、reimburse"),
)


def run(asked: Asked, *, customer: str, purpose: str) -> int:
    """Show the audit."""

    def audited(material: Material) -> Answer | Refused:
        policy, book = material.policy, material.book
        if not is_configured(policy):
            return Refused((problem("DK493", None, section="customers"),), exits.NOT_RUN)
        missing = book.lacking("customers", ())
        if missing:
            return Refused(missing, exits.NOT_RUN)
        files = files_of(policy)
        known = tuple(files.purposes) if files is not None else ()
        if purpose and purpose not in known:
            close = nearest(purpose, known)
            return Refused((problem("DK731", None, key="--for", name=purpose, nearest=close, known=known),))
        unknown = unknown_customer(material, customer) if customer else None
        if unknown is not None:
            return Refused((unknown,))
        found = audit_customers(policy, book, asked.as_of)
        report = AuditReport.of(found, shortest(material.policy_files), customer, purpose)
        purposes = (purpose,) if purpose else known
        if customer:
            report = evolve(
                report,
                rulings=tuple(
                    (
                        files.purposes[each].title or each,
                        customer_allows(policy, book, asked.as_of, customer, each, found.identity),
                    )
                    for each in purposes
                    if files is not None
                ),
                identity=ruled(found.identity, customer) if found.identity is not None else None,
            )
        cases = stated_cases(policy, book, _askings(customer, purposes, asked.as_of) if customer else ())
        return Answer(report.report(), found.problems, cases=cases)

    return answer(asked, audited)


def _askings(customer: str, purposes: tuple[str, ...], as_of: date) -> Iterator[Asking]:
    """Whether the file suffices for each purpose, and what is known of who it is."""
    who = (customer,)
    for purpose in purposes:
        own = {"for": purpose, "customer": customer}
        yield Asking(of="customers.files", as_of=as_of, own=own, who=who)
    yield Asking(of="customers.identity", as_of=as_of, own={"customer": customer}, who=who)


COMMAND = result_command("audit", _HELP, run, (_CUSTOMER, _FOR), records=True)
