"""Credit limits as people read them: whose, by which rule, how much, what is used, until when, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from attrs import field, frozen

from dealerkit.credit.limits.run import Held, LimitRun
from dealerkit.credit.results import LimitFound, SublimitFound
from dealerkit.decisions import Reason
from dealerkit.report.credit_columns import CODE, CUSTOMER, EXPOSURE, NAME, STATE
from dealerkit.report.findings import Json, location_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places
from dealerkit.report.reports import Report, document_head
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.words import NOT_KNOWN, stated
from dealerkit.report.workings import money, money_for_programs

_TITLE = Words("Credit limits: {policy}", "信用额度：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}, in {currency}. {count} customers: {limited} with a limit,"
    " {unlimited} without any, {nobody} whom nobody granted one, {unknown} that cannot be told; {over} are over their"
    " limit.",
    "截至 {as_of}，版本 {revision}，币种 {currency}。客户 {count} 个：有额度 {limited} 个，不限额 {unlimited} 个，"
    "无人授信 {nobody} 个，无法确定 {unknown} 个；其中超额 {over} 个。",
)
_CUSTOMERS = Words("Customers", "客户")
_GROUPS = Words("Groups", "集团")
_PARTS = Words("Limits within a limit", "分项额度")
_STORY = Words("{subject}, {name}", "{subject}，{name}")
_TRIED = Words("Not his", "不适用")

_GROUP = Column("group", Words("group", "集团"))
_MEMBERS = Column("members", Words("members", "成员"))
_RULE = Column("rule", Words("limit rule", "额度规则"))
_METHOD = Column("method", Words("method", "方法"))
_AMOUNT = Column("amount", Words("limit", "额度"), Kind.MONEY)
_BASE = Column("base", Words("base", "基数"), Kind.MONEY)
_TEMPORARY = Column("temporary", Words("temporary", "临时增额"), Kind.MONEY)
_HEADROOM = Column("headroom", Words("headroom", "可用额度"), Kind.MONEY)
_UNTIL = Column("until", Words("valid until", "有效至"), Kind.DATE)
_REVIEW = Column("review_on", Words("review on", "复审日"), Kind.DATE)
_MISSING = Column("missing", Words("missing", "缺少"))
_SUBLIMIT = Column("sublimit", Words("sublimit", "分项"))
_USED = Column("used", Words("used", "已用"), Kind.MONEY)

_FIGURES = (_RULE, _METHOD, _AMOUNT, _BASE, _TEMPORARY, EXPOSURE, _HEADROOM, _UNTIL, _REVIEW)
_SHOWN = (CUSTOMER, NAME, *_FIGURES)
_WRITTEN = (CUSTOMER, NAME, _GROUP, *_FIGURES, STATE, CODE, _MISSING)
_SHOWN_GROUPS = (_GROUP, NAME, _MEMBERS, *_FIGURES)
_WRITTEN_GROUPS = (_GROUP, NAME, _MEMBERS, *_FIGURES, STATE, CODE, _MISSING)
_OF_PARTS = (CUSTOMER, _SUBLIMIT, _AMOUNT, _USED, _HEADROOM, _MISSING)

_METHODS: Mapping[str, Words] = {
    "rolling": Words("rolling", "滚动"),
    "fixed": Words("fixed", "固定"),
    "granted": Words("granted", "核定"),
    "average": Words("average", "平均销售"),
    "score": Words("score", "评分"),
    "table": Words("table", "决策表"),
    "backed": Words("backed", "担保"),
    "loads": Words("loads", "上打下"),
    "combined": Words("combined", "合并"),
    "unlimited": Words("unlimited", "不限额"),
}
_NO_LIMIT = Words("no limit", "不限额")
_NOBODY = Words("nobody granted one", "无人授信")
_CASH = Words("cash first", "先款后货")


@frozen(eq=False)
class LimitReport:
    """Everybody's limit, or one customer's with every step."""

    run: LimitRun
    places: Places
    dealer: str = ""
    customers: tuple[Held, ...] = field(init=False)
    groups: tuple[Held, ...] = field(init=False)

    @customers.default
    def _asked(self) -> tuple[Held, ...]:
        return tuple(each for each in self.run.customers if self.dealer in {"", each.limit.subject})

    @groups.default
    def _of_asked(self) -> tuple[Held, ...]:
        wanted = {each.group for each in self.customers}
        return tuple(each for each in self.run.groups if not self.dealer or each.limit.subject in wanted)

    def report(self) -> Report:
        """The report."""
        return Report("credit-limits", self._page, self._page, self._tables, self.document)

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        return (
            self._table("limits", _CUSTOMERS, _WRITTEN, self.customers, lang),
            self._table("group_limits", _GROUPS, _WRITTEN_GROUPS, self.groups, lang),
            self._parts(is_for_people=False),
        )

    def _page(self, lang: Language) -> Page:
        header = self.run.policy.header
        limits = [each.limit for each in self.customers]
        head = stated(
            _HEAD,
            lang,
            as_of=self.run.as_of,
            revision=header.revision,
            currency=header.currency,
            count=len(limits),
            limited=sum(each.rule is not None and each.amount is not None for each in limits),
            unlimited=sum(each.unlimited for each in limits),
            nobody=sum(each.rule is None for each in limits),
            unknown=sum(not each.is_known for each in limits),
            over=sum(each.headroom is not None and each.headroom < 0 for each in self.customers),
        )
        blocks: list[Block] = [Paragraph(head)]
        blocks.append(Sheet(self._table("limits", _CUSTOMERS, _SHOWN, self.customers, lang)))
        if self.groups:
            blocks.append(Sheet(self._table("group_limits", _GROUPS, _SHOWN_GROUPS, self.groups, lang)))
        if any(each.sublimits for each in self.customers):
            blocks.append(Sheet(self._parts(is_for_people=True)))
        if self.dealer:
            blocks += [self._story(each, lang) for each in (*self.customers, *self.groups)]
            tried = [reason for each in self.customers for reason in each.limit.tried]
            if tried:
                blocks.append(Points(_TRIED.said_in(lang), self._points(tried, lang)))
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _story(self, held: Held, lang: Language) -> Points:
        subject = held.limit.subject
        title = stated(_STORY, lang, subject=subject, name=self.run.names.get(subject) or subject)
        reasons = (*held.limit.reasons, *(reason for each in held.sublimits for reason in each.reasons))
        return Points(title, self._points(reasons, lang))

    def _points(self, reasons: Sequence[Reason], lang: Language) -> tuple[Point, ...]:
        return tuple(Point(step(each, lang), self.places.of(each.rule.at)) for each in reasons)

    def _table(
        self, name: str, title: Words, columns: tuple[Column, ...], rows: Sequence[Held], lang: Language
    ) -> Table:
        for_people = columns in {_SHOWN, _SHOWN_GROUPS}
        cells = (self._cells(each) | (_for_people(each, lang) if for_people else {}) for each in rows)
        return Table(name, title, columns, tuple(tuple(row[column.name] for column in columns) for row in cells))

    def _cells(self, held: Held) -> dict[str, Cell]:
        limit, exposure = held.limit, held.exposure
        is_group = bool(held.members)
        found: dict[Column, Cell] = {
            CUSTOMER: limit.subject,
            _GROUP: limit.subject if is_group else held.group or None,
            _MEMBERS: ", ".join(held.members) or None,
            NAME: self.run.names.get(limit.subject) or None,
            _RULE: None if limit.rule is None else limit.rule.address.rpartition(".")[2],
            _METHOD: limit.method or None,
            _AMOUNT: limit.amount,
            _BASE: limit.base,
            _TEMPORARY: limit.temporary or None,
            EXPOSURE: None if exposure is None else exposure.total,
            _HEADROOM: held.headroom,
            _UNTIL: limit.until,
            _REVIEW: limit.review_on,
            STATE: state_of(limit),
            CODE: limit.code or None,
            _MISSING: ", ".join((*limit.missing, *held.unread)) or None,
        }
        return {column.name: cell for column, cell in found.items()}

    def _parts(self, *, is_for_people: bool) -> Table:
        rows = tuple(
            (
                each.limit.subject,
                part.id,
                *(
                    money(figure) if is_for_people and figure is not None else figure
                    for figure in (part.amount, part.used, part.headroom)
                ),
                ", ".join(part.missing) or None,
            )
            for each in self.customers
            for part in each.sublimits
        )
        return Table("sublimits", _PARTS, _OF_PARTS, rows)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON, with reasons and places."""
        return {
            **document_head(self.run.policy, self.run.as_of),
            "customers": [self._json(each, lang) for each in self.customers],
            "groups": [self._json(each, lang) for each in self.groups],
        }

    def _json(self, held: Held, lang: Language) -> dict[str, Json]:
        limit = held.limit
        exposure = held.exposure
        return {
            "subject": limit.subject,
            "name": self.run.names.get(limit.subject, ""),
            "group": held.group,
            "members": [*held.members],
            "rule": "" if limit.rule is None else limit.rule.address,
            "method": limit.method,
            "state": state_of(limit),
            "limit": _json(limit.amount),
            "base": _json(limit.base),
            "temporary": _json(limit.temporary),
            "cash_first": limit.cash_first,
            "open_loads": limit.open_loads,
            "most_of_one_load": _json(limit.most_of_one_load),
            "exposure": None if exposure is None else _json(exposure.total),
            "headroom": _json(held.headroom),
            "until": _json(limit.until),
            "expired_on": _json(limit.expired_on),
            "review_on": _json(limit.review_on),
            "code": limit.code,
            "missing": [*limit.missing, *held.unread],
            "sublimits": [_part_json(each) for each in held.sublimits],
            "reasons": [self._reason(each, lang) for each in limit.reasons],
            "tried": [self._reason(each, lang) for each in limit.tried],
        }

    def _reason(self, reason: Reason, lang: Language) -> dict[str, Json]:
        return {
            "step": reason.step,
            "rule": reason.rule.address,
            "at": location_json(reason.rule.at),
            "said": step(reason, lang),
        }


def state_of(limit: LimitFound) -> str:
    """``limited``, ``unlimited``, ``cash-first``, ``nobody`` granted one, or ``undetermined``."""
    if not limit.is_known:
        return "undetermined"
    if limit.unlimited:
        return "unlimited"
    if limit.rule is None:
        return "nobody"
    return "cash-first" if limit.cash_first else "limited"


def _rule(limit: LimitFound) -> str:
    return "" if limit.rule is None else limit.rule.title or limit.rule.address.rpartition(".")[2]


def _for_people(held: Held, lang: Language) -> dict[str, Cell]:
    """Figures as people read them, and words where there is none."""
    limit, exposure = held.limit, held.exposure
    words = {"undetermined": NOT_KNOWN, "unlimited": _NO_LIMIT, "cash-first": _CASH}.get(state_of(limit))
    amount = money(limit.amount or Decimal(0)) if words is None else words.said_in(lang)
    is_unsure = limit.rule is not None and not limit.method
    return {
        _RULE.name: NOT_KNOWN.said_in(lang) if is_unsure else _rule(limit) or _NOBODY.said_in(lang),
        _METHOD.name: _METHODS[limit.method].said_in(lang) if limit.method else None,
        _AMOUNT.name: amount,
        _BASE.name: None if limit.base is None or not limit.method else money(limit.base),
        _TEMPORARY.name: money(limit.temporary) if limit.temporary else None,
        EXPOSURE.name: NOT_KNOWN.said_in(lang) if exposure is None else money(exposure.total),
        _HEADROOM.name: None if held.headroom is None else money(held.headroom),
    }


def _part_json(part: SublimitFound) -> dict[str, Json]:
    return {
        "id": part.id,
        "rule": part.rule.address,
        "limit": _json(part.amount),
        "used": _json(part.used),
        "headroom": _json(part.headroom),
        "missing": [*part.missing],
    }


def _json(value: Cell) -> Json:
    if isinstance(value, Decimal):
        return money_for_programs(value)
    return None if value is None else cell_for_programs(value)
