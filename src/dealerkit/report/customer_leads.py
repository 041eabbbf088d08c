"""Prospects as people read them: whose they are, until when, the pool and who gets it, what somebody leaves behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from attrs import frozen

from dealerkit.book import Book
from dealerkit.customers.leads.deciding import Prospect, Transfer, whose
from dealerkit.customers.leads.run import LeadRun
from dealerkit.decisions import Decision
from dealerkit.report.contact_rooms import Part, RoomReport, said_in
from dealerkit.report.languages import Language, Words
from dealerkit.report.places import Places, shortest
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.views import View
from dealerkit.report.words import stated

_TITLE = Words("Prospects: {policy}", "意向客户：{policy}")
_HEAD = Words(
    "As of {as_of}. {count} prospects, {owned} with an owner, {pool} in the pool, {assigned} of them can be assigned.",
    "截至 {as_of}。意向客户 {count} 个，有归属 {owned} 个，客户池 {pool} 个，其中可分配 {assigned} 个。",
)
_LEAVES = Words(
    "{employee} leaves {prospects} prospects, {customers} customers and {tasks} open tasks.",
    "{employee} 移交意向客户 {prospects} 个、客户 {customers} 个、未完成事项 {tasks} 项。",
)
_TOLD = Words(" Customers are to be told by {day}.", "应于 {day} 前告知客户。")
_FIGURES = Words("{count} prospects, {pool} in the pool", "意向客户 {count} 个，客户池 {pool} 个")
_PROSPECTS = Words("Prospects", "意向客户")
_POOL = Words("Out of the pool", "客户池分配")
_LOG = Words("Who follows for prospects", "意向客户由谁接手")
_HIS = Words("Customers", "客户")
_TASKS = Words("Open tasks", "未完成事项")
_WHY = Words("Why", "依据")
_FLAGGED = Words("agent", "中介")
_YES = Words("yes", "是")

_LEAD = Column("lead", Words("registration", "登记"))
_WHO = Column("prospect", Words("prospect", "意向客户"))
_NAME = Column("name", Words("name", "名称"))
_OWNER = Column("owner", Words("owner", "归属"))
_UNTIL = Column("until", Words("protected until", "保护至"), Kind.DATE)
_LOST = Column("lost", Words("why in the pool", "入池原因"))
_AGENT = Column("agent", _FLAGGED)
_IMPORTANT = Column("important", Words("important", "重要"))
_KNOWN = Column("known_to", Words("known to", "我方接触人"))
_EMPLOYEE = Column("employee", Words("goes to", "分配给"))
_LEVEL = Column("level", Words("ability", "能力"), Kind.INTEGER)
_LOAD = Column("load", Words("had before", "此前已有"), Kind.INTEGER)
_OTHERS = Column("candidates", Words("in this order", "候选次序"))
_CUSTOMER = Column("customer", Words("customer", "客户"))
_TO = Column("to", Words("follows", "接手人"))
_TASK = Column("task", Words("task", "事项"))
_WHAT = Column("title", Words("what", "内容"))
_DUE = Column("due_on", Words("due", "期限"), Kind.DATE)

_LOSSES: Mapping[str, Words] = {
    "": Words("nobody's", "无归属"),
    "no-contact": Words("no contact in time", "未按期联系"),
    "owner-left": Words("owner has left", "负责人离职"),
    "protection-ended": Words("protection ended", "保护期已过"),
    "closed": Words("closed", "已关闭"),
}


@frozen(eq=False)
class LeadReport:
    """All prospects, one of them, or what an employee leaves behind."""

    run: LeadRun
    places: Places
    lead: str = ""
    left: Transfer | None = None

    def report(self) -> RoomReport:
        """The report."""
        run = self.run
        return RoomReport(
            "leads", _TITLE, run.policy, run.as_of, self._head, self._parts, self.places, self._stories(), run.problems
        )

    def figures(self, lang: Language) -> str:
        """The key figures in a phrase."""
        return stated(_FIGURES, lang, count=len(self.run.prospects), pool=len(self.run.pool))

    def _stories(self) -> tuple[tuple[Words, Decision], ...]:
        if self.left is not None:
            return ((_WHY, self.left.decision),)
        if not self.lead:
            return ()
        for prospect in self.run.prospects:
            for claim in prospect.claims:
                if claim.lead.number == self.lead:
                    return ((_WHY, whose(prospect, claim.lead)),)
        return ()

    def _head(self, lang: Language) -> str:
        if self.left is not None:
            left = self.left
            text = stated(
                _LEAVES,
                lang,
                employee=left.employee,
                prospects=len(left.prospects),
                customers=len(left.customers),
                tasks=len(left.tasks),
            )
            return text + ("" if left.told_by is None else stated(_TOLD, lang, day=left.told_by))
        run = self.run
        pool = len(run.pool)
        return stated(
            _HEAD,
            lang,
            as_of=run.as_of,
            count=len(run.prospects),
            owned=sum(bool(each.owner) for each in run.prospects),
            pool=pool,
            assigned=sum(bool(each.employee) for each in run.assigned),
        )

    def _parts(self, lang: Language | None) -> Sequence[Part]:
        if self.left is not None:
            return self._of_transfer(self.left)
        columns = (_LEAD, _WHO, _NAME, _OWNER, _UNTIL, _LOST, _AGENT, _IMPORTANT, _KNOWN)
        shown = [
            each
            for each in self.run.prospects
            if not self.lead or any(claim.lead.number == self.lead for claim in each.claims)
        ]
        rows = tuple(self._row(each, lang) for each in shown)
        parts = [Part(Table("leads_prospects", _PROSPECTS, columns, rows))]
        if not self.lead:
            parts.append(Part(_assignments("leads_assigned", _POOL, self.run)))
        return parts

    def _row(self, prospect: Prospect, lang: Language | None) -> tuple[Cell, ...]:
        claim, lead = prospect.claim, prospect.lead
        lost = prospect.claims[-1].lost if claim is None else ""
        return (
            lead.number,
            prospect.code,
            lead.name or self.run_name(lead.customer) or None,
            prospect.owner or None,
            None if claim is None else claim.until,
            said_in(lang)(_LOSSES[lost], lost or "nobody") if claim is None else None,
            lead.agent or None,
            said_in(lang)(_YES, "true") if prospect.is_important else None,
            ", ".join(prospect.known_to) or None,
        )

    def run_name(self, customer: str) -> str:
        """The name of a customer; nothing where the book has none."""
        office = self.run.office
        return "" if office is None else office.ground.name(customer, self.run.as_of)

    def _of_transfer(self, left: Transfer) -> Sequence[Part]:
        log = tuple(
            (
                each.prospect.lead.number,
                each.prospect.code,
                each.employee or None,
                each.level,
                each.load,
                ", ".join(each.candidates) or None,
            )
            for each in left.prospects
        )
        customers = tuple((code, self.run_name(code) or None, to or None) for code, to in left.customers)
        tasks = tuple((each.number, each.title or None, each.customer or None, each.due_on) for each in left.tasks)
        return (
            Part(Table("leads_assigned", _LOG, (_LEAD, _WHO, _EMPLOYEE, _LEVEL, _LOAD, _OTHERS), log)),
            Part(Table("leads_customers", _HIS, (_CUSTOMER, _NAME, _TO), customers)),
            Part(Table("leads_tasks", _TASKS, (_TASK, _WHAT, _CUSTOMER, _DUE), tasks)),
        )


def _assignments(name: str, title: Words, run: LeadRun) -> Table:
    rows = tuple(
        (
            each.prospect.lead.number,
            each.prospect.code,
            each.employee or None,
            each.level,
            each.load,
            ", ".join(each.candidates) or None,
        )
        for each in run.assigned
    )
    return Table(name, title, (_LEAD, _WHO, _EMPLOYEE, _LEVEL, _LOAD, _OTHERS), rows)


def leads_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of the prospects."""
    del book
    run = cast("LeadRun", result)
    found = LeadReport(run, shortest(files))
    return View(found.report().report(), found.figures, run.problems)
