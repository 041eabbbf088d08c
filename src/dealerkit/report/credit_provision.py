"""Provision as people read it: by bucket with its rate, by customer; and where rates of history come from."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from attrs import frozen

from dealerkit.credit.collecting.ageing_rule import CREDITS
from dealerkit.credit.collecting.provision import Provided, rates_of
from dealerkit.credit.collecting.provision_rule import Provision
from dealerkit.credit.collecting.provision_run import ProvisionRun
from dealerkit.problems import Problem
from dealerkit.report.credit_ageing import column_words
from dealerkit.report.credit_columns import BUCKET, CUSTOMER, NAME
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Page, Paragraph, Sheet
from dealerkit.report.reports import Report, document_head
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.words import stated
from dealerkit.report.workings import money
from dealerkit.values.exact import ZERO, total_of_decimals

_TITLE = Words("Provision for bad debts: {policy}", "坏账准备：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}. {provision} {currency} to be set aside for {owed} owed.",
    "截至 {as_of}，版本 {revision}。欠款 {owed}，应计提坏账准备 {provision} {currency}。",
)
_NOT_ALL = Words(
    "As of {as_of}, revision {revision}. What is to be set aside for {owed} owed cannot be told in full;"
    " what is known comes to {provision} {currency}.",
    "截至 {as_of}，版本 {revision}。欠款 {owed} 应计提的坏账准备无法全部确定；已知部分为 {provision} {currency}。",
)
_ENTRIES = Words("By entry and bucket", "按条目和账龄段")
_CUSTOMERS = Words("By customer", "按客户")
_HISTORY = Words("Balances at the ends of steps", "各期末余额")
_FLOWS = Words("What moved on", "迁徙率")

_ENTRY = Column("entry", Words("entry", "条目"))
_BALANCE = Column("balance", Words("balance", "余额"), Kind.MONEY)
_RATE = Column("rate", Words("rate", "比例"), Kind.RATE)
_PROVISION = Column("provision", Words("provision", "坏账准备"), Kind.MONEY)
_OWED = Column("owed", Words("owed", "欠款"), Kind.MONEY)
_DAY = Column("day", Words("end", "期末"), Kind.DATE)
_TO = Column("to", Words("to", "迁入"))
_LOSS = Column("loss", Words("loss rate", "损失率"), Kind.RATE)


@frozen(eq=False)
class ProvisionReport:
    """What is set aside, for one customer if so asked."""

    run: ProvisionRun
    dealer: str = ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings, whoever is asked about."""
        return self.run.problems

    @property
    def _asked(self) -> tuple[Provided, ...]:
        return tuple(each for each in self.run.customers if self.dealer in {"", each.aged.subject})

    def report(self) -> Report:
        """The report."""
        return Report("provision", self._page, self._page, self._tables, self.document)

    def _page(self, lang: Language) -> Page:
        header = self.run.policy.header
        is_known = all(each.total is not None for each in self._asked)
        head = stated(
            _HEAD if is_known else _NOT_ALL,
            lang,
            as_of=self.run.as_of,
            revision=header.revision,
            currency=header.currency,
            owed=money(total_of_decimals(each.aged.total for each in self._asked)),
            provision=money(total_of_decimals(_amounts(self._asked))),
        )
        blocks: list[Block] = [Paragraph(head), Sheet(self._entries(lang, for_people=True))]
        if self.run.flows:
            blocks.append(Sheet(self._moved(lang)))
            blocks.append(Sheet(self._balances(lang, for_people=True)))
        blocks.append(Sheet(self._customers(for_people=True)))
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        found = (self._customers(), self._entries(lang))
        return (*found, self._moved(lang), self._balances(lang)) if self.run.flows else found

    def _entries(self, lang: Language, *, for_people: bool = False) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for entry in (*self.run.entries, None):
            members = tuple(each for each in self._asked if each.by is entry)
            for column in self.run.rule.columns:
                # A balance below zero is provided for at nothing: what has a rate is the rest.
                balance = total_of_decimals(max(each.aged.amounts[column], ZERO) for each in members)
                if not balance or column == CREDITS:
                    continue
                rate = None if entry is None else rates_of(entry, self.run.flows.get(entry.id)).get(column)
                words = column_words(self.run.rule, column).said_in(lang)
                amounts = (balance, self.run.column(column, members))
                shown = [_money(each) if for_people else each for each in amounts]
                rows.append((_title(entry), words, shown[0], rate, shown[1]))
        return Table("provision_entries", _ENTRIES, (_ENTRY, BUCKET, _BALANCE, _RATE, _PROVISION), tuple(rows))

    def _customers(self, *, for_people: bool = False) -> Table:
        rows = tuple(
            (
                each.aged.subject,
                self.run.names.get(each.aged.subject) or None,
                _title(each.by),
                *(_money(amount) if for_people else amount for amount in (each.aged.total, each.total)),
            )
            for each in self._asked
        )
        return Table("provision", _CUSTOMERS, (CUSTOMER, NAME, _ENTRY, _OWED, _PROVISION), rows)

    def _moved(self, lang: Language) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for entry in self.run.entries:
            flows = self.run.flows.get(entry.id)
            for flow in flows.flows if flows is not None else ():
                words = [column_words(self.run.rule, each).said_in(lang) for each in (flow.bucket, flow.to)]
                rows.append((_title(entry), *words, flow.rate, flows.losses[flow.bucket] if flows else None))
        return Table("flow_rates", _FLOWS, (_ENTRY, BUCKET, _TO, _RATE, _LOSS), tuple(rows))

    def _balances(self, lang: Language, *, for_people: bool = False) -> Table:
        del lang
        buckets = tuple(self.run.rule.buckets)
        rows: list[tuple[Cell, ...]] = []
        for entry in self.run.entries:
            ends = self.run.history.get(entry.id)
            for day, stood in zip(ends.days, ends.balances, strict=True) if ends is not None else ():
                shown = (_money(stood[each]) if for_people else stood[each] for each in buckets)
                rows.append((_title(entry), day, *shown))
        columns = tuple(Column(each, column_words(self.run.rule, each), Kind.MONEY) for each in buckets)
        return Table("flow_balances", _HISTORY, (_ENTRY, _DAY, *columns), tuple(rows))

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON; what cannot be told is null."""
        del lang
        return {
            **document_head(self.run.policy, self.run.as_of),
            "customers": [
                {
                    "customer": each.aged.subject,
                    "entry": "" if each.by is None else each.by.rule.address,
                    "owed": cell_for_programs(each.aged.total),
                    "provision": _json(each.total),
                    "buckets": {column: _json(amount) for column, amount in each.amounts.items()},
                    "missing": [*each.missing],
                }
                for each in self._asked
            ],
            "flow_rates": {
                entry: {
                    "rates": {flow.bucket: _json(flow.rate) for flow in flows.flows},
                    "losses": {bucket: _json(loss) for bucket, loss in flows.losses.items()},
                }
                for entry, flows in self.run.flows.items()
            },
        }


def _amounts(found: tuple[Provided, ...]) -> Iterator[Decimal]:
    for each in found:
        yield from (amount for amount in each.amounts.values() if amount is not None)


def _title(entry: Provision | None) -> str | None:
    return None if entry is None else entry.title or entry.id


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else money(amount)


def _json(number: Cell) -> Json:
    return None if number is None else cell_for_programs(number)
