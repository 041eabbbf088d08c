"""A settlement for spreadsheets and programs: every row, every reason, every posting, with its place."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dealerkit.book import Count
from dealerkit.decisions import Reason
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.results import Row, Settlement, Total
from dealerkit.rebates.tax import TaxPart
from dealerkit.report.findings import Json, arg_json, location_json, problem_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.overrides import overrides_json, overrides_table
from dealerkit.report.reports import SCHEMA_VERSION
from dealerkit.report.sentences import told
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.whys import Teller
from dealerkit.report.words import (
    BASE,
    CARRIED,
    CODE,
    DUE,
    EARNED,
    GIVEN_UP,
    LATER,
    MISSING,
    NAME,
    NOW,
    OUTCOME,
    PAID,
    PAYEE,
    PERIOD,
    PROGRAMME,
    STATES,
    TITLE,
    UNDETERMINED,
    WRITTEN_IN,
)
from dealerkit.values.exact import EXACT, total_of_decimals
from dealerkit.values.numbers import Number

_ROW_COLUMNS = (
    PROGRAMME,
    TITLE,
    PAYEE,
    NAME,
    PERIOD,
    Column("through", Words("measured through", "计算至"), Kind.DATE),
    Column("state", Words("state", "状态")),
    BASE,
    Column("paying", Words("paying base", "计返基数"), Kind.MONEY),
    Column("baseline", Words("baseline", "比较基数"), Kind.MONEY),
    Column("band", Words("band", "坎级")),
    Column("rate", Words("rate", "返利标准"), Kind.MONEY),
    EARNED,
    PAID,
    Column("payable", Words("owed", "应付差额"), Kind.MONEY),
    NOW,
    CARRIED,
    GIVEN_UP,
    Column("tax", Words("tax", "税额"), Kind.MONEY),
    DUE,
    Column("expires", Words("usable until", "可用至"), Kind.DATE),
    Column("payout", Words("paid by", "支付方式")),
    OUTCOME,
    CODE,
    MISSING,
    Column("why", Words("decided by", "依据")),
    WRITTEN_IN,
    Column("corrected", Words("of it by hand", "其中手工更正"), Kind.MONEY),
    Column("partner_figure", Words("the dealer's own figure", "经销商自报"), Kind.MONEY),
    Column("difference", Words("difference to ours", "与我方差额"), Kind.MONEY),
    Column("goods", Words("goods", "货品")),
)

_TAX_COLUMNS = (
    PROGRAMME,
    PAYEE,
    PERIOD,
    Column("tax_rate", Words("tax rate", "税率"), Kind.RATE),
    Column("net", Words("without tax", "不含税"), Kind.MONEY),
    Column("tax", Words("tax", "税额"), Kind.MONEY),
    Column("gross", Words("with tax", "含税"), Kind.MONEY),
)

_REASON_COLUMNS = (
    PROGRAMME,
    PAYEE,
    PERIOD,
    Column("number", Words("number", "序号"), Kind.INTEGER),
    Column("step", Words("step", "步骤")),
    Column("reason", Words("reason", "理由")),
    Column("address", Words("rule", "规则")),
    Column("file", Words("file", "文件")),
    Column("line", Words("line", "行"), Kind.INTEGER),
)

POSTING_COLUMNS = (
    "id",
    "kind",
    "programme",
    "payee",
    "period",
    "seq",
    "net",
    "tax",
    "gross",
    "currency",
    "posted_on",
    "revision",
    "content_hash",
    "due",
    "expires",
    "payout",
    "product",
    "quantity",
    "tax_rate",
    "rule",
)
"""Columns of proposed postings: those of the book's ledger, and when and how each is paid."""


def tables(settlement: Settlement, teller: Teller, lang: Language) -> tuple[Table, ...]:
    """Rows, totals, reasons, postings."""
    rows = tuple(_row_cells(row, lang) for row in settlement.rows)
    reasons = tuple(cells for row in settlement.rows for cells in _reason_cells(row, teller, lang))
    return (
        Table("settlement", Words("Settlement", "返利结算"), _ROW_COLUMNS, rows),
        Table(
            "totals", Words("Totals", "合计"), _TOTAL_COLUMNS, tuple(_total_cells(each) for each in settlement.totals)
        ),
        Table("reasons", Words("Reasons", "理由"), _REASON_COLUMNS, reasons),
        postings_table(settlement.proposals),
        *_taxes(settlement),
        *((overrides_table(settlement.overrides, lang),) if settlement.overrides else ()),
    )


def _taxes(settlement: Settlement) -> Iterator[Table]:
    """What is paid now by tax rate, where lines have several: the postings then cannot name theirs."""
    if any(len(row.taxes) > 1 for row in settlement.rows):
        rows = tuple(
            (row.programme, row.payee, row.window.label, part.rate, part.net, part.tax, part.gross)
            for row in settlement.rows
            for part in row.taxes
        )
        yield Table("taxes", Words("Payable now by tax rate", "本次应付（按税率）"), _TAX_COLUMNS, rows)


def postings_table(postings: tuple[Posting, ...]) -> Table:
    """Proposed postings under the names that a ledger has for its columns, in every language."""
    columns = tuple(Column(name, Words(name, name)) for name in POSTING_COLUMNS)
    return Table("postings", Words("Postings", "待过账"), columns, tuple(posting_cells(each) for each in postings))


def posting_cells(posting: Posting) -> tuple[Cell, ...]:
    """One posting, in the order of the columns."""
    account = posting.account
    return (
        posting.id,
        posting.kind,
        account.programme,
        account.payee,
        account.period,
        posting.seq,
        posting.net,
        posting.tax,
        posting.gross,
        posting.currency,
        posting.posted_on,
        posting.revision,
        posting.content_hash,
        posting.due,
        posting.expires,
        posting.payout,
        posting.product,
        posting.quantity,
        posting.tax_rate,
        posting.rule,
    )


def document(settlement: Settlement, teller: Teller, lines: Count, lang: Language) -> dict[str, Json]:
    """Everything, as JSON; figures with decimals are texts."""
    count = settlement.lines
    return {
        "schema_version": SCHEMA_VERSION,
        "policy": {"name": settlement.policy, "revision": settlement.revision},
        "currency": settlement.currency,
        "as_of": settlement.as_of.isoformat(),
        "known_at": settlement.known_at.isoformat() if settlement.known_at else None,
        "without_ledger": settlement.without_ledger,
        "without_tax": settlement.without_tax,
        "lines": {
            "read": lines.read,
            "taken": count.taken,
            "untaken": count.untaken,
            "later": count.later + lines.later,
            "ignored": lines.ignored,
            "rejected": lines.rejected,
        },
        **({"sources": _sources(settlement)} if settlement.sources else {}),
        "totals": [_named(_TOTAL_COLUMNS, _total_cells(each)) for each in settlement.totals],
        "rows": [row_json(row, teller, lang) for row in settlement.rows],
        **({"overrides": overrides_json(settlement.overrides)} if settlement.overrides else {}),
        "postings": [_named(postings_table(()).columns, posting_cells(each)) for each in settlement.proposals],
        "problems": [problem_json(each, lang) for each in settlement.problems],
    }


def _sources(settlement: Settlement) -> dict[str, Json]:
    """What became of the rows of other bases than lines."""
    return {
        source: {
            "read": count.read,
            "taken": count.taken,
            "untaken": count.untaken,
            "later": count.later,
            "rejected": count.rejected,
        }
        for source, count in settlement.sources.items()
    }


def row_json(row: Row, teller: Teller, lang: Language) -> dict[str, Json]:
    """One row with its reasons."""
    return {
        **_named(_ROW_COLUMNS, _row_cells(row, lang)),
        "state": row.window.state.value,
        "missing": [*row.decided.missing],
        "reasons": [reason_json(each, teller, row.programme, lang) for each in row.decided.reasons],
        "taxes": [
            {"rate": arg_json(each.rate) if each.rate is not None else None, **_tax_json(each)} for each in row.taxes
        ],
    }


def _tax_json(part: TaxPart) -> dict[str, Json]:
    return {"net": arg_json(part.net), "tax": arg_json(part.tax), "gross": arg_json(part.gross)}


def reason_json(reason: Reason, teller: Teller, programme: str, lang: Language) -> dict[str, Json]:
    """One reason: its sentence for people, its step, rule, place and figures for programs."""
    return {
        "step": reason.step,
        "sentence": told(reason, teller.programmes[programme], lang),
        "rule": reason.rule.address,
        "at": location_json(reason.rule.at),
        "args": {name: arg_json(value) for name, value in reason.args},
    }


def later(total: Total) -> Decimal:
    """What was earned but is not paid yet: periods that run, accounts with a finding."""
    moved = total_of_decimals((total.settled, total.posted, total.carried, total.given_up))
    return EXACT.subtract(total.entitlement, moved)


_TOTAL_COLUMNS = (
    PROGRAMME,
    TITLE,
    EARNED,
    PAID,
    NOW,
    LATER,
    CARRIED,
    GIVEN_UP,
    UNDETERMINED,
    Column("goods", Words("goods", "货品")),
)


def _total_cells(total: Total) -> tuple[Cell, ...]:
    return (
        total.programme,
        total.title,
        total.entitlement,
        total.settled,
        total.posted,
        later(total),
        total.carried,
        total.given_up,
        total.undetermined,
        total.goods,
    )


def _row_cells(row: Row, lang: Language) -> tuple[Cell, ...]:
    decided, moved = row.decided, row.movement
    rule = decided.decided_by
    is_known = row.entitlement is not None
    baseline: Number | None = decided.baseline
    return (
        row.programme,
        row.title,
        row.payee,
        row.payee_name,
        row.window.label,
        row.window.through,
        STATES[row.window.state].said_in(lang),
        decided.qualifying,
        decided.paying,
        baseline,
        decided.band.address if decided.band else "",
        decided.rate,
        row.entitlement,
        row.settled,
        row.payable,
        moved.posted if is_known else None,
        moved.carried if is_known else None,
        moved.given_up if is_known else None,
        row.tax,
        row.due,
        row.expires,
        row.payout,
        decided.outcome.value,
        decided.code,
        ", ".join(decided.missing),
        rule.address if rule else "",
        str(rule.at) if rule else "",
        row.corrected,
        row.partner.amount if row.partner is not None else None,
        row.difference,
        row.goods,
    )


def _reason_cells(row: Row, teller: Teller, lang: Language) -> Iterator[tuple[Cell, ...]]:
    programme = teller.programmes[row.programme]
    for number, reason in enumerate(row.decided.reasons, start=1):
        at = reason.rule.at
        yield (
            row.programme,
            row.payee,
            row.window.label,
            number,
            reason.step,
            told(reason, programme, lang),
            reason.rule.address,
            at.file,
            at.line,
        )


def _named(columns: tuple[Column, ...], cells: tuple[Cell, ...]) -> dict[str, Json]:
    return {
        column.name: cell if cell is None or isinstance(cell, (int, str)) else cell_for_programs(cell)
        for column, cell in zip(columns, cells, strict=True)
    }
