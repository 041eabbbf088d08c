"""The register of sub-dealers as a table: who they are, where they are, what they bought, their points."""

from __future__ import annotations

from attrs import frozen

from dealerkit.rebates.register import Member, Register
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Page, Paragraph, Sheet
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.words import stated

SHOWN = 20
"""Sub-dealers on a screen."""

_TITLE = Words("Register of sub-dealers on {as_of}", "二批登记表，截至 {as_of}")
_HEAD = Words(
    "{count} sub-dealers, {bought} of them have bought. Amounts in {currency}, without tax.",
    "共 {count} 家二批，其中 {bought} 家有进货。金额为不含税金额，币种 {currency}。",
)
_POINTS = Words("Points are the bases of {programmes}.", "积分为以下方案的基数：{programmes}。")
_NO_POINTS = Words(
    "No programme of the policy pays buyers, so there are no points.", "政策中没有付给购买方的方案，故无积分。"
)
_REST = Words("and {count} more: `--format csv` gives all of them", "另有 {count} 家：用 `--format csv` 可得全部")
_NAME = Words("Sub-dealers", "二批")
_COLUMNS = (
    Column("code", Words("code", "编码")),
    Column("card", Words("card", "卡号")),
    Column("name", Words("name", "名称")),
    Column("address", Words("address", "地址")),
    Column("phone", Words("phone", "电话")),
    Column("purchases", Words("purchases", "进货次数"), Kind.INTEGER),
    Column("units", Words("units", "数量"), Kind.MONEY),
    Column("net_amount", Words("amount", "金额"), Kind.MONEY),
    Column("points", Words("points", "积分"), Kind.MONEY),
    Column("last_purchase", Words("last purchase", "最近进货"), Kind.DATE),
)


@frozen(eq=False)
class RegisterReport:
    """The register, for people and for programs."""

    register: Register

    def report(self) -> Report:
        """The report."""
        return Report(
            "register",
            lambda lang: self._page(lang, SHOWN),
            lambda lang: self._page(lang, 0),
            lambda lang: (self._table(lang, 0),),
            self.document,
        )

    def _page(self, lang: Language, shown: int) -> Page:
        found = self.register
        bought = sum(each.purchases > 0 for each in found.members)
        head = stated(_HEAD, lang, count=len(found.members), bought=bought, currency=found.currency)
        comma = "、" if lang == "zh" else ", "
        programmes = comma.join(f"`{each}`" for each in found.programmes)
        points = stated(_POINTS, lang, programmes=programmes) if programmes else _NO_POINTS.said_in(lang)
        blocks: list[Block] = [Paragraph(f"{head}\n{points}"), Sheet(self._table(lang, shown))]
        if shown and len(found.members) > shown:
            blocks.append(Paragraph(stated(_REST, lang, count=len(found.members) - shown)))
        return Page(stated(_TITLE, lang, as_of=found.as_of), blocks)

    def _table(self, lang: Language, shown: int) -> Table:
        del lang
        members = self.register.members[:shown] if shown else self.register.members
        return Table("register", _NAME, _COLUMNS, tuple(_cells(each) for each in members))

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON."""
        del lang
        found = self.register
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": found.policy, "revision": found.revision},
            "currency": found.currency,
            "as_of": found.as_of.isoformat(),
            "known_at": found.known_at.isoformat() if found.known_at else None,
            "programmes": [*found.programmes],
            "sub_dealers": [
                {
                    column.name: cell if cell is None or isinstance(cell, str | int) else cell_for_programs(cell)
                    for column, cell in zip(_COLUMNS, _cells(each), strict=True)
                }
                for each in found.members
            ],
        }


def _cells(member: Member) -> tuple[Cell, ...]:
    return (
        member.code,
        member.card,
        member.name,
        member.address,
        member.phone,
        member.purchases,
        member.units,
        member.net_amount,
        member.points,
        member.last_purchase,
    )
