"""Sales contests as people read them: who stands where, which prize that brings, who is not ranked and why.

A screen shows the first places and one dealer's steps; paper adds every step of every decision with its
place. Tables and JSON hold everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, field, frozen

from dealerkit.decisions import Outcome, Reason
from dealerkit.problems import Arg, Problem
from dealerkit.rebates.contests.results import Contender, ContestRun, Holding
from dealerkit.rebates.ledger import Posting
from dealerkit.report.findings import Json, location_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.messages.wording import percent
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.words import CODE, NAME, NOW, OUTCOME, PAID, PAYEE, PERIOD, PROGRAMME, TITLE, stated
from dealerkit.report.workings import figure, money
from dealerkit.values.exact import total_of_decimals

SHOWN = 15
"""Rows of a ranking on the screen."""

_TITLE = Words("Sales contests: {policy}", "销售竞赛：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}. Amounts in {currency}; prizes carry no tax.",
    "截至 {as_of}，版本 {revision}。金额单位 {currency}；奖项不计税。",
)
_NONE = Words("No contest has begun.", "尚无竞赛开始。")
_RUNS = Words("{title} ({period}), which runs on: places as of today", "{title}（{period}），进行中：截至今日的名次")
_OVER = Words("{title} ({period})", "{title}（{period}）")
_GIVEN = Words(
    "Prizes worth {given} of {total}: {pay} in money{goods}.", "奖项价值 {given}，计划 {total}：现金 {pay}{goods}。"
)
_GOODS = Words(", {goods}", "，{goods}")
_LEFT = Words("{count} cannot be told.", "{count} 家无法确定。")
_NO_LEDGER = Words(
    "The book has no ledger, so every prize looks as if it had not been given.",
    "账册没有台账，因此全部奖项都显示为未发放。",
)
_UNRANKED = Words("Not ranked", "未参与排名")
_REST = Words(
    "and {count} more; all of them with `--format md` or `--out`",
    "另有 {count} 行；用 `--format md` 或 `--out` 可看全部",
)
_STORY = Words("{name}, {title} ({period})", "{name}，{title}（{period}）")

_CONTEST = Column("contest", Words("contest", "竞赛"))
_RANK = Column("rank", Words("place", "名次"), Kind.INTEGER)
_BASE = Column("base", Words("measured", "计入"), Kind.MONEY)
_SHARE = Column("share", Words("of the baseline", "为基数的"), Kind.RATE)
_PAY = Column("pay", Words("money", "现金"), Kind.MONEY)
_GOODS_WON = Column("goods", Words("goods", "实物"))
_WORTH = Column("worth", Words("worth", "价值"), Kind.MONEY)
_TIED = Column("tied", Words("tied", "并列家数"), Kind.INTEGER)

_OUTCOMES: Mapping[Outcome, Words] = {
    Outcome.GRANTED: Words("ranked", "已排名"),
    Outcome.REFUSED: Words("not ranked", "未排名"),
    Outcome.UNDETERMINED: Words("cannot be told", "无法确定"),
}
_WHY: Mapping[str, Words] = {
    "DK003": Words("a fact is missing", "缺少信息"),
    "DK330": Words("does not take part", "不参与"),
    "DK333": Words("no baseline", "没有基数"),
    "DK334": Words("below the minimum", "低于下限"),
    "DK336": Words("a fact is missing", "缺少信息"),
    "DK492": Words("the place is open", "名次未定"),
}


@frozen(eq=False)
class ContestReport:
    """What contests come to, for one contest and one dealer if so asked."""

    run: ContestRun
    places: Places
    dealer: str = ""
    contest: str = ""
    holdings: tuple[Holding, ...] = field(init=False)

    @holdings.default
    def _asked(self) -> tuple[Holding, ...]:
        return tuple(each for each in self.run.holdings if self.contest in {"", each.contest.id})

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings, whoever is asked about."""
        return self.run.problems

    @property
    def proposals(self) -> tuple[Posting, ...]:
        """The postings proposed for those who are shown."""
        return tuple(posting for _, row in self._rows() for posting in row.postings)

    def report(self) -> Report:
        """The report."""
        return Report(
            "contests",
            lambda lang: self._page(lang, SHOWN),
            lambda lang: self._page(lang, 0),
            self.tables,
            self.document,
        )

    def figures(self) -> tuple[int, Decimal, Decimal, int]:
        """How many contests are over, what their prizes are worth, what is posted now, and how many are open."""
        over = [each for each in self.holdings if each.is_over]
        given = total_of_decimals(each.given for each in over)
        return len(over), given, total_of_decimals(each.net for each in self.proposals), sum(each.open for each in over)

    def _rows(self) -> Iterator[tuple[Holding, Contender]]:
        for holding in self.holdings:
            for row in holding.contenders:
                if self.dealer in {"", row.dealer}:
                    yield holding, row

    def _page(self, lang: Language, shown: int) -> Page:
        header = self.run.policy.header
        head = [stated(_HEAD, lang, as_of=self.run.as_of, revision=header.revision, currency=header.currency)]
        if self.run.without_ledger and self.holdings:
            head.append(_NO_LEDGER.said_in(lang))
        blocks: list[Block] = [Paragraph("\n".join(head))]
        for holding in self.holdings:
            blocks += self._of(holding, lang, shown)
        if not self.holdings:
            blocks.append(Paragraph(_NONE.said_in(lang)))
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _of(self, holding: Holding, lang: Language, shown: int) -> Iterator[Block]:
        """One ranking with its sums, who is not in it, and the steps of the one who is asked about, or is first."""
        rows = [row for row in holding.ranked if self.dealer in {"", row.dealer}]
        beside = [row for row in holding.unranked if self.dealer in {"", row.dealer}]
        title = stated(_OVER if holding.is_over else _RUNS, lang, title=_name(holding), period=holding.window.label)
        columns = [each for each in _RANKED if each is not _SHARE or holding.contest.against is not None]
        ranked = tuple(self._people(holding, rows, columns, lang))
        name = f"contest_{holding.contest.id}"
        table = Table(name, Words(title, title), tuple(columns), ranked[: shown or None])
        yield Sheet(table)
        if shown and len(ranked) > shown:
            yield Paragraph(stated(_REST, lang, count=len(ranked) - shown))
        yield Paragraph("\n".join(_sums(holding, lang)))
        if beside:
            cells = tuple(self._people(holding, beside, _REFUSED, lang))
            yield Sheet(Table(f"{name}_unranked", _UNRANKED, _REFUSED, cells[: shown or None]))
            if shown and len(cells) > shown:
                yield Paragraph(stated(_REST, lang, count=len(cells) - shown))
        told = [*rows, *beside]
        for row in told if not shown or self.dealer else told[:1]:
            yield self._story(holding, row, lang)

    def _story(self, holding: Holding, row: Contender, lang: Language) -> Points:
        name = self.run.name(row.dealer) or row.dealer
        title = stated(_STORY, lang, name=name, title=_name(holding), period=holding.window.label)
        points = [Point(said(each, lang), self.places.of(each.rule.at)) for each in row.decision.reasons]
        if row.decision.code:
            points.append(Point(f"{_ended(row, lang)} ({row.decision.code})"))
        return Points(title, tuple(points))

    def _people(
        self, holding: Holding, rows: Sequence[Contender], columns: Sequence[Column], lang: Language
    ) -> Iterator[tuple[Cell, ...]]:
        for row in rows:
            cells = self._cells(holding, row, lang)
            yield tuple(_shown(column, cells[column.name]) for column in columns)

    def _cells(self, holding: Holding, row: Contender, lang: Language) -> dict[str, Cell]:
        award, entry = row.award, row.entry
        has_share = holding.contest.against is not None
        goods = "、" if lang == "zh" else ", "
        found: tuple[tuple[Column, Cell], ...] = (
            (_RANK, row.rank),
            (PAYEE, row.dealer),
            (NAME, self.run.name(row.dealer) or None),
            (_BASE, entry.base),
            (_SHARE, entry.figure if has_share else None),
            (_TIED, award.tied if award is not None else None),
            (_PAY, award.pay if award is not None else None),
            (
                _GOODS_WON,
                goods.join(f"{each.quantity} {each.product}" for each in award.goods) or None if award else None,
            ),
            (_WORTH, award.worth if award is not None else None),
            (PAID, row.settled),
            (NOW, total_of_decimals(each.net for each in row.postings)),
            (OUTCOME, _ended(row, lang)),
            (CODE, row.decision.code or None),
            (_CONTEST, holding.contest.id),
            (TITLE, holding.contest.title),
            (PERIOD, holding.window.label),
        )
        return {column.name: cell for column, cell in found}

    def tables(self, lang: Language) -> tuple[Table, ...]:
        """Every dealer of every contest, and the postings."""
        rows: list[tuple[Cell, ...]] = []
        for holding, row in self._rows():
            cells = self._cells(holding, row, lang)
            rows.append(tuple(cells[column.name] for column in _ALL))
        postings = tuple(
            (
                each.account.programme,
                each.account.payee,
                each.account.period,
                each.kind,
                each.seq,
                each.net,
                each.product or None,
                each.quantity,
                each.due,
            )
            for each in self.proposals
        )
        return (
            Table("contests", Words("Contests", "竞赛"), _ALL, tuple(rows)),
            Table("contest_postings", Words("Postings proposed", "待过账"), _POSTINGS, postings),
        )

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON, with reasons and places."""
        header = self.run.policy.header
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": header.name, "revision": header.revision},
            "currency": header.currency,
            "as_of": self.run.as_of.isoformat(),
            "without_ledger": self.run.without_ledger,
            "contests": [
                {
                    "contest": each.contest.rule.address,
                    "period": each.window.label,
                    "is_over": each.is_over,
                    "total": f"{each.contest.total:f}",
                    "given": f"{each.given:f}",
                    "goods": dict(each.goods),
                    "open": each.open,
                    "dealers": [
                        self._row_json(row, lang) for row in each.contenders if self.dealer in {"", row.dealer}
                    ],
                }
                for each in self.holdings
            ],
            "postings": [
                {
                    "id": each.id,
                    "kind": each.kind,
                    "net": f"{each.net:f}",
                    "product": each.product,
                    "quantity": None if each.quantity is None else f"{each.quantity:f}",
                    "due": None if each.due is None else each.due.isoformat(),
                }
                for each in self.proposals
            ],
        }

    def _row_json(self, row: Contender, lang: Language) -> dict[str, Json]:
        award = row.award
        return {
            "dealer": row.dealer,
            "name": self.run.name(row.dealer),
            "outcome": row.decision.outcome.value,
            "code": row.decision.code,
            "base": cell_for_programs(row.entry.base),
            "figure": None if row.entry.figure is None else cell_for_programs(row.entry.figure),
            "rank": row.rank,
            "best": None if row.standing is None else row.standing.best,
            "pay": None if award is None else f"{award.pay:f}",
            "goods": [] if award is None else [{"product": g.product, "quantity": g.quantity} for g in award.goods],
            "worth": None if award is None else f"{award.worth:f}",
            "settled": f"{row.settled:f}",
            "payable": None if row.payable is None else f"{row.payable:f}",
            "missing": [*row.decision.missing],
            "reasons": [
                {
                    "step": each.step,
                    "rule": each.rule.address,
                    "at": location_json(each.rule.at),
                    "said": said(each, lang),
                }
                for each in row.decision.reasons
            ],
        }


_RANKED = (_RANK, PAYEE, NAME, _BASE, _SHARE, _PAY, _GOODS_WON, PAID, NOW, OUTCOME)
_REFUSED = (PAYEE, NAME, _BASE, PAID, NOW, OUTCOME)
_ALL = (
    *(_CONTEST, TITLE, PERIOD, _RANK, PAYEE, NAME, _BASE, _SHARE, _TIED, _PAY, _GOODS_WON, _WORTH),
    *(PAID, NOW, OUTCOME, CODE),
)
_POSTINGS = (
    PROGRAMME,
    PAYEE,
    PERIOD,
    Column("kind", Words("kind", "类型")),
    Column("seq", Words("number", "序号"), Kind.INTEGER),
    Column("net", Words("net", "不含税"), Kind.MONEY),
    Column("product", Words("product", "商品")),
    Column("quantity", Words("units", "数量"), Kind.MONEY),
    Column("due", Words("due", "付款期限"), Kind.DATE),
)


def said(reason: Reason, lang: Language) -> str:
    """A reason with its figures as people write them."""
    return step(
        evolve(reason, args=tuple((name, _readable(reason.step, name, value)) for name, value in reason.args)), lang
    )


def _readable(kind: str, name: str, value: Arg) -> Arg:
    """A number with its thousands; a share is written in per cent by its sentence, from the exact number."""
    if not isinstance(value, (Decimal, Fraction)):
        return value
    if name == "share" or (name == "least" and kind == "contest-minimum-share"):
        return value
    return Decimal((money(value) if name == "pay" else figure(value)).replace(",", ""))


def _sums(holding: Holding, lang: Language) -> Iterator[str]:
    mark = "、" if lang == "zh" else ", "
    goods = mark.join(f"{count} {product}" for product, count in holding.goods.items())
    pay = total_of_decimals(each.award.pay for each in holding.contenders if each.award is not None)
    yield stated(
        _GIVEN,
        lang,
        given=money(holding.given),
        total=money(holding.contest.total),
        pay=money(pay),
        goods=stated(_GOODS, lang, goods=goods) if goods else "",
    )
    if holding.open:
        yield stated(_LEFT, lang, count=holding.open)


def _name(holding: Holding) -> str:
    return holding.contest.title or holding.contest.id


def _ended(row: Contender, lang: Language) -> str:
    outcome, why = _OUTCOMES[row.decision.outcome].said_in(lang), _WHY.get(row.decision.code)
    if why is None:
        return outcome
    return f"{outcome}{'：' if lang == 'zh' else ': '}{why.said_in(lang)}"


def _shown(column: Column, cell: Cell) -> Cell:
    if not isinstance(cell, (Decimal, Fraction)):
        return cell
    if column is _SHARE:
        return percent(cell)
    return figure(cell) if column is _BASE else money(cell)
