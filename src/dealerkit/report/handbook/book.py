"""A policy's handbook: its head, a table of contents, and a chapter for every section and definition."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from html import escape
from typing import cast

from attrs import evolve, frozen

from dealerkit import assembly
from dealerkit.policy.fingerprint import fingerprint
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import JsonSchema
from dealerkit.rebates.programme import programmes_of
from dealerkit.report.handbook.bases import measure_chapters
from dealerkit.report.handbook.blocks import Block, Chapter, Grid, Text
from dealerkit.report.handbook.contests import contest_chapters
from dealerkit.report.handbook.deadlines import deadlines
from dealerkit.report.handbook.describing import Describer
from dealerkit.report.handbook.fining import fines
from dealerkit.report.handbook.leading import leading
from dealerkit.report.handbook.listings import fact_chapter, parameter_chapter
from dealerkit.report.handbook.offsetting import offset_examples
from dealerkit.report.handbook.places import Places, owner_of, unshared
from dealerkit.report.handbook.promises import promise_chapters
from dealerkit.report.handbook.rebates import rebate_chapters
from dealerkit.report.handbook.speaking import Voice
from dealerkit.report.handbook.worked import SECTIONS, worked
from dealerkit.report.languages import Language, Words
from dealerkit.report.layouts import html_document, markdown_text
from dealerkit.values.rounding import CENTS

UNTOLD = frozenset({"tests"})
"""Sections that are no rules: cases are told by ``dealerkit test``; some are examples of the rules they are about."""


@frozen
class Handbook:
    """A handbook: of which policy, in which revision, in which language, as of which day."""

    name: str
    title: str
    revision: str
    fingerprint: str
    lang: Language
    as_of: date
    head: tuple[Block, ...]
    chapters: tuple[Chapter, ...]

    @property
    def stamp(self) -> str:
        """What a copy says of itself, for the check of copies."""
        return (
            f"dealerkit handbook policy={self.name} revision={self.revision!r} fingerprint={self.fingerprint}"
            f" as-of={self.as_of} lang={self.lang}"
        )

    def markdown(self) -> str:
        """As a Markdown document."""
        head = [
            f"<!-- {self.stamp} -->\n",
            f"# {markdown_text(self.title)}\n",
            *(each.markdown() for each in self.head),
        ]
        contents = [
            f"{'  ' * (each.level - 2)}- [{markdown_text(each.title)}](#{each.anchor})" for each in self.chapters
        ]
        chapters = [each.markdown() for each in self.chapters]
        return "\n".join([*head, f"## {_CONTENTS.said_in(self.lang)}\n", "\n".join(contents) + "\n", *chapters])

    def html(self) -> str:
        """As a page that needs no other file and prints well."""
        contents = "\n".join(
            f'<li class="level{each.level}"><a href="#{escape(each.anchor)}">{escape(each.title)}</a></li>'
            for each in self.chapters
        )
        body = [
            f"<!-- {escape(self.stamp)} -->",
            f"<style>\n{_STYLE}</style>",
            *(each.html() for each in self.head),
            f"<nav>\n<h2>{_CONTENTS.said_in(self.lang)}</h2>\n<ul>\n{contents}\n</ul>\n</nav>",
            *(each.html() for each in self.chapters),
        ]
        return html_document(self.title, "\n".join(body), self.lang)


def handbook(policy: Policy, lang: Language, as_of: date) -> Handbook:
    """The handbook of a policy; worked examples are for ``as_of``."""
    schema = assembly.schema()
    policy = evolve(policy, root=unshared(policy.root))
    voice = Voice(policy, lang, Places(cast("Mapping[str, JsonSchema]", schema["definitions"])))
    describer = Describer(voice, as_of)
    header = policy.header
    # Cases are told as examples of some sections: a copy with those depends on them as well.
    left_out = UNTOLD if SECTIONS.isdisjoint(policy.root.entries) else frozenset[str]()
    told = evolve(policy.root, entries={k: v for k, v in policy.root.entries.items() if k not in left_out})
    return Handbook(
        header.name,
        header.title or header.name,
        header.revision,
        fingerprint(told),
        lang,
        as_of,
        tuple(_head(describer, fingerprint(told), as_of)),
        tuple(_chapters(describer, schema)),
    )


def _head(describer: Describer, print_: str, as_of: date) -> Iterator[Block]:
    voice, header = describer.voice, describer.voice.policy.header
    root = voice.policy.root.get("policy")
    describer.tick(root)
    rows = [
        (_NAME, header.name),
        (_REVISION, header.revision),
        (_VALID, voice.days(header.effective)),
        (_CURRENCY, header.currency),
    ]
    if header.calendar:
        rows.append((_CALENDAR, header.calendar))
    if header.timezone:
        rows.append((_TIMEZONE, header.timezone))
    rounding = header.rounding
    if rounding is not None or programmes_of(voice.policy):
        to, mode, level = (rounding.to, rounding.mode, rounding.level) if rounding is not None else _UNWRITTEN
        said = voice.say(_ROUNDED, to=voice.number(to), mode=voice.choice(mode), level=voice.choice(level))
        rows.append((_ROUNDING, said))
    rows.append((_FINGERPRINT, print_))
    yield Grid(tuple(each.said_in(voice.lang) for each in _COLUMNS), tuple((voice.say(a), b) for a, b in rows))
    yield Text(voice.say(_INTRODUCTION, currency=header.currency, as_of=as_of.isoformat()))


def _chapters(describer: Describer, schema: JsonSchema) -> Iterator[Chapter]:
    voice = describer.voice
    properties = cast("Mapping[str, JsonSchema]", schema["properties"])
    root = voice.policy.root
    for key in (*_FIRST, *(each for each in properties if each not in _FIRST)):
        node = root.get(key)
        if node is None or key in UNTOLD or key == "policy":
            continue
        yield from _section(describer, key, node, properties[key])


def _section(describer: Describer, key: str, node: Node, place: JsonSchema) -> Iterator[Chapter]:
    voice = describer.voice
    title = _SECTIONS.get(key)
    name = voice.say(title) if title is not None else voice.label(key)
    voice.section = key
    describer.explained.clear()
    own = node.get("title") if isinstance(node, MappingNode) else None
    written = _WRITTEN.get(key)
    if written is not None:
        yield from written(describer, name, node, place)
        return
    if not isinstance(node, MappingNode) or key in _TABLES:
        yield Chapter(key, name, 2, tuple(describer.described(node, place, 3)))
        return
    way = voice.places.mapping_way(place, node)
    parts = [
        (part, child)
        for part, (_, child) in node.entries.items()
        if describer.inline(child, voice.places.of(way, part), part) is None or "properties" not in way
    ]
    apart = {part for part, _ in parts}
    intro: list[Block] = [*leading(describer, key)]
    if isinstance(own, Scalar):
        name = name if own.text == name else voice.say(_TITLED, name=name, title=own.text)
        describer.tick(own)
    single = evolve(node, entries={k: v for k, v in node.entries.items() if k not in apart})
    if single.entries:
        intro += describer.described(single, place, 3)
    if key in _EXAMPLES:
        intro += _EXAMPLES[key](describer)
    intro += worked(describer, key)
    yield Chapter(key, name, 2, tuple(intro))
    for part, child in parts:
        word = voice.label(part, owner_of(way))
        label = describer.named(word[:1].upper() + word[1:] if "properties" in way else part, child)
        voice.section = f"{key}.{part}"
        blocks = [*leading(describer, f"{key}.{part}")]
        blocks += describer.described(child, voice.places.of(way, part), 4, part)
        for examples in _OF_PARTS:
            blocks += examples(describer, f"{key}.{part}")
        yield Chapter(f"{key}.{part}", label, 3, tuple(blocks))


Written = Callable[[Describer, str, Node, JsonSchema], Iterator[Chapter]]
_WRITTEN: Mapping[str, Written] = {
    "rebates": rebate_chapters,
    "parameters": parameter_chapter,
    "facts": fact_chapter,
    "always": promise_chapters,
    "measures": measure_chapters,
    "contests": contest_chapters,
}
_EXAMPLES: Mapping[str, Callable[[Describer], Iterator[Block]]] = {"offset": offset_examples}
_OF_PARTS: tuple[Callable[[Describer, str], Iterator[Block]], ...] = (deadlines, fines, worked)
_FIRST = ("rebates", "stacking", "offset")
_TABLES = frozenset({"accounts", "calendars"})
_SECTIONS: Mapping[str, Words] = {
    "rebates": Words("Rebates", "返利"),
    "stacking": Words("How rebates go together", "返利的叠加"),
    "offset": Words("Paying orders with rebates", "返利冲抵货款"),
    "measures": Words("Measured sums", "累计数值"),
    "scoring": Words("Scores and classes", "评分与分级"),
    "customers": Words("Customers", "客户管理"),
    "contracts": Words("Contracts and goods", "合同与货物"),
    "accounts": Words("Accounts in the books", "会计科目"),
    "price_protection": Words("Price protection", "价格保护"),
    "special_bids": Words("Special bids", "特价申请"),
    "stock_rotation": Words("Stock rotation", "库存轮换"),
    "contests": Words("Sales contests", "销售竞赛"),
    "promises": Words("Promises to dealers", "对经销商的承诺"),
    "credit": Words("Credit", "授信"),
    "collections": Words("Collecting debts", "应收账款管理"),
    "liability": Words("Who bears a bad debt", "坏账责任"),
    "flows": Words("Complaints and other matters", "投诉及其他事项流程"),
    "governance": Words("Governance of the channel", "渠道治理"),
    "authority": Words("Who signs what", "权限核决"),
    "parameters": Words("Figures that rules read", "规则所用数值"),
    "facts": Words("What the company records itself", "公司自行记录的数据"),
    "calendars": Words("Calendars", "工作日历"),
    "margins": Words("How steep the steps may be", "坎级不得过陡"),
    "always": Words("What must always hold", "始终须成立的规定"),
}
_TITLED = Words("{name}: {title}", "{name}：{title}")
_CONTENTS = Words("Contents", "目录")
_COLUMNS = (Words("This handbook", "本手册"), Words("", ""))
_NAME = Words("Policy", "政策")
_REVISION = Words("Revision", "版本")
_VALID = Words("Valid", "有效期")
_CURRENCY = Words("Currency", "币种")
_CALENDAR = Words("Working calendar", "工作日历")
_TIMEZONE = Words("Time zone", "时区")
_ROUNDING = Words("Rounding", "取整")
_ROUNDED = Words("to {to}, {mode}, for each {level}", "取整到 {to}，{mode}，按{level}")
_UNWRITTEN = (CENTS.to, CENTS.mode.value, "programme")
"""How rebates are rounded where no rounding is written."""
_FINGERPRINT = Words("Fingerprint", "指纹")
_INTRODUCTION = Words(
    "All amounts are in {currency} unless said otherwise. Worked examples were computed by the engine with the figures"
    " that hold on {as_of}. This handbook was generated from the policy: change the policy, not this copy.",
    "除另有说明外，金额均为 {currency}。算例由引擎按 {as_of} 有效的数值计算得出。本手册由政策文件生成，"
    "如需修改请改政策，不要改本手册。",
)
_STYLE = """\
body { max-width: 60em; line-height: 1.5; }
.aside { color: #555; font-style: italic; }
nav ul { list-style: none; padding-left: 0; }
nav .level3 { padding-left: 1.5em; }
figure { margin: 1em 0; }
svg { font-size: 13px; max-width: 100%; height: auto; }
svg rect { fill: #4878a8; }
h2 { border-bottom: 1px solid #999; margin-top: 2em; }
h2, h3, h4 { break-after: avoid; }
@media print { nav { break-after: page; } a { color: inherit; text-decoration: none; } }
"""
