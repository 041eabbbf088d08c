"""A simulation as people read it: first what each scenario costs, then who wins and loses, who crosses a band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from dealerkit.report.simulations_charts import cost_chart, payout_charts
from dealerkit.report.simulations_json import document
from dealerkit.report.simulations_kept import Kept
from dealerkit.report.tables import Table
from dealerkit.report.words import counted, stated
from dealerkit.report.workings import in_cents, money
from dealerkit.values.numbers import EXACT, absolute, subtract
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.engine.outcome import Totals

SCREENS = 2
"""Scenarios that are told in full on a screen; the others stand in the first tables."""

LISTED, BARS, PAYOUTS = 24, 60, 12
"""Scenarios in the tables of a screen, in the picture of costs, with pictures of what programmes pay."""

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
_SHARE = Words(", {share} of sales", "，占销售额 {share}")
_BUDGET_WITHIN = Words(
    "The budget is {budget}; as it is {left} of it are left.", "预算 {budget}；按现行政策尚余 {left}。"
)
_BUDGET_OVER = Words(
    "The budget is {budget}; as it is it is exceeded by {more}.", "预算 {budget}；按现行政策已超出 {more}。"
)
_NO_SCENARIO = Words("No scenario is written.", "没有情景。")

_SHORT = Words("In short", "摘要")
_SAID = Words("{name}: {cost}, {more} than as it is{details}", "{name}：{cost}，比现行{more}{details}")
_MORE, _LESS = Words("{amount} more", "多 {amount}"), Words("{amount} less", "少 {amount}")
_AS_MUCH = Words("{name}: {cost}, as much as it is{details}", "{name}：{cost}，与现行相同{details}")
_WINNERS, _LOSERS = Words("{count}", "{number} 家受益"), Words("{count}", "{number} 家受损")
_FAILED = Words("{count} cannot be told", "{number} 行无法确定")
_OVER = Words("over the budget by {amount}", "超出预算 {amount}")
_WITHIN = Words("within the budget", "在预算之内")
_DRAWN = Words("over it in {over} of {runs} runs", "{runs} 次抽样中 {over} 次超预算")
_PAYS = Words("contribution {amount} more", "返利后毛利多 {amount}")
_PAYS_NOT = Words("contribution {amount} less", "返利后毛利少 {amount}")

_NOBODY = Words("{name}: nobody wins or loses.", "{name}：无人受益或受损。")
_EDITS = Words("What is otherwise", "改动")
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
    kept: tuple[Kept, ...]
    budget: Decimal | None = None
    periods: DateRange | None = None
    candidates: Mapping[str, tuple[Policy, ...]] = field(factory=dict)
    """The policies that each scenario makes, for pictures of what a programme pays."""
    answers: Answers = field(factory=Answers)
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
        )

    def charts(self, lang: Language) -> tuple[Chart, ...]:
        """The pictures of the result; of very many scenarios those of the first."""
        found: list[Chart] = []
        if self.kept:
            found.append(cost_chart(self.kept[:BARS], self.baseline, self.budget, self.policy.header.currency, lang))
        for each in self.kept[:PAYOUTS]:
            found += payout_charts(self.policy, self.candidates.get(each.id, ()), each, self.as_of, lang)
        return (*found, *self.answers.charts(lang))

    def _page(self, lang: Language, *, is_whole: bool) -> Page:
        header = self.policy.header
        blocks: list[Block] = [Paragraph(self._head(lang))]
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
        if self.budget is not None:
            more = EXACT.subtract(base.cost, self.budget)
            left = EXACT.minus(more)
            words = _BUDGET_OVER if more > 0 else _BUDGET_WITHIN
            lines.append(stated(words, lang, budget=money(self.budget), more=money(more), left=money(left)))
        if not self.kept and not self.answers:
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
            blocks.append(Sheet(in_cents(tables.programmes(each, lang))))
        if each.winners or each.losers:
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
            blocks += payout_charts(self.policy, self.candidates.get(each.id, ()), each, self.as_of, lang)
        return blocks

    def _first(self, each: Kept) -> Kept:
        return evolve(each, winners=each.winners[: self.most], losers=each.losers[: self.most])

    def _cut(self, table: Table) -> Table:
        return evolve(table, rows=table.rows[: self.most * 2])

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        scenarios = tables.together(self.kept, lang, rows=self.rows)
        return (tables.costs(self.kept, self.budget), *scenarios, *self.answers.tables(lang))
