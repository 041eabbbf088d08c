"""Approvals as people read them: what waits for whom and since when, what was granted or refused, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import evolve, frozen

from dealerkit.authority.signing import Signed, Verdict
from dealerkit.book import Book
from dealerkit.decisions import Outcome
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem
from dealerkit.rebates.approval.proposals import Approvals, Asked
from dealerkit.rebates.approval.subjects import CORRECTION
from dealerkit.rebates.granting.names import section_of
from dealerkit.report.findings import Json, problem_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages.wording import words_of
from dealerkit.report.other_credits import title_of
from dealerkit.report.pages import Block, Page, Paragraph, Sheet
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import NAME, PAYEE, PERIOD, PROGRAMME, counted, stated
from dealerkit.report.workings import figure, money

_TITLE = Words("Approvals of {policy}, as of {as_of}", "{policy}：截至 {as_of} 的签批")
_HEAD = Words(
    "{documents} to be signed: {granted} granted, {refused} refused, {waiting} waiting."
    " Amounts in {currency}, without tax.",
    "待签批 {count} 件：已同意 {granted} 件，已拒绝 {refused} 件，等待 {waiting} 件。金额单位 {currency}，不含税。",
)
_NOTHING = Words("Nothing must be approved.", "没有需要签批的。")
_NO_SUBJECT = Words(
    "The policy has no `authority: rebate-settlement`: proposals are posted without approval.",
    "政策没有 `authority: rebate-settlement`：拟过账的各笔无需签批。",
)
_STALE = Words(
    "{entries} of the table name no proposal and no posting: {names}",
    "签批表中有 {count} 条不对应任何拟过账或已过账的笔：{names}",
)
_BY_ROLE = Words("What waits for whom", "等待谁签批")
_OPEN = Words("Not granted", "未同意")
_DONE = Words("Granted", "已同意")
_NOBODY = Words("nobody", "无人")
_UNITS = Words("{units} units of {product}", "{product} {units} 件")
_VERDICTS: Mapping[Verdict, Words] = {
    Verdict.GRANTED: Words("granted", "已同意"),
    Verdict.REFUSED: Words("refused", "已拒绝"),
    Verdict.WAITING: Words("waiting", "等待"),
}
_POSTED = Words("posted", "已过账")
_WAITS = Words("waits for {roles}", "等待 {roles} 签批")
_ANYBODY = Words("waits for somebody else than its author", "等待更正人以外的人签批")
_UNASKED = Words(", not asked for yet", "，尚未提交")
_SINCE = Words(" since {since}", "，自 {since} 起")
_REFUSED = Words("refused by {people}", "被 {people} 拒绝")
_HELD = Words("granted, but posted together with {others}, which is not", "已同意，但须与未同意的 {others} 一并过账")
_NO_ROLE = Words("the matrix gives nobody authority", "权限表没有规定由谁签批")
_UNKNOWN = Words("the matrix cannot tell who signs: {facts} is missing", "缺少 {facts}，权限表无法确定由谁签批")
_AND_FAULT = Words("{by} does not count: {fault}", "{by} 的签批无效：{fault}")
_FAULTS: Mapping[str, Words] = {
    "withdrawn": Words("withdrawn", "已撤回"),
    "outcome": Words("neither granted nor refused", "既非同意也非拒绝"),
    "amount": Words("for another amount", "金额不同"),
    "unasked": Words("nobody is named who asked", "未写明由谁提交"),
    "unsigned": Words("without signer or day", "没有签批人或日期"),
    "own": Words("he asked for it himself", "由其本人提交"),
    "role": Words("did not hold the role on that day", "当日不具有该角色"),
    "twice": Words("signs in both roles", "一人签了两个角色"),
}
_CORRECTION = Words("correction", "更正")
_SECTIONS: Mapping[str, Words] = {
    "rebates": Words("settlement", "结算"),
    "price_protection": Words("price protection", "价保"),
    "special_bids": Words("special bid", "特价单"),
    "stock_rotation": Words("stock rotation", "库存轮换"),
    "contests": Words("contest", "销售竞赛"),
}

_ROLE_COLUMNS = (
    Column("role", Words("role", "角色")),
    Column("people", Words("held by", "持有人")),
    Column("count", Words("waiting", "等待件数"), Kind.INTEGER),
    Column("amount", Words("amount", "金额"), Kind.MONEY),
)
_COLUMNS = (
    Column("subject", Words("what", "事项")),
    Column("title", Words("of", "方案")),
    Column("reference", Words("posting or correction", "过账或更正编号")),
    PROGRAMME,
    PAYEE,
    NAME,
    PERIOD,
    Column("amount", Words("amount", "金额"), Kind.MONEY),
    Column("product", Words("goods", "货品")),
    Column("role", Words("role", "角色")),
    Column("second", Words("second signature", "第二签批")),
    Column("verdict", Words("state", "状态")),
    Column("missing", Words("still to sign", "尚缺")),
    Column("since", Words("asked on", "提交日期"), Kind.DATE),
    Column("signed_by", Words("signed by", "签批人")),
    Column("why", Words("why", "说明")),
    Column("row", Words("by the rule", "依据")),
)
_SHOWN = ("title", "reference", "payee_name", "amount", "why")


@frozen(eq=False)
class ApprovalsReport:
    """The approvals of one run, or of all; ``waiting`` are the findings about corrections that wait."""

    policy: Policy
    book: Book
    as_of: date
    approvals: Approvals
    waiting: tuple[Problem, ...] = ()

    def report(self) -> Report:
        """The report; its screen and its paper are the same."""
        return Report("approvals", self.page, self.page, self.tables, self.document)

    def added_to(self, report: Report) -> Report:
        """Another run's report with a table and a list of what of it must be approved."""
        return evolve(
            report,
            tables=lambda lang: (*report.tables(lang), self.table(self.approvals.asked, lang)),
            document=lambda lang: {**report.document(lang), "approvals": self.rows_json(lang)},
        )

    def page(self, lang: Language) -> Page:
        """By role first, then what is open, then what is granted."""
        header, asked = self.policy.header, self.approvals.asked
        blocks: list[Block] = []
        if not self.approvals.settlements:
            blocks.append(Paragraph(_NO_SUBJECT.said_in(lang)))
        if not asked:
            blocks.append(Paragraph(_NOTHING.said_in(lang)))
        else:
            blocks.append(Paragraph(self._head(lang)))
        if self.approvals.waiting():
            blocks.append(Sheet(self._by_role(lang)))
        for title, wanted in ((_OPEN, False), (_DONE, True)):
            chosen = [each for each in asked if (each.is_released or each.is_posted) == wanted]
            if chosen:
                blocks.append(Sheet(self._table("approvals", title, chosen, lang, _SHOWN)))
        if self.approvals.stale:
            count = len(self.approvals.stale)
            entries = counted(count, "entry", "entries")
            names = ", ".join(self.approvals.stale)
            blocks.append(Paragraph(stated(_STALE, lang, count=count, entries=entries, names=names)))
        as_of = self.as_of
        return Page(stated(_TITLE, lang, policy=header.title or header.name, as_of=as_of), blocks)

    def _head(self, lang: Language) -> str:
        open_ = [each for each in self.approvals.asked if not each.is_posted]
        numbers = {verdict.value: sum(each.judged.verdict is verdict for each in open_) for verdict in Verdict}
        documents = counted(len(open_), "document", "documents")
        currency = self.policy.header.currency
        return stated(_HEAD, lang, documents=documents, count=len(open_), currency=currency, **numbers)

    def tables(self, lang: Language) -> tuple[Table, ...]:
        """What waits for each role, and every document."""
        return (self._by_role(lang), self.table(self.approvals.asked, lang))

    def _by_role(self, lang: Language) -> Table:
        rows = tuple(
            (each.role, ", ".join(each.people) or _NOBODY.said_in(lang), each.count, each.amount)
            for each in self.approvals.waiting()
        )
        return Table("waiting", _BY_ROLE, _ROLE_COLUMNS, rows)

    def _table(self, name: str, title: Words, asked: Iterable[Asked], lang: Language, shown: tuple[str, ...]) -> Table:
        found = tuple(asked)
        whole = self.table(found, lang)
        amount = next(place for place, column in enumerate(whole.columns) if column.name == "amount")
        rows = tuple(
            (*row[:amount], _short(each), *row[amount + 1 :]) for row, each in zip(whole.rows, found, strict=True)
        )
        places = [place for place, column in enumerate(whole.columns) if column.name in shown]
        columns = tuple(whole.columns[place] for place in places)
        return Table(name, title, columns, tuple(tuple(row[place] for place in places) for row in rows))

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON."""
        header = self.policy.header
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": header.name, "revision": header.revision},
            "currency": header.currency,
            "as_of": self.as_of.isoformat(),
            "required": self.approvals.settlements,
            "waiting": [
                {"role": each.role, "people": [*each.people], "count": each.count, "amount": f"{each.amount:f}"}
                for each in self.approvals.waiting()
            ],
            "approvals": self.rows_json(lang),
            "stale": [*self.approvals.stale],
            "problems": [problem_json(each, lang) for each in (*self.waiting, *self.approvals.problems())],
        }

    def table(self, asked: Iterable[Asked], lang: Language) -> Table:
        """Documents with what they need, one row each."""
        rows = tuple(self._cells(each, lang) for each in asked)
        return Table("approvals", Words("Approvals", "签批"), _COLUMNS, rows)

    def rows_json(self, lang: Language) -> list[Json]:
        """Every document for programs."""
        return [asked_json(each, lang) for each in self.approvals.asked]

    def _cells(self, asked: Asked, lang: Language) -> tuple[Cell, ...]:
        judged, account = asked.judged, asked.account
        row = asked.needed.reasons[0].rule if asked.needed.reasons else None
        customer = self.book.versions("customers").at(self.as_of, account.payee)
        what = _CORRECTION if asked.subject == CORRECTION else _SECTIONS[section_of(account.programme)]
        return (
            what.said_in(lang),
            title_of(self.policy, account.programme),
            asked.reference,
            account.programme,
            account.payee,
            str((customer.get("name") if customer is not None else None) or ""),
            account.period,
            asked.amount,
            asked.product,
            str(asked.needed.value("role")),
            str(asked.needed.value("second")),
            _POSTED.said_in(lang) if asked.is_posted else _VERDICTS[judged.verdict].said_in(lang),
            ", ".join(judged.missing),
            judged.since,
            ", ".join(each.by for each in judged.entries if not each.fault),
            why(asked, lang),
            row.address if row is not None else "",
        )


def why(asked: Asked, lang: Language) -> str:
    """Where a document stands, in a phrase."""
    return ("；" if lang == "zh" else "; ").join(_why(asked, lang))


def _why(asked: Asked, lang: Language) -> Iterator[str]:
    judged = asked.judged
    if asked.needed.outcome is Outcome.UNDETERMINED:
        yield stated(_UNKNOWN, lang, facts=words_of(asked.needed.missing, lang))
    elif asked.needed.outcome is Outcome.REFUSED:
        yield _NO_ROLE.said_in(lang)
    elif judged.verdict is Verdict.REFUSED:
        refusing = tuple(each.by for each in judged.entries if each.outcome == "refused" and not each.fault)
        yield stated(_REFUSED, lang, people=words_of(refusing, lang))
    elif judged.verdict is Verdict.WAITING:
        text = stated(_WAITS, lang, roles=words_of(judged.missing, lang)) if judged.missing else _ANYBODY.said_in(lang)
        yield text + (stated(_SINCE, lang, since=judged.since) if judged.since else _UNASKED.said_in(lang))
    elif asked.is_posted:
        yield _POSTED.said_in(lang)
    elif asked.held_by:
        yield stated(_HELD, lang, others=words_of(asked.held_by, lang))
    else:
        yield _VERDICTS[judged.verdict].said_in(lang)
    yield from (_fault(each, lang) for each in judged.entries if each.fault)


def _fault(signed: Signed, lang: Language) -> str:
    by = signed.by or signed.id
    return stated(_AND_FAULT, lang, by=by, fault=_FAULTS[signed.fault].said_in(lang))


def asked_json(asked: Asked, lang: Language) -> dict[str, Json]:
    """One document for programs."""
    judged, account = asked.judged, asked.account
    return {
        "subject": asked.subject,
        "section": section_of(account.programme),
        "reference": asked.reference,
        "programme": account.programme,
        "payee": account.payee,
        "period": account.period,
        "amount": f"{asked.amount:f}",
        "product": asked.product or None,
        "roles": [*asked.roles],
        "verdict": judged.verdict.value,
        "posted": asked.is_posted,
        "released": asked.is_released,
        "missing": [*judged.missing],
        "held_by": [*asked.held_by],
        "since": judged.since.isoformat() if judged.since else None,
        "entries": [
            {
                "approval": each.id,
                "by": each.by,
                "role": each.role,
                "outcome": each.outcome,
                "on": each.on.isoformat() if each.on else None,
                "counts": not each.fault,
                "fault": each.fault,
            }
            for each in judged.entries
        ],
        "why": why(asked, lang),
    }


def _short(asked: Asked) -> str:
    return f"{figure(asked.amount)} × {asked.product}" if asked.product else money(asked.amount)


def amount_words(asked: Asked, lang: Language) -> str:
    """The amount of a document: money, or units of goods."""
    if asked.product:
        return stated(_UNITS, lang, units=figure(asked.amount), product=asked.product)
    return money(asked.amount)
