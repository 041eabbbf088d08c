"""Concentration as people read it: shares of the largest, indexes, alarms, and who holds what."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from dealerkit.report.findings import Json, location_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places
from dealerkit.report.reports import Report, document_head
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.words import stated
from dealerkit.scoring.concentration.measured import Measured
from dealerkit.scoring.concentration.run import ConcentrationRun

SHOWN = 10
"""Holders on a screen, by rule."""

_TITLE = Words("Concentration: {policy}", "集中度：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}, amounts in {currency}. {raised} of {alarms} alarms are reached.",
    "截至 {as_of}，版本 {revision}，金额币种 {currency}。{alarms} 条警戒线中达到 {raised} 条。",
)
_RULES = Words("How concentrated", "集中程度")
_TOPS = Words("Shares of the largest", "前几名的占比")
_HOLDERS = Words("Who holds what", "各自占比")
_ALARMS = Words("Alarms", "警戒线")
_NOT_REACHED = Words("Not reached", "未达到")
_REST = Words("and {count} more: `--format csv` gives all of them", "另有 {count} 个：用 `--format csv` 可得全部")

_RULE = Column("rule", Words("rule", "规则"))
_COUNT = Column("members", Words("members", "成员数"), Kind.INTEGER)
_BELOW = Column("at_zero_or_below", Words("at zero or below", "零或负数"), Kind.INTEGER)
_LEFT_OUT = Column("not_known", Words("not known", "未知"), Kind.INTEGER)
_TOTAL = Column("total", Words("total", "总额"), Kind.MONEY)
_HHI = Column("hhi", Words("HHI", "HHI"), Kind.RATE)
_NORMALISED = Column("normalised_hhi", Words("normalised", "标准化 HHI"), Kind.RATE)
_EFFECTIVE = Column("effective_number", Words("effective number", "有效个数"), Kind.MONEY)
_GINI = Column("gini", Words("Gini", "基尼系数"), Kind.RATE)
_TOP = Column("largest", Words("largest", "前几名"), Kind.INTEGER)
_SHARE = Column("share", Words("share", "占比"), Kind.RATE)
_RANK = Column("rank", Words("rank", "名次"), Kind.INTEGER)
_HOLDER = Column("holder", Words("holder", "成员"))
_NAME = Column("name", Words("name", "名称"))
_MEMBERS = Column("counts_as_one", Words("counts as one", "合并计算"))
_AMOUNT = Column("amount", Words("amount", "数额"), Kind.MONEY)

_OF_RULES = (_RULE, _COUNT, _BELOW, _LEFT_OUT, _TOTAL, _HHI, _NORMALISED, _EFFECTIVE, _GINI)
_OF_TOPS = (_RULE, _TOP, _SHARE)
_OF_HOLDERS = (_RULE, _RANK, _HOLDER, _NAME, _AMOUNT, _SHARE, _MEMBERS)


@frozen(eq=False)
class ConcentrationReport:
    """How concentrated everything is that the policy watches."""

    run: ConcentrationRun
    places: Places

    def report(self) -> Report:
        """The report."""
        return Report(
            "concentration",
            lambda lang: Page(self._title(lang), self.blocks(lang, SHOWN)),
            lambda lang: Page(self._title(lang), self.blocks(lang, 0)),
            lambda lang: (self._rules(), self._tops(), self._holders(lang)),
            self.document,
        )

    def figures(self) -> tuple[int, int]:
        """How many alarms there are, and how many are reached."""
        measured = self.run.measured.values()
        return sum(len(each.rule.alarms) for each in measured), sum(
            alarm.is_raised for each in measured for alarm in each.alarms
        )

    def _title(self, lang: Language) -> str:
        header = self.run.policy.header
        return stated(_TITLE, lang, policy=header.title or header.name)

    def blocks(self, lang: Language, shown: int) -> list[Block]:
        """What stands on the page under its title; with so many holders of each rule, or all for 0."""
        header = self.run.policy.header
        alarms, raised = self.figures()
        said = {"as_of": self.run.as_of, "revision": header.revision, "currency": header.currency}
        blocks: list[Block] = [Paragraph(stated(_HEAD, lang, alarms=alarms, raised=raised, **said))]
        blocks += [Sheet(self._rules()), Sheet(self._tops())]
        blocks += self._alarms(lang)
        for id, measured in self.run.measured.items():
            rows = tuple(self._holders_of(id, measured, lang))
            cut = rows[:shown] if shown else rows
            blocks.append(Sheet(evolve(self._empty(), title=_named(measured), rows=cut)))
            if len(rows) > len(cut):
                blocks.append(Paragraph(stated(_REST, lang, count=f"{len(rows) - len(cut):,}")))
        return blocks

    def _alarms(self, lang: Language) -> Iterator[Block]:
        decisions = [each.decision for each in self.run.measured.values()]
        reached = [reason for each in decisions for reason in each.reasons[1:]]
        others = [reason for each in decisions for reason in each.tried]
        for title, reasons in ((_ALARMS, reached), (_NOT_REACHED, others)):
            if reasons:
                points = (Point(step(each, lang), self.places.of(each.rule.at)) for each in reasons)
                yield Points(title.said_in(lang), tuple(points))

    def _rules(self) -> Table:
        rows = tuple(_of_rule(id, measured) for id, measured in self.run.measured.items())
        return Table("concentration", _RULES, _OF_RULES, rows)

    def _tops(self) -> Table:
        rows = tuple(
            (id, count, measured.spread.top(count))
            for id, measured in self.run.measured.items()
            if measured.spread is not None
            for count in measured.rule.tops
        )
        return Table("concentration_tops", _TOPS, _OF_TOPS, rows)

    def _empty(self) -> Table:
        return Table("concentration_holders", _HOLDERS, _OF_HOLDERS)

    def _holders(self, lang: Language) -> Table:
        rows = (row for id, measured in self.run.measured.items() for row in self._holders_of(id, measured, lang))
        return evolve(self._empty(), rows=tuple(rows))

    def _holders_of(self, id: str, measured: Measured, lang: Language) -> Iterator[tuple[Cell, ...]]:
        comma = "、" if lang == "zh" else ", "
        spread = measured.spread
        for rank, (part, holding) in enumerate(measured.holdings, 1):
            share = None if spread is None else spread.share(holding)
            name = self.run.name(id, part.name, is_group=part.is_group) or None
            together = comma.join(part.members) if part.is_group else None
            yield (id, rank, part.name, name, holding.amount, share, together)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON, with reasons and places."""
        return {
            **document_head(self.run.policy, self.run.as_of),
            "rules": [self._json(id, measured, lang) for id, measured in self.run.measured.items()],
        }

    def _json(self, id: str, measured: Measured, lang: Language) -> dict[str, Json]:
        decision, spread = measured.decision, measured.spread
        return {
            "id": id,
            "title": measured.rule.title or "",
            "outcome": decision.outcome.value,
            "total": None if spread is None else cell_for_programs(spread.total),
            "figures": {name: _plain(value) for name, value in decision.values},
            "not_known": {key: [*facts] for key, facts in measured.missing.items()},
            "holders": [
                {
                    "holder": part.name,
                    "members": [*part.members],
                    "amount": cell_for_programs(holding.amount),
                    "share": None if spread is None else cell_for_programs(spread.share(holding)),
                }
                for part, holding in measured.holdings
            ],
            "reasons": [
                {
                    "step": each.step,
                    "rule": each.rule.address,
                    "at": location_json(each.rule.at),
                    "said": step(each, lang),
                }
                for each in (*decision.reasons, *decision.tried)
            ],
        }


def _of_rule(id: str, measured: Measured) -> tuple[Cell, ...]:
    spread = measured.spread
    if spread is None:
        return (id, 0, None, len(measured.missing), None, None, None, None, None)
    indexes = (spread.hhi, spread.normalised_hhi, spread.effective_number, spread.gini)
    return (id, spread.count, len(spread.below), len(measured.missing), spread.total, *indexes)


def _named(measured: Measured) -> Words:
    title = measured.rule.title or measured.rule.id
    return Words(title, title)


def _plain(value: object) -> Json:
    if isinstance(value, tuple):
        return [*value]
    return value if isinstance(value, int | str) else cell_for_programs(value)  # type: ignore[arg-type]
