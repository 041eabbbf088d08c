"""Dunning as people read it: who is at which level, which letters go out; and the letter itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from attrs import frozen

from dealerkit.credit.collecting.dunning import Dunned, Dunning, Letter
from dealerkit.credit.collecting.dunning_run import DunningRun
from dealerkit.problems import Problem
from dealerkit.report.credit_columns import CUSTOMER, DUE, INVOICE, NAME, OPEN, OVERDUE
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Heading, Page, Paragraph, Sheet
from dealerkit.report.reports import Report, document_head
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.words import stated
from dealerkit.report.workings import money
from dealerkit.values.exact import total_of_decimals

_TITLE = Words("Dunning: {policy}", "催收：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}. {letters} letters are due, for {asked} {currency} in all.",
    "截至 {as_of}，版本 {revision}。应发函 {letters} 封，共计 {asked} {currency}。",
)
_LETTERS = Words("Letters due", "应发的函")
_CUSTOMERS = Words("Where customers stand", "各客户情况")
_ITEMS = Words("Items", "逐笔")

_LEVEL = Column("level", Words("level", "级别"), Kind.INTEGER)
_LETTER = Column("letter", Words("letter", "函"))
_CREDIT = Column("credit", Words("credit", "贷项"), Kind.MONEY)
_INTEREST = Column("interest", Words("interest", "利息"), Kind.MONEY)
_FEE = Column("fee", Words("fee", "费用"), Kind.MONEY)
_ASKED = Column("asked", Words("asked for", "应付"), Kind.MONEY)
_COUNT = Column("items", Words("items", "笔数"), Kind.INTEGER)
_REACHED = Column("reached", Words("level reached", "已达级别"), Kind.INTEGER)
_SENT = Column("sent", Words("level sent", "已发级别"), Kind.INTEGER)
_LAST = Column("last_letter", Words("last letter", "上次发函"), Kind.DATE)
_HELD = Column("held", Words("held back", "暂不发函"))
_WAKES = Column("wakes_on", Words("next look", "下次处理日"), Kind.DATE)
_DAYS = Column("days", Words("days overdue", "逾期天数"), Kind.INTEGER)
_DUNNED = Column("amount", Words("dunned", "催收金额"), Kind.MONEY)
_WHY = Column("why_not", Words("left out", "不催收的原因"))

_REASONS: Mapping[str, Words] = {
    "": Words("", ""),
    "interval": Words("the last letter is too recent", "距上次发函太近"),
    "small": Words("too small", "金额太小"),
    "grace": Words("within the grace", "在宽限期内"),
    "disputed": Words("disputed", "有争议"),
    "in-plan": Words("in a repayment plan", "在还款计划中"),
}

_TO = Words("To: {name}", "致：{name}")
_DATED = Words("Date: {on}", "日期：{on}")
_OPENING = Words(
    "As of {on} the following invoices are overdue. If you have paid in the meantime, please disregard this letter.",
    "截至 {on}，以下发票已逾期未付。如您已付款，请不必理会本函。",
)
_SUM = Words("Overdue: {overdue} {currency}.", "逾期金额：{overdue} {currency}。")
_LESS = Words("Your credit of {credit} is taken off.", "已扣除贵方贷项 {credit}。")
_PLUS_INTEREST = Words("Interest until {on}: {interest}.", "计至 {on} 的利息：{interest}。")
_PLUS_FEE = Words("Fee for this letter: {fee}.", "本函费用：{fee}。")
_PLEASE = Words("Please pay {asked} {currency}.", "请支付 {asked} {currency}。")


@frozen(eq=False)
class DunningReport:
    """Who is reminded, for one customer with his letter if so asked."""

    run: DunningRun
    dealer: str = ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings, whoever is asked about."""
        return self.run.problems

    @property
    def _asked(self) -> tuple[Dunning, ...]:
        return tuple(each for each in self.run.customers if self.dealer in {"", each.customer})

    def figures(self) -> tuple[int, Decimal]:
        """How many letters are due, and what they ask for in all."""
        letters = [letter for _, letter in self.run.letters]
        return len(letters), total_of_decimals(each.asked for each in letters)

    def report(self) -> Report:
        """The report."""
        return Report("dunning", self._page, self._paper, self._tables, self.document)

    def _page(self, lang: Language) -> Page:
        return self._made(lang, with_letters=bool(self.dealer))

    def _paper(self, lang: Language) -> Page:
        return self._made(lang, with_letters=True)

    def _made(self, lang: Language, *, with_letters: bool) -> Page:
        header = self.run.policy.header
        letters = [each.letter for each in self._asked if each.letter is not None]
        asked = money(total_of_decimals(each.asked for each in letters))
        head = stated(
            _HEAD,
            lang,
            as_of=self.run.as_of,
            revision=header.revision,
            letters=len(letters),
            asked=asked,
            currency=header.currency,
        )
        blocks: list[Block] = [Paragraph(head)]
        if letters:
            blocks.append(Sheet(self._letters(for_people=True)))
        blocks.append(Sheet(self._customers(lang)))
        if self.dealer:
            blocks.append(Sheet(self._items(lang, for_people=True)))
        if with_letters:
            for each in self._asked:
                if each.letter is not None:
                    blocks += self._letter(each, each.letter, lang)
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _letter(self, dunning: Dunning, letter: Letter, lang: Language) -> Iterator[Block]:
        """The letter as it goes out."""
        name, address, contact = self.run.addresses.get(dunning.customer, ("", "", ""))
        currency = self.run.policy.header.currency
        to = stated(_TO, lang, name=name or dunning.customer)
        dated = stated(_DATED, lang, on=letter.on)
        yield Heading(letter.step.name)
        yield Paragraph("\n".join(line for line in (to, address, contact, dated) if line))
        yield Paragraph(stated(_OPENING, lang, on=letter.on))
        rows = tuple(
            (each.item.invoice.invoice, each.item.invoice.day, each.item.invoice.due_on, each.days, money(each.amount))
            for each in letter.items
        )
        dated_on = Column("date", Words("date", "日期"), Kind.DATE)
        yield Sheet(Table("letter", Words("Invoices", "发票"), (INVOICE, dated_on, DUE, _DAYS, _DUNNED), rows))
        lines = [stated(_SUM, lang, overdue=money(letter.overdue), currency=currency)]
        if letter.credit:
            lines.append(stated(_LESS, lang, credit=money(letter.credit)))
        if letter.interest:
            lines.append(stated(_PLUS_INTEREST, lang, on=letter.on, interest=money(letter.interest)))
        if letter.fee:
            lines.append(stated(_PLUS_FEE, lang, fee=money(letter.fee)))
        lines.append(stated(_PLEASE, lang, asked=money(letter.asked), currency=currency))
        if letter.step.text:
            lines.append(letter.step.text)
        yield Paragraph("\n".join(lines))

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        return (self._customers(lang), self._letters(), self._items(lang))

    def _name(self, customer: str) -> str | None:
        return self.run.addresses.get(customer, ("", "", ""))[0] or None

    def _letters(self, *, for_people: bool = False) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for each in self._asked:
            letter = each.letter
            if letter is None:
                continue
            amounts = (letter.overdue, letter.credit, letter.interest, letter.fee, letter.asked)
            rows.append(
                (
                    each.customer,
                    self._name(each.customer),
                    letter.level,
                    letter.step.name,
                    len(letter.items),
                    *(money(amount) if for_people else amount for amount in amounts),
                )
            )
        columns = (CUSTOMER, NAME, _LEVEL, _LETTER, _COUNT, OVERDUE, _CREDIT, _INTEREST, _FEE, _ASKED)
        return Table("letters", _LETTERS, columns, tuple(rows))

    def _customers(self, lang: Language) -> Table:
        rows = tuple(
            (
                each.customer,
                self._name(each.customer),
                each.reached,
                each.sent,
                each.last_letter,
                None if each.letter is None else each.letter.step.name,
                _REASONS[each.held].said_in(lang) or None,
                each.wakes_on,
            )
            for each in self._asked
        )
        columns = (CUSTOMER, NAME, _REACHED, _SENT, _LAST, _LETTER, _HELD, _WAKES)
        return Table("dunning", _CUSTOMERS, columns, rows)

    def _items(self, lang: Language, *, for_people: bool = False) -> Table:
        rows = tuple(
            (
                each.customer,
                item.item.invoice.invoice,
                item.item.invoice.due_on,
                item.days,
                item.reached,
                item.sent,
                *(money(amount) if for_people else amount for amount in (item.item.open, _dunned(item))),
                _REASONS[item.why_not].said_in(lang) or None,
            )
            for each in self._asked
            for item in each.items
        )
        columns = (CUSTOMER, INVOICE, DUE, _DAYS, _REACHED, _SENT, OPEN, _DUNNED, _WHY)
        return Table("dunned_items", _ITEMS, columns, rows)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON."""
        del lang
        return {
            **document_head(self.run.policy, self.run.as_of),
            "customers": [self._json(each) for each in self._asked],
        }

    def _json(self, each: Dunning) -> dict[str, Json]:
        letter = each.letter
        return {
            "customer": each.customer,
            "name": self._name(each.customer) or "",
            "reached": each.reached,
            "sent": each.sent,
            "last_letter": None if each.last_letter is None else each.last_letter.isoformat(),
            "held": each.held,
            "wakes_on": None if each.wakes_on is None else each.wakes_on.isoformat(),
            "letter": None
            if letter is None
            else {
                "level": letter.level,
                "id": letter.step.id,
                "rule": letter.step.rule.address,
                "overdue": cell_for_programs(letter.overdue),
                "credit": cell_for_programs(letter.credit),
                "interest": cell_for_programs(letter.interest),
                "fee": cell_for_programs(letter.fee),
                "asked": cell_for_programs(letter.asked),
                "invoices": [item.item.invoice.invoice for item in letter.items],
            },
            "items": [
                {
                    "invoice": item.item.invoice.invoice,
                    "days": item.days,
                    "reached": item.reached,
                    "sent": item.sent,
                    "open": cell_for_programs(item.item.open),
                    "dunned": cell_for_programs(_dunned(item)),
                    "why_not": item.why_not,
                }
                for item in each.items
            ],
        }


def _dunned(item: Dunned) -> Decimal:
    return Decimal(0) if item.why_not else item.amount
