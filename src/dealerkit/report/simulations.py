"""A simulation as people read it: first what each scenario costs, then who wins and loses, who crosses a band."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from dealerkit.policy.policy import Policy
from dealerkit.report import simulations_tables as tables
from dealerkit.report.charts import Chart
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Heading, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.reports import Report
from dealerkit.report.simulations_answers import Answers
from dealerkit.report.simulations_charts import cost_chart, dealers_chart, payout_charts
from dealerkit.report.simulations_json import document
from dealerkit.report.simulations_kept import Kept
from dealerkit.report.tables import Table
from dealerkit.report.words import counted, stated
from dealerkit.report.workings import figure, in_cents, money
from dealerkit.values.numbers import EXACT, absolute, subtract
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.engine.outcome import Totals
from dealerkit.whatif.scenarios.applying import Versions

SCREENS = 2
"""Scenarios that are told in full on a screen; the others stand in the first tables."""

LISTED, BARS, PICTURED = 24, 60, 12
"""Scenarios in the tables of a screen, in the picture of costs, with pictures of their own."""

_TITLE = Words("What if: {policy}", "情景测算：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}, amounts in {currency}, without tax.",
    "截至 {as_of}，版本 {revision}，金额币种 {currency}，不含税。",
)
_PERIODS = Words("Settlement periods that end in {periods}.", "结算期末日在 {periods} 内的期间。")
_EVERY_PERIOD = Words("All settlement periods that have begun.", "已开始的全部结算期间。")
_AS_IT_IS = Words(
    "As it is: {cost} for {rows}{share}.",
    "现行政策：{count} 行，共 {cost}{share}。",
)
_RUNNING = Words(
    "{rows} in periods that still run: only what was bought through {as_of} counts.",
    "其中 {count} 行属于尚未结束的期间：只计至 {as_of} 的进货。",
)
_SHARE = Words(", {share} of sales", "，占销售额 {share}")
_BUDGET_WITHIN = Words(
    "The budget is {budget}; as it is {left} of it are left.", "预算 {budget}；按现行政策尚余 {left}。"
)
_BUDGET_OVER = Words(
    "The budget is {budget}; as it is it is exceeded by {more}.", "预算 {budget}；按现行政策已超出 {more}。"
)
_NO_SCENARIO = Words("No scenario is written.", "没有情景。")
_LEFT_OUT = Words("Not reckoned, for what is wrong with it over this book", "未测算：在这一账册上有错")

_SHORT = Words("In short", "摘要")
_SAID = Words("{name}: {cost}, {more} than as it is{details}", "{name}：{cost}，比现行{more}{details}")
_MORE, _LESS = Words("{amount} more", "多 {amount}"), Words("{amount} less", "少 {amount}")
_AS_MUCH = Words("{name}: {cost}, as much as it is{details}", "{name}：{cost}，与现行相同{details}")
_WINNERS, _LOSERS = Words("{count}", "{number} 家受益"), Words("{count}", "{number} 家受损")
_FAILED = Words("{count} cannot be told", "{number} 行无法确定")
_OVER = Words("over the budget by {amount}", "超出预算 {amount}")
_WITHIN = Words("within the budget", "在预算之内")
_GOODS_MORE = Words("{units} × {product} more are given", "多给货品 {product} {units} 件")
_GOODS_LESS = Words("{units} × {product} fewer are given", "少给货品 {product} {units} 件")
_DRAWN = Words("over it in {over} of {runs} runs", "{runs} 次抽样中 {over} 次超预算")
_PAYS = Words("contribution {amount} more", "返利后毛利多 {amount}")
_PAYS_NOT = Words("contribution {amount} less", "返利后毛利少 {amount}")

_NOBODY = Words("{name}: nobody wins or loses money.", "{name}：金额上无人受益或受损。")
_EDITS = Words("What is different", "改动")
_TOP = Words(
    "The fifth of the dealers who get most take {after} of the rebates, {before} as it is.",
    "所得最多的五分之一经销商占返利的 {after}，现行为 {before}。",
)
_REST = Words(
    "{left} more in full with `--only NAME` or `--out FOLDER`.",
    "另有 {left} 个情景，用 `--only 名称` 或 `--out 文件夹` 查看详情。",
)
_UNLISTED = Words(
    "{left} more scenarios with `--format csv` or `--out FOLDER`.",
    "另有 {left} 个情景，用 `--format csv` 或 `--out 文件夹` 查看。",
)
_LISTED = Words(
    "At most {most} in each list: `--top N` for more, `--rows` for every row.",
    "每个列表至多 {most} 行：`--top N` 可多列，`--rows` 列出全部各行。",
)


@frozen(kw_only=True, eq=False)
class SimulationReport:
    """Scenarios beside the policy as it is, ready to be read. ``further`` are parts that stand behind them."""

    policy: Policy
    as_of: date
    baseline: Totals
    running: int = 0
    """How many rows of the policy as it is are of a period that still runs."""
    kept: tuple[Kept, ...]
    budget: Decimal | None = None
    periods: DateRange | None = None
    candidates: Mapping[str, Versions] = field(factory=dict)
    """The policies that each scenario makes, for pictures of what a programme pays."""
    answers: Answers = field(factory=Answers)
    left_out: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """What the file asks and this book cannot answer, by name, with the codes of what is wrong."""
    most: int = 10
    rows: bool = False

    def report(self) -> Report:
        """The report."""
        return Report(
            "simulation",
            lambda lang: self._page(lang, is_whole=False),
            lambda lang: self._page(lang, is_whole=True),
            self._tables,
            lambda lang: document(self, lang),
            answers=lambda lang: (tables.costs(self.kept, self.budget), *self.answers.tables(lang)),
        )

    def charts(self, lang: Language) -> tuple[Chart, ...]:
        """The pictures of the result; of very many scenarios those of the first."""
        found: list[Chart] = []
        if self.kept:
            found.append(cost_chart(self.kept[:BARS], self.baseline, self.budget, self.policy.header.currency, lang))
        for each in self.kept[:PICTURED]:
            found += self._charts_of(each, lang)
        return (*found, *self.answers.charts(lang))

    def _page(self, lang: Language, *, is_whole: bool) -> Page:
        header = self.policy.header
        blocks: list[Block] = [Paragraph(self._head(lang))]
        if self.left_out:
            points = (Point(f"{name}: {', '.join(codes)}") for name, codes in self.left_out.items())
            blocks.append(Points(_LEFT_OUT.said_in(lang), tuple(points)))
        listed = self.kept if is_whole else self.kept[:LISTED]
        if listed:
            blocks.append(Points(_SHORT.said_in(lang), tuple(Point(self._said(each, lang)) for each in listed)))
            blocks.append(Sheet(in_cents(tables.shown_costs(listed, self.budget))))
            blocks.append(Sheet(tables.shown_rows(listed)))
            blocks.append(cost_chart(listed, self.baseline, self.budget, header.currency, lang))
        if len(listed) < len(self.kept):
            blocks.append(Paragraph(stated(_UNLISTED, lang, left=f"{len(self.kept) - len(listed):,}")))
        blocks += self.answers.blocks(lang, is_whole=is_whole)
        told = self.kept if is_whole else self.kept[:SCREENS]
        for each in told:
            blocks += self._in_full(each, lang, is_whole=is_whole)
        if len(told) < len(self.kept):
            blocks.append(Paragraph(stated(_REST, lang, left=f"{len(self.kept) - len(told):,}")))
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _head(self, lang: Language) -> str:
        header, base = self.policy.header, self.baseline
        lines = [stated(_HEAD, lang, as_of=self.as_of, revision=header.revision, currency=header.currency)]
        lines.append(
            _EVERY_PERIOD.said_in(lang) if self.periods is None else stated(_PERIODS, lang, periods=self.periods)
        )
        share = base.share_of_sales
        lines.append(
            stated(
                _AS_IT_IS,
                lang,
                cost=money(base.cost),
                rows=counted(base.count.rows, "row", "rows"),
                count=f"{base.count.rows:,}",
                share="" if share is None else stated(_SHARE, lang, share=tables.eyed_percent(share)),
            )
        )
        if self.running:
            rows = counted(self.running, "row is", "rows are")
            lines.append(stated(_RUNNING, lang, rows=rows, count=f"{self.running:,}", as_of=self.as_of))
        if self.budget is not None:
            more = EXACT.subtract(base.cost, self.budget)
            left = EXACT.minus(more)
            words = _BUDGET_OVER if more > 0 else _BUDGET_WITHIN
            lines.append(stated(words, lang, budget=money(self.budget), more=money(more), left=money(left)))
        if not self.kept and not self.answers and not self.left_out:
            lines.append(_NO_SCENARIO.said_in(lang))
        return "\n".join(lines)

    def _said(self, each: Kept, lang: Language) -> str:
        found = each.totals
        more = found.difference
        details = "".join(f"{'；' if lang == 'zh' else '; '}{words}" for words in self._details(each, lang))
        if not more:
            return stated(_AS_MUCH, lang, name=each.name, cost=money(found.cost), details=details)
        by = stated(_MORE if more > 0 else _LESS, lang, amount=money(abs(more)))
        return stated(_SAID, lang, name=each.name, cost=money(found.cost), more=by, details=details)

    def _details(self, each: Kept, lang: Language) -> Sequence[str]:
        found, words = each.totals, list[str]()
        if found.winners:
            count = counted(found.winners, "dealer wins", "dealers win")
            words.append(stated(_WINNERS, lang, count=count, number=f"{found.winners:,}"))
        if found.losers:
            count = counted(found.losers, "dealer loses", "dealers lose")
            words.append(stated(_LOSERS, lang, count=count, number=f"{found.losers:,}"))
        if found.count.failed:
            failed = found.count.failed
            words.append(stated(_FAILED, lang, count=counted(failed, "row", "rows"), number=f"{failed:,}"))
        for programme in found.programmes:
            if programme.goods and programme.difference:
                units, text = (
                    figure(abs(programme.difference)),
                    _GOODS_MORE if programme.difference > 0 else _GOODS_LESS,
                )
                words.append(stated(text, lang, units=units, product=programme.goods))
        left, before = found.contribution, found.contribution_before
        if left is not None and before is not None and left != before:
            by = tables.cents(absolute(subtract(left, before)))
            words.append(stated(_PAYS if left > before else _PAYS_NOT, lang, amount=by))
        if self.budget is not None:
            beyond = tables.over(found.cost, self.budget)
            words.append(_WITHIN.said_in(lang) if beyond is None else stated(_OVER, lang, amount=money(beyond)))
        drawn = next((one for one in self.answers.sampled if one.scenario == each.id), None)
        if drawn is not None and drawn.over_budget is not None:
            words.append(stated(_DRAWN, lang, over=f"{drawn.over_budget:,}", runs=f"{drawn.runs:,}"))
        return words

    def _in_full(self, each: Kept, lang: Language, *, is_whole: bool) -> list[Block]:
        blocks: list[Block] = [Heading(f"{each.name} ({each.id})" if each.title else each.id)]
        if each.said[lang]:
            blocks.append(Points(_EDITS.said_in(lang), tuple(map(Point, each.said[lang]))))
        if len(each.totals.programmes) > 1:
            blocks.append(Sheet(in_cents(tables.programmes(each, short=True))))
        if each.totals.winners or each.totals.losers:
            blocks.append(Sheet(in_cents(tables.spread(each, lang))))
            blocks.append(Sheet(in_cents(self._cut(tables.who(self._first(each))))))
        else:
            blocks.append(Paragraph(stated(_NOBODY, lang, name=each.name)))
        if each.top_share is not None and each.top_share_before is not None and each.top_share != each.top_share_before:
            before, after = tables.eyed_percent(each.top_share_before), tables.eyed_percent(each.top_share)
            blocks.append(Paragraph(stated(_TOP, lang, before=before, after=after)))
        lists = (tables.crossings(each, lang), tables.untold(each, lang), tables.moved(each, lang))
        blocks += [Sheet(in_cents(self._cut(table))) for table in lists if table.rows]
        found = each.totals
        if max(found.winners, found.losers, found.up + found.down, found.count.failed) > self.most:
            blocks.append(Paragraph(stated(_LISTED, lang, most=self.most)))
        if is_whole:
            blocks += self._charts_of(each, lang)
        return blocks

    def _charts_of(self, each: Kept, lang: Language) -> Iterator[Chart]:
        """The pictures of one scenario: who wins and loses, what its programmes pay."""
        dealers = dealers_chart(each, self.most, self.policy.header.currency, lang)
        if dealers is not None:
            yield dealers
        if each.id in self.candidates:
            yield from payout_charts(self.policy, self.candidates[each.id], each, self.as_of, lang)

    def _first(self, each: Kept) -> Kept:
        return evolve(each, winners=each.winners[: self.most], losers=each.losers[: self.most])

    def _cut(self, table: Table) -> Table:
        return evolve(table, rows=table.rows[: self.most * 2])

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        scenarios = tables.together(self.kept, lang, rows=self.rows)
        return (tables.costs(self.kept, self.budget), *scenarios, *self.answers.tables(lang))
