"""Identity and codes as people read them: who shares what, where sources differ, which changes wait, which codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from dealerkit.customers.codes.run import CodeRun
from dealerkit.customers.identity.run import IdentityRun
from dealerkit.report.customer_files import CUSTOMER, NAME, shown
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import PHRASEBOOKS
from dealerkit.report.pages import Block
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs

_MATCHES = Words("Customers that share something", "共用信息的客户")
_MISMATCHES = Words("Sources that differ or are silent", "来源不一致或缺失")
_NOT_OWN = Words("Accounts in another name, or in nobody's recorded name", "户名不是本人或未登记户名的账户")
_UNCOMPARED = Words("Customers of whom the record alone speaks", "除档案外没有任何来源的客户")
_CHANGES = Words("Changes", "变更")
_UNSIGNED = Words("Agreements not back, or too few copies", "未签回或份数不足的协议")
_CODES = Words("Codes and numbers", "编码与编号")
_SERIES = Words("Running numbers", "流水号")

_COMPARED = Column("compared", Words("compared", "比较项"))
_VALUE = Column("value", Words("value", "内容"))
_HOW = Column("how", Words("how", "方式"))
_CUSTOMERS = Column("customers", Words("customers", "客户"))
_COUNT = Column("count", Words("count", "个数"), Kind.INTEGER)
_THEN = Column("then", Words("follows", "后果"))
_FIELD = Column("field", Words("field", "字段"))
_SAID = Column("said", Words("said", "各来源"))
_WINS = Column("wins", Words("right", "为准"))
_HOLDER = Column("holder", Words("holder", "户名"))
_CHANGE = Column("change", Words("change", "变更单"))
_ASKED = Column("asked_on", Words("asked on", "提出日"), Kind.DATE)
_BATCH = Column("batch_on", Words("entered on", "录入日"), Kind.DATE)
_DONE = Column("done", Words("done", "完成"), Kind.DATE)
_LACKS = Column("lacks", Words("lacks", "所缺"))
_TELL = Column("tell", Words("to be told", "须通知"))
_SIGNING = Column("signing", Words("agreement", "协议"))
_DUE = Column("due", Words("due", "期限"), Kind.DATE)
_COPIES = Column("copies", Words("copies", "份数"), Kind.INTEGER)
_OF = Column("of", Words("of", "类别"))
_NUMBER = Column("number", Words("code", "编码"))
_WHAT = Column("what", Words("what", "问题"))
_EXPECTED = Column("expected", Words("expected", "应为"))
_OTHER = Column("other", Words("other", "另见"))
_PERIOD = Column("period", Words("period", "期间"))
_HIGHEST = Column("highest", Words("highest", "最大号"), Kind.INTEGER)
_GAPS = Column("gaps", Words("missing", "缺号"))

_THENS: Mapping[str, Words] = {
    "alarm": Words("alarm", "报警"),
    "wait": Words("waits for an exception", "等待备案"),
    "note": Words("to be looked at", "待核"),
}
_FILED = Words("filed", "已备案")
_EXACT, _NEAR, _CROWD = Words("exact", "相同"), Words("near", "相近"), Words("crowd", "过多")


@frozen(eq=False)
class IdentityPart:
    """The part of an audit on identity, for one customer if so asked."""

    run: IdentityRun
    customer: str = ""

    def tables(self, lang: Language) -> Iterator[Table]:
        """Every table that has rows."""
        own = (self._matches(lang), self._mismatches(), self._uncompared(), self._not_own())
        for made in (*own, self._changes(), self._unsigned()):
            if made.rows:
                yield made

    def blocks(self, lang: Language, *, is_whole: bool) -> Iterator[Block]:
        """What people see of it."""
        for table in self.tables(lang):
            yield from shown(table, lang, is_whole=is_whole)

    def _matches(self, lang: Language) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for each in self.run.matches:
            if self.customer and self.customer not in each.members:
                continue
            then = _THENS[each.comparison.then] if each.open else _FILED
            how = _CROWD if each.crowd else _NEAR if each.near else _EXACT
            named = ", ".join(each.customers) + (" …" if each.crowd else "")
            title = each.comparison.title or each.comparison.id
            rows.append((title, each.value, how.said_in(lang), each.count, named, then.said_in(lang)))
        return Table("identity_shared", _MATCHES, (_COMPARED, _VALUE, _HOW, _COUNT, _CUSTOMERS, _THEN), tuple(rows))

    def _mismatches(self) -> Table:
        rows = tuple(
            (
                each.customer,
                each.rule.id,
                "; ".join(f"{source}: {value or '—'}" for source, value in each.values),
                each.wins if each.differ else None,
            )
            for each in self.run.mismatches
            if self.customer in {"", each.customer}
        )
        return Table("identity_sources", _MISMATCHES, (CUSTOMER, _FIELD, _SAID, _WINS), rows)

    def _uncompared(self) -> Table:
        rows = tuple((each,) for each in self.run.uncompared if self.customer in {"", each})
        return Table("identity_uncompared", _UNCOMPARED, (CUSTOMER,), rows)

    def _not_own(self) -> Table:
        rows = tuple(each for each in self.run.not_own if self.customer in {"", each[0]})
        return Table("identity_holders", _NOT_OWN, (CUSTOMER, NAME, _HOLDER), rows)

    def _changes(self) -> Table:
        rows = tuple(
            (
                each.change,
                each.customer,
                each.rule.title or each.rule.id,
                each.asked_on,
                each.batch_on,
                each.done_on,
                ", ".join(each.missing) or None,
                each.to_tell or None,
            )
            for each in self.run.changes
            if self.customer in {"", each.customer} and (each.done_on is None or each.problem() is not None)
        )
        columns = (_CHANGE, CUSTOMER, _FIELD, _ASKED, _BATCH, _DONE, _LACKS, _TELL)
        return Table("identity_changes", _CHANGES, columns, rows)

    def _unsigned(self) -> Table:
        rows = tuple(
            (each.signing, each.customer, each.due, each.copies)
            for each in self.run.unsigned
            if self.customer in {"", each.customer}
        )
        return Table("identity_signings", _UNSIGNED, (_SIGNING, CUSTOMER, _DUE, _COPIES), rows)


@frozen(eq=False)
class CodePart:
    """The part of an audit on codes and numbers."""

    run: CodeRun
    customer: str = ""

    def tables(self, lang: Language) -> Iterator[Table]:
        """Every table that has rows."""
        for made in (self._codes(lang), self._series()):
            if made.rows:
                yield made

    def blocks(self, lang: Language, *, is_whole: bool) -> Iterator[Block]:
        """What people see of it."""
        for table in self.tables(lang):
            yield from shown(table, lang, is_whole=is_whole)

    def _codes(self, lang: Language) -> Table:
        terms = PHRASEBOOKS[lang].terms
        rows: list[tuple[Cell, ...]] = []
        for each in self.run.problems:
            number = str(each.arg("number"))
            if each.code != "DK748" or self.customer not in {"", number}:
                continue
            other = each.arg("other")
            said = ", ".join(other) if isinstance(other, tuple) else str(other)
            what = terms.get(str(each.arg("what")), "")
            rows.append((str(each.arg("of")), number, what, str(each.arg("expected")) or None, said or None))
        return Table("codes", _CODES, (_OF, _NUMBER, _WHAT, _EXPECTED, _OTHER), tuple(rows))

    def _series(self) -> Table:
        rows = tuple(
            (
                each.of,
                " ".join(part for part in each.period if part) or None,
                each.count,
                each.highest,
                ", ".join(f"{one}" if one == last else f"{one}–{last}" for one, last in each.gaps[:20]) or None,
            )
            for each in (() if self.customer else self.run.series)
        )
        return Table("code_series", _SERIES, (_OF, _PERIOD, _COUNT, _HIGHEST, _GAPS), rows)


def rows_json(table: Table) -> list[Json]:
    """A table's rows as JSON, by the names of its columns."""
    return [
        {
            column.name: cell if cell is None or isinstance(cell, int | str) else cell_for_programs(cell)
            for column, cell in zip(table.columns, row, strict=True)
        }
        for row in table.rows
    ]
