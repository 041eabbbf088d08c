"""The cliffs of a policy: what a bound adds at once, what the purchases before it return, who stands there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby

from attrs import field, frozen

from dealerkit.policy.policy import Policy
from dealerkit.rebates.marginal import SHARES, Margin, Stander
from dealerkit.rebates.programme import Programme
from dealerkit.report.findings import Json, location_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages.wording import percent
from dealerkit.report.pages import Block, Page, Paragraph, Sheet
from dealerkit.report.places import Places
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.words import NAME, PAYEE, PERIOD, PROGRAMME, TITLE, WRITTEN_IN, stated
from dealerkit.report.workings import figure, money
from dealerkit.values.numbers import Number

SHOWN = 5
"""Dealers of a programme on a screen."""

_TITLE = Words("{policy}: where the cliffs are", "{policy}：坎级与悬崖")
_HEAD = Words(
    "Jump: what reaching the bound adds at once. Return: what the last purchases before the bound bring, per unit of\n"
    "money or per piece. It is the discount at which they can be resold and still gain; from 100% on they can be\n"
    "given away.",
    "跳跃额：一达到坎级就多得的金额。回报：坎前最后一批进货每一元（或每一台）带来的返利。\n"
    "经销商按这个幅度降价甩卖坎前这批货仍然合算；达到 100% 时白送也不亏。",
)
_SHARES = Words(
    "Bounds of {title} are shares of a baseline: jump and bound are for a baseline of 1.",
    "{title} 的坎级以比较基数为单位：跳跃额与坎级均按基数为 1 计。",
)
_NONE = Words(
    "{title} has no cliffs to show: it pays on other purchases than those that reach its bands, it gives goods, or its"
    " figures depend on the dealer.",
    "{title} 不列：计返的进货不是达标的进货，给的是货物，或其数字因经销商而异。",
)
_STANDERS = Words("{title}: who stands just below a bound, on {as_of}", "{title}：{as_of} 正处于坎下的经销商")
_NOBODY = Words("Nobody stands within 10% below a bound.", "没有经销商处于坎下 10% 以内。")
_REST = Words("and {count} more, further away", "另有 {count} 家，距离更远")
_CLIFF_COLUMNS = (
    Column("bound", Words("from", "坎级"), Kind.MONEY),
    Column("jump", Words("jump", "跳跃额"), Kind.MONEY),
    *(
        Column(
            f"return_{percent(share)[:-1]}", Words(f"on last {percent(share)}", f"末 {percent(share)} 回报"), Kind.RATE
        )
        for share in SHARES
    ),
    Column("headroom", Words("dumping headroom", "甩卖余地"), Kind.RATE),
    WRITTEN_IN,
)
_STANDER_COLUMNS = (
    PAYEE,
    NAME,
    PERIOD,
    Column("qualifying", Words("base", "达标基数"), Kind.MONEY),
    Column("bound", Words("bound", "坎级"), Kind.MONEY),
    Column("distance", Words("to go", "还差"), Kind.MONEY),
    Column("gains", Words("would gain", "可多得"), Kind.MONEY),
    Column("rate", Words("return", "回报"), Kind.RATE),
)


def _counts_pieces(programme: Programme) -> bool:
    """Whether a return is money for a piece, and no share of money."""
    return programme.kind == "per-unit" and any(band.at_unit is not None for band in programme.bands.values())


@frozen
class Standing:
    """A payee below a bound, with the name and the period."""

    programme: str
    name: str
    period: str
    stander: Stander


@frozen(eq=False)
class MarginReport:
    """The margins of each programme and, with a book, who stands below them."""

    policy: Policy
    programmes: Mapping[str, Programme]
    margins: Mapping[str, tuple[Margin, ...]]
    places: Places
    as_of: date
    standing: tuple[Standing, ...] | None = field(default=None)

    def report(self) -> Report:
        """The report."""
        return Report(
            "margins",
            lambda lang: self._page(lang, SHOWN),
            lambda lang: self._page(lang, 0),
            self.tables,
            self.document,
        )

    def _page(self, lang: Language, shown: int) -> Page:
        header = self.policy.header
        blocks: list[Block] = [Paragraph(_HEAD.said_in(lang))]
        for id, found in self.margins.items():
            title = self._title(id)
            if not found:
                blocks.append(Paragraph(stated(_NONE, lang, title=title)))
                continue
            rows = tuple(self._cliff(id, each) for each in found)
            blocks.append(Sheet(Table(f"margins-{id}", Words(title, title), _CLIFF_COLUMNS, rows)))
            if self.programmes[id].against is not None:
                blocks.append(Paragraph(stated(_SHARES, lang, title=title)))
        blocks += self._who(lang, shown)
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _who(self, lang: Language, shown: int) -> list[Block]:
        if self.standing is None:
            return []
        if not self.standing:
            return [Paragraph(_NOBODY.said_in(lang))]
        blocks: list[Block] = []
        for id, group in groupby(self.standing, key=lambda each: each.programme):
            found = sorted(group, key=lambda each: (-each.stander.rate, each.stander.payee))
            rows = found[:shown] if shown else found
            words = stated(_STANDERS, lang, title=self._title(id), as_of=self.as_of)
            table = Table(
                f"standing-{id}", Words(words, words), _STANDER_COLUMNS, tuple(self._stander(each) for each in rows)
            )
            blocks.append(Sheet(table))
            if len(found) > len(rows):
                blocks.append(Paragraph(stated(_REST, lang, count=len(found) - len(rows))))
        return blocks

    def tables(self, lang: Language) -> tuple[Table, ...]:
        """All bounds, all standers."""
        del lang
        cliffs = tuple(
            (id, self.programmes[id].title or "", *_exact(each), str(each.band.at))
            for id, found in self.margins.items()
            for each in found
        )
        tables = [Table("margins", Words("Margins", "边际回报"), (PROGRAMME, TITLE, *_CLIFF_COLUMNS), cliffs)]
        if self.standing is not None:
            rows = tuple((each.programme, *_exact_stander(each)) for each in self.standing)
            tables.append(
                Table("standing", Words("Who stands there", "正处坎下"), (PROGRAMME, *_STANDER_COLUMNS), rows)
            )
        return tuple(tables)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON."""
        del lang
        standing: Json = None
        if self.standing is not None:
            standing = [
                {"programme": each.programme, **_named(_STANDER_COLUMNS, _exact_stander(each))}
                for each in self.standing
            ]
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": self.policy.header.name, "revision": self.policy.header.revision},
            "currency": self.policy.header.currency,
            "as_of": self.as_of.isoformat(),
            "programmes": {id: [self._margin_json(each) for each in found] for id, found in self.margins.items()},
            "standing": standing,
        }

    def _margin_json(self, margin: Margin) -> dict[str, Json]:
        return {
            "band": margin.band.address,
            "at": location_json(margin.band.at),
            "bound": cell_for_programs(margin.bound),
            "jump": cell_for_programs(margin.jump),
            "next_unit": None if margin.next_unit is None else cell_for_programs(margin.next_unit),
            "gaps": [
                {
                    "share": cell_for_programs(gap.share),
                    "width": cell_for_programs(gap.width),
                    "earns": cell_for_programs(gap.earns),
                    "return": cell_for_programs(gap.rate),
                }
                for gap in margin.gaps
            ],
            "headroom": cell_for_programs(margin.headroom),
        }

    def _cliff(self, id: str, margin: Margin) -> tuple[Cell, ...]:
        programme = self.programmes[id]
        is_share = programme.against is not None
        counted = _counts_pieces(programme)
        rate = figure if counted else percent
        bound = percent(margin.bound) if is_share else figure(margin.bound)
        returns = (rate(gap.rate) for gap in margin.gaps)
        jump = figure(margin.jump) if is_share else money(margin.jump)
        return (bound, jump, *returns, rate(margin.headroom), self.places.of(margin.band.at))

    def _stander(self, each: Standing) -> tuple[Cell, ...]:
        found = each.stander
        rate = figure if _counts_pieces(self.programmes[each.programme]) else _percent
        amounts: tuple[Number, ...] = (found.base, found.bound, found.distance)
        return (found.payee, each.name, each.period, *map(figure, amounts), money(found.gains), rate(found.rate))

    def _title(self, id: str) -> str:
        title = self.programmes[id].title
        return f"{title} ({id})" if title else id


def _exact(margin: Margin) -> Sequence[Cell]:
    return (margin.bound, margin.jump, *(gap.rate for gap in margin.gaps), margin.headroom)


def _exact_stander(each: Standing) -> tuple[Cell, ...]:
    found = each.stander
    return (found.payee, each.name, each.period, found.base, found.bound, found.distance, found.gains, found.rate)


def _percent(rate: Number) -> str:
    """A return to a hundredth of a per cent: more would only pretend."""
    return percent(Fraction(round(Fraction(rate) * 10_000), 10_000))


def _named(columns: Sequence[Column], cells: Sequence[Cell]) -> dict[str, Json]:
    return {column.name: cell_for_programs(cell) for column, cell in zip(columns, cells, strict=True)}
