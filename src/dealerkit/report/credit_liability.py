"""Bad debts as people read them: who bears how much of which, by which rule, on which evidence; and the releases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from dealerkit.credit.liability.deciding import Part, Share
from dealerkit.credit.liability.following import Followed, State
from dealerkit.credit.liability.run import Borne, LiabilityRun
from dealerkit.credit.liability.section import COMPANY, SECONDER, SIGNER
from dealerkit.decisions import Reason
from dealerkit.problems import Problem
from dealerkit.report.credit_columns import AMOUNT, CUSTOMER, ORDER, RELEASE, STATE
from dealerkit.report.findings import Json, location_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places
from dealerkit.report.reports import Report, document_head
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.words import NOT_KNOWN, counted, stated
from dealerkit.report.workings import in_cents, money
from dealerkit.values.exact import total_of_decimals

_TITLE = Words("Bad debts and releases: {policy}", "坏账责任与放行：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}, in {currency}. {debts} of {lost}: {persons} borne by persons,"
    " {company} by the company, {unknown} cannot be told. {signed}, {overdue} of them not paid in time.",
    "截至 {as_of}，版本 {revision}，币种 {currency}。坏账 {count} 笔，共 {lost}：个人承担 {persons}，"
    "公司承担 {company}，无法确定 {unknown}。放行 {releases} 次，其中 {overdue} 次逾期未付。",
)
_SHARES = Words("Who bears what", "由谁承担")
_PERSONS = Words("By person", "按人汇总")
_RELEASES = Words("Releases", "放行")
_STORY = Words("{debt}, {name}: {amount}", "{debt}，{name}：{amount}")

_DEBT = Column("debt", Words("debt", "坏账"))
_SHIPMENT = Column("shipment", Words("shipment", "发货单"))
_PART = Column("part", Words("part", "部分"))
_RULE = Column("rule", Words("rule", "规则"))
_WHO = Column("who", Words("borne as", "身份"))
_PERSON = Column("person", Words("by", "承担人"))
_NAME = Column("name", Words("name", "姓名"))
_SHARE = Column("share", Words("share", "比例"), Kind.RATE)
_DEBTS = Column("debts", Words("bad debts", "坏账"), Kind.MONEY)
_TAKEN = Column("taken", Words("releases not paid", "放行未付"), Kind.MONEY)
_SUM = Column("sum", Words("in all", "合计"), Kind.MONEY)
_STEP = Column("step", Words("step", "步骤"))
_SIGNED = Column("signed_by", Words("signed by", "签批人"))
_SHIPPED = Column("shipped", Words("shipped", "发货"), Kind.MONEY)
_PAID = Column("paid", Words("paid", "已付"), Kind.MONEY)
_OPEN = Column("open", Words("open", "未付"), Kind.MONEY)
_LOST = Column("lost", Words("bad debt", "坏账"), Kind.MONEY)
_DUE = Column("due_on", Words("due", "期限"), Kind.DATE)
_FROM = Column("taken_from", Words("taken from", "扣款对象"))

_OF_SHARES = (_DEBT, CUSTOMER, _SHIPMENT, _PART, _RULE, _WHO, _PERSON, _NAME, _SHARE, AMOUNT)
_OF_PERSONS = (_PERSON, _NAME, _DEBTS, _TAKEN, _SUM)
_OF_RELEASES = (
    *(RELEASE, ORDER, CUSTOMER, _STEP, _SIGNED, STATE, _SHIPPED, _PAID, _LOST, _OPEN, _DUE),
    *(_TAKEN, _FROM),
)

_PARTS: Mapping[str, Words] = {
    "inside": Words("inside the limit", "额度之内"),
    "released": Words("released", "放行"),
    "unapproved": Words("unapproved", "未经批准"),
    "": NOT_KNOWN,
}
_WHOS: Mapping[str, Words] = {
    COMPANY: Words("company", "公司"),
    SIGNER: Words("signer", "签批人"),
    SECONDER: Words("second signer", "会签人"),
    "": NOT_KNOWN,
}
_STATES: Mapping[State, Words] = {
    State.NOT_SHIPPED: Words("not shipped", "未发货"),
    State.PAID: Words("paid", "已付清"),
    State.OPEN: Words("open", "未付"),
    State.OVERDUE: Words("overdue", "逾期"),
    State.LOST: Words("bad debt", "坏账"),
    State.UNKNOWN: Words("of no step", "不属于任何步骤"),
}


@frozen(eq=False)
class LiabilityReport:
    """Who bears which bad debt, what each person bears, what became of the releases; of one customer if so asked."""

    run: LiabilityRun
    places: Places
    customer: str = ""
    debts: tuple[Borne, ...] = field(init=False)
    releases: tuple[Followed, ...] = field(init=False)

    @debts.default
    def _asked_debts(self) -> tuple[Borne, ...]:
        return tuple(each for each in self.run.debts if self.customer in {"", each.debt.customer})

    @releases.default
    def _asked_releases(self) -> tuple[Followed, ...]:
        return tuple(each for each in self.run.releases if self.customer in {"", each.release.customer})

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings, whoever is asked about."""
        return self.run.problems

    def report(self) -> Report:
        """The report."""
        return Report(
            "liability",
            lambda lang: self._page(lang, is_whole=False),
            lambda lang: self._page(lang, is_whole=True),
            lambda lang: (self._shares(lang), self._persons(lang), self._released(lang)),
            self.document,
        )

    def figures(self) -> Mapping[str, Decimal]:
        """What was lost, and what of it persons bear, the company bears, and nobody knows who bears."""
        borne = [share for each in self.debts for _, share in each.shares if share.is_determined]
        return {
            "lost": total_of_decimals(each.debt.amount for each in self.debts),
            "persons": total_of_decimals(each.amount for each in borne if each.who != COMPANY),
            "company": total_of_decimals(each.amount for each in borne if each.who == COMPANY),
            "undetermined": total_of_decimals(each.undetermined for each in self.debts),
        }

    def _page(self, lang: Language, *, is_whole: bool) -> Page:
        header, found = self.run.policy.header, self.figures()
        head = stated(
            _HEAD,
            lang,
            as_of=self.run.as_of,
            revision=header.revision,
            currency=header.currency,
            count=len(self.debts),
            debts=counted(len(self.debts), "bad debt", "bad debts"),
            signed=counted(len(self.releases), "release", "releases"),
            lost=money(found["lost"]),
            persons=money(found["persons"]),
            company=money(found["company"]),
            unknown=money(found["undetermined"]),
            releases=len(self.releases),
            overdue=sum(each.state is State.OVERDUE for each in self.releases),
        )
        blocks: list[Block] = [Paragraph(head)]
        blocks += [
            Sheet(in_cents(each))
            for each in (self._shares(lang), self._persons(lang), self._released(lang))
            if each.rows
        ]
        told = self.debts if is_whole or self.customer else self.debts[:1]
        blocks += [self._story(each, lang) for each in told if each.parts]
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _story(self, borne: Borne, lang: Language) -> Points:
        debt = borne.debt
        name = self.run.name(debt.customer) or debt.customer
        title = stated(_STORY, lang, debt=debt.debt, name=name, amount=money(debt.amount))
        reasons = dict.fromkeys(borne.decision.reasons)
        return Points(title, tuple(Point(step(each, lang), self.places.of(each.rule.at)) for each in reasons))

    def _shares(self, lang: Language) -> Table:
        rows = tuple(row for each in self.debts for row in self._rows_of(each, lang))
        return Table("liability_shares", _SHARES, _OF_SHARES, rows)

    def _rows_of(self, borne: Borne, lang: Language) -> Iterator[tuple[Cell, ...]]:
        debt = borne.debt
        if not borne.parts:
            unknown = NOT_KNOWN.said_in(lang)
            yield debt.debt, debt.customer, None, unknown, None, unknown, None, None, None, debt.amount
        for part, share in borne.shares:
            yield (
                debt.debt,
                debt.customer,
                part.shipment.number,
                _PARTS[part.kind].said_in(lang),
                None if part.rule is None else part.rule.title or part.rule.id,
                _who(share, lang),
                share.person or (None if share.is_determined else NOT_KNOWN.said_in(lang)),
                self.run.name(share.person) or None,
                share.share,
                share.amount,
            )

    def _persons(self, lang: Language) -> Table:
        del lang
        borne: dict[str, list[Decimal]] = {}
        taken: dict[str, list[Decimal]] = {}
        for each in self.debts:
            for _, share in each.shares:
                if share.person:
                    borne.setdefault(share.person, []).append(share.amount)
        for release in self.releases:
            for person, amount in release.taken:
                if person:
                    taken.setdefault(person, []).append(amount)
        rows: list[tuple[Cell, ...]] = []
        for person in sorted(borne.keys() | taken.keys()):
            debts = total_of_decimals(borne.get(person, ()))
            unpaid = total_of_decimals(taken.get(person, ()))
            both = total_of_decimals((debts, unpaid))
            rows.append((person, self.run.name(person) or None, debts, unpaid, both))
        return Table("liability_persons", _PERSONS, _OF_PERSONS, tuple(rows))

    def _released(self, lang: Language) -> Table:
        rows = tuple(self._row_of(each, lang) for each in self.releases)
        return Table("releases", _RELEASES, _OF_RELEASES, rows)

    def _row_of(self, found: Followed, lang: Language) -> tuple[Cell, ...]:
        release = found.release
        is_shipped = found.state not in {State.NOT_SHIPPED, State.UNKNOWN}
        return (
            release.release,
            release.order,
            release.customer or None,
            release.step or None,
            release.signer or None,
            _STATES[found.state].said_in(lang),
            found.shipped if is_shipped else None,
            found.paid if is_shipped else None,
            found.lost if is_shipped else None,
            found.open if is_shipped else None,
            found.due_on,
            total_of_decimals(amount for _, amount in found.taken) if found.taken else None,
            ", ".join(person or NOT_KNOWN.said_in(lang) for person, _ in found.taken) or None,
        )

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON, with reasons and places."""
        return {
            **document_head(self.run.policy, self.run.as_of),
            **{name: cell_for_programs(amount) for name, amount in self.figures().items()},
            "debts": [_debt_json(each, lang) for each in self.debts],
            "releases": [_release_json(each) for each in self.releases],
        }


def _who(share: Share, lang: Language) -> str:
    known = _WHOS.get(share.who)
    return share.who if known is None else known.said_in(lang)


def _debt_json(borne: Borne, lang: Language) -> dict[str, Json]:
    debt, decision = borne.debt, borne.decision
    return {
        "debt": debt.debt,
        "customer": debt.customer,
        "date": debt.day.isoformat(),
        "amount": cell_for_programs(debt.amount),
        "outcome": decision.outcome.value,
        "code": decision.code,
        "undetermined": cell_for_programs(borne.undetermined),
        "missing": [*decision.missing],
        "parts": [_part_json(each, lang) for each in borne.parts],
    }


def _part_json(part: Part, lang: Language) -> dict[str, Json]:
    shipment, before = part.shipment, part.before
    return {
        "part": part.kind,
        "amount": cell_for_programs(part.amount),
        "rule": "" if part.rule is None else part.rule.rule.address,
        "legal_action": part.rule is not None and part.rule.legal_action,
        "shipment": shipment.number,
        "shipped_on": shipment.day.isoformat(),
        "worth": cell_for_programs(shipment.amount),
        "order": shipment.order,
        "invoice": shipment.invoice,
        "invoice_kind": shipment.invoice_kind,
        "limit": "unlimited" if before.limit.unlimited else _figure(before.limit.amount),
        "exposure": None if before.exposure is None else _figure(before.exposure.total),
        "inside": _figure(before.inside),
        "release": "" if before.release is None or not before.stands else before.release.release,
        "step": before.release.step if before.release is not None and before.stands else "",
        "shares": [
            {
                "who": each.who,
                "person": each.person,
                "found_by": each.how,
                "share": _figure(each.share),
                "amount": cell_for_programs(each.amount),
            }
            for each in part.shares
        ],
        "reasons": [_reason_json(each, lang) for each in part.reasons],
        "tried": [_reason_json(each, lang) for each in part.tried],
    }


def _release_json(found: Followed) -> dict[str, Json]:
    release = found.release
    return {
        "release": release.release,
        "order": release.order,
        "customer": release.customer,
        "date": release.day.isoformat(),
        "step": release.step,
        "signed_by": release.signer,
        "role": release.role,
        "seconded_by": release.second,
        "reason": release.reason,
        "expires_on": None if release.expires_on is None else release.expires_on.isoformat(),
        "state": found.state.value,
        "shipped": cell_for_programs(found.shipped),
        "paid": cell_for_programs(found.paid),
        "lost": cell_for_programs(found.lost),
        "open": cell_for_programs(found.open),
        "due_on": None if found.due_on is None else found.due_on.isoformat(),
        "taken": [{"from": person, "amount": cell_for_programs(amount)} for person, amount in found.taken],
    }


def _reason_json(reason: Reason, lang: Language) -> dict[str, Json]:
    return {
        "step": reason.step,
        "rule": reason.rule.address,
        "at": location_json(reason.rule.at),
        "said": step(reason, lang),
    }


def _figure(value: Decimal | Fraction | None) -> Json:
    return None if value is None else cell_for_programs(value)
