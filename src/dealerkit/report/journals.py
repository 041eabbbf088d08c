"""A journal on paper, in spreadsheets, for programs and for plain-text accounting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from attrs import frozen

from dealerkit.rebates.journal.accounts import Accounts
from dealerkit.rebates.journal.entries import Entry, Journal
from dealerkit.rebates.ledger import Account
from dealerkit.rebates.results import Row
from dealerkit.rebates.run import Run
from dealerkit.report.beancount import Told, beancount
from dealerkit.report.findings import Json, arg_json, problem_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Page, Paragraph, Sheet
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.sentences import told as reason_told
from dealerkit.report.settled_tables import reason_json
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.whys import Teller
from dealerkit.report.words import PAYEE, PERIOD, PROGRAMME, stated
from dealerkit.report.workings import figure
from dealerkit.values.exact import total_of_decimals

SHOWN = 20
"""Entries on a screen."""

_TITLE = Words("Journal of {policy}, through {as_of}", "{policy} 日记账，截至 {as_of}")
_HEAD = Words(
    "Policy {name}, revision {revision}. Amounts in {currency}; {posted} posted, {proposed} proposed.",
    "政策 {name}，版本 {revision}。金额单位 {currency}；已过账 {posted} 笔，拟过账 {proposed} 笔。",
)
_REASONS = Words(
    "Reasons are as they are reckoned on {as_of}; each posting names the revision it was made under.",
    "理由按 {as_of} 计算；每笔过账注明当时的政策版本。",
)
_IN_GOODS = Words(", {units} units of {product}", "，货品 {product} {units} 件")
_NO_LEDGER = Words("This book has no ledger: nothing was posted.", "此账册没有台账：没有任何过账。")
_MORE = Words(
    "and {count} more entries; `--out FOLDER` or `--format md` shows all of them",
    "另有 {count} 笔；`--out 文件夹` 或 `--format md` 可看全部",
)
_NARRATION = Words("{title} {period}: {kind}", "{title} {period}：{kind}")
_KINDS: Mapping[str, Words] = {
    "accrual": Words("accrual", "计提"),
    "settlement": Words("settlement", "结算"),
    "adjustment": Words("adjustment", "调整"),
    "offset": Words("offset against a purchase", "冲抵货款"),
    "expiry": Words("expired credit", "到期作废"),
}
_STATES = {False: Words("posted", "已过账"), True: Words("proposed", "拟过账")}
_DEALERS = Words("{count} dealers below {account}", "{account} 下 {count} 家经销商")

_ENTRY_COLUMNS = (
    Column("date", Words("date", "日期"), Kind.DATE),
    Column("id", Words("posting", "过账编号")),
    Column("state", Words("state", "状态")),
    Column("kind", Words("kind", "类别")),
    PROGRAMME,
    PAYEE,
    Column("payee_name", Words("name", "名称")),
    PERIOD,
    Column("narration", Words("narration", "摘要")),
    Column("account", Words("account", "科目")),
    Column("debit", Words("debit", "借方"), Kind.MONEY),
    Column("credit", Words("credit", "贷方"), Kind.MONEY),
    Column("currency", Words("currency", "币种")),
    Column("because", Words("because", "理由")),
)
_PAGE_COLUMNS = ("date", "narration", "payee_name", "account", "debit", "credit")
_BALANCE_COLUMNS = (
    Column("account", Words("account", "科目")),
    Column("debit", Words("debit", "借方"), Kind.MONEY),
    Column("credit", Words("credit", "贷方"), Kind.MONEY),
)


@frozen(eq=False)
class JournalReport:
    """A journal, and the rows of a settlement that say why its accounts stand where they do."""

    run: Run
    journal: Journal
    accounts: Accounts
    teller: Teller
    rows: Mapping[Account, Row]

    def report(self) -> Report:
        """The report; ``beancount`` is a form of its own."""
        return Report(
            "journal",
            lambda lang: self._page(lang, SHOWN),
            lambda lang: self._page(lang, len(self.journal.entries)),
            lambda lang: (self._entries(lang), self._balances()),
            self.document,
            {"beancount": self._beancount},
        )

    def _page(self, lang: Language, shown: int) -> Page:
        header, entries = self.teller.policy.header, self.journal.entries
        proposed = sum(each.booked.is_proposed for each in entries)
        head = stated(
            _HEAD,
            lang,
            name=header.name,
            revision=header.revision,
            currency=header.currency,
            posted=len(entries) - proposed,
            proposed=proposed,
        )
        reasons = stated(_REASONS, lang, as_of=self.run.standing.as_of)
        blocks: list[Block] = [Paragraph(f"{head}\n{reasons}")]
        if not self.run.ledger.present:
            blocks.append(Paragraph(_NO_LEDGER.said_in(lang)))
        blocks.append(Sheet(self._totals(lang)))
        table = self._entries(lang, shown)
        places = [next(i for i, each in enumerate(_ENTRY_COLUMNS) if each.name == name) for name in _PAGE_COLUMNS]
        rows = tuple(tuple(row[place] for place in places) for row in table.rows)
        blocks.append(Sheet(Table("journal", table.title, tuple(_ENTRY_COLUMNS[place] for place in places), rows)))
        if len(entries) > shown:
            blocks.append(Paragraph(stated(_MORE, lang, count=len(entries) - shown)))
        return Page(self._title(lang), blocks)

    def _title(self, lang: Language) -> str:
        header = self.teller.policy.header
        return stated(_TITLE, lang, policy=header.title or header.name, as_of=self.run.standing.as_of)

    def _totals(self, lang: Language) -> Table:
        """The balances, those of dealers as one."""
        balances = self.journal.balances()
        rows = [
            _balance(account, amount) for account, amount in balances.items() if account not in self.journal.dealers
        ]
        if self.journal.dealers:
            words = stated(_DEALERS, lang, account=self.accounts.payable, count=len(self.journal.dealers))
            owed = total_of_decimals(balances[account] for account in self.journal.dealers if account in balances)
            rows.append(_balance(words, owed))
        return Table("balances", Words("Balances", "余额"), _BALANCE_COLUMNS, tuple(rows))

    def _balances(self) -> Table:
        rows = tuple(_balance(account, amount) for account, amount in self.journal.balances().items())
        return Table("balances", Words("Balances", "余额"), _BALANCE_COLUMNS, rows)

    def _entries(self, lang: Language, shown: int | None = None) -> Table:
        """A row for each leg."""
        rows = tuple(cells for entry in self.journal.entries[:shown] for cells in self._legs(entry, lang))
        return Table("journal", Words("Entries", "分录"), _ENTRY_COLUMNS, rows)

    def _legs(self, entry: Entry, lang: Language) -> Iterator[tuple[Cell, ...]]:
        posting, told = entry.posting, self._told(entry, lang)
        account = posting.account
        for leg in entry.legs:
            yield (
                posting.posted_on,
                entry.id,
                _STATES[entry.booked.is_proposed].said_in(lang),
                posting.kind,
                account.programme,
                account.payee,
                self.run.name(account.payee),
                account.period,
                told.narration,
                leg.account,
                leg.debit,
                leg.credit,
                posting.currency,
                "; ".join(told.reasons),
            )

    def _told(self, entry: Entry, lang: Language) -> Told:
        posting = entry.posting
        account = posting.account
        programme = self.teller.programmes.get(account.programme)
        title = (programme.title if programme is not None else "") or account.programme
        kind = _KINDS[posting.kind].said_in(lang) if posting.kind in _KINDS else posting.kind
        narration = stated(_NARRATION, lang, title=title, period=account.period, kind=kind)
        if posting.quantity is not None:
            narration += stated(_IN_GOODS, lang, units=figure(posting.quantity), product=posting.product)
        return Told(self.run.name(account.payee) or account.payee, narration, tuple(self._reasons(account, lang)))

    def _reasons(self, account: Account, lang: Language) -> Iterator[str]:
        """Why the account has earned what it has, as it is reckoned on the day of the run."""
        row = self.rows.get(account)
        if row is not None:
            programme = self.teller.programmes[account.programme]
            for each in row.decided.reasons:
                yield f"{reason_told(each, programme, lang)} ({self.teller.places.of(each.rule.at)})"

    def _beancount(self, lang: Language) -> str:
        told = [self._told(entry, lang) for entry in self.journal.entries]
        names = {dealer: self.run.name(dealer) for dealer in self.journal.dealers.values()}
        return beancount(self.journal, self._title(lang), names, told)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON; figures with decimals are texts."""
        header = self.teller.policy.header
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": header.name, "revision": header.revision},
            "currency": header.currency,
            "as_of": self.run.standing.as_of.isoformat(),
            "reasons_as_of": self.run.standing.as_of.isoformat(),
            "without_ledger": not self.run.ledger.present,
            "accounts": [
                {"account": account, "opened": day.isoformat(), "dealer": self.journal.dealers.get(account)}
                for account, day in self.journal.opened.items()
            ],
            "entries": [self._entry_json(entry, lang) for entry in self.journal.entries],
            "balances": {account: arg_json(amount) for account, amount in self.journal.balances().items()},
            "problems": [problem_json(each, lang) for each in self.journal.problems],
        }

    def _entry_json(self, entry: Entry, lang: Language) -> dict[str, Json]:
        posting, told = entry.posting, self._told(entry, lang)
        account, row = posting.account, self.rows.get(posting.account)
        reasons = row.decided.reasons if row is not None else ()
        return {
            "id": entry.id,
            "date": posting.posted_on.isoformat(),
            "proposed": entry.booked.is_proposed,
            "kind": posting.kind,
            "programme": account.programme,
            "payee": account.payee,
            "payee_name": self.run.name(account.payee),
            "period": account.period,
            "narration": told.narration,
            "revision": posting.revision,
            "product": posting.product or None,
            "quantity": _json(posting.quantity),
            "due": posting.due.isoformat() if posting.due else None,
            "expires": posting.expires.isoformat() if posting.expires else None,
            "payout": posting.payout,
            "legs": [
                {"account": leg.account, "debit": _json(leg.debit), "credit": _json(leg.credit)} for leg in entry.legs
            ],
            "reasons": [reason_json(each, self.teller, account.programme, lang) for each in reasons],
        }


def _json(amount: Decimal | None) -> Json:
    return None if amount is None else arg_json(amount)


def _balance(account: str, amount: Decimal) -> tuple[Cell, ...]:
    return (account, amount if amount >= 0 else None, amount.copy_negate() if amount < 0 else None)
