"""Why an amount is what it is: what decided, what was tried and not met, what was read and from where."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from dealerkit.decisions import Decision, Read
from dealerkit.problems import Arg
from dealerkit.rebates.joint.gathering import asks_members
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.results import Row
from dealerkit.rebates.run import Run
from dealerkit.report import settled_tables
from dealerkit.report.findings import Json, arg_json, location_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.origins import origin
from dealerkit.report.pages import Block, Heading, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.sentences import fact_words, listed_facts, value_words
from dealerkit.report.tables import Column, Kind, Table
from dealerkit.report.whys import Teller
from dealerkit.report.words import NOT_KNOWN, PAYEE, PERIOD, PROGRAMME, WRITTEN_IN, source_words, stated
from dealerkit.report.workings import units_words

_TITLE = Words("{payee}: why, as of {as_of}", "{payee}：截至 {as_of} 的理由")
_HEAD = Words(
    "Policy {name}, revision {revision}. Amounts in {currency}, without tax.",
    "政策 {name}，版本 {revision}。金额单位 {currency}，不含税。",
)
_EARNED = Words("{title} {period}: {amount} earned", "{title} {period}：应得 {amount}")
_UNKNOWN = Words("{title} {period}: cannot be told", "{title} {period}：无法确定")
_MISSING = Words("Not known: {facts}.", "缺少：{facts}。")
_DECIDED = Words("What decided", "起作用的规则")
_TRIED = Words("What was tried and did not come in", "试过而未起作用的规则")
_READ = Words("What was read", "读取的内容")
_NOTHING = Words("There is nothing to explain: no purchases and no payments.", "没有进货，也没有付款，无可解释。")
_ELSEWHERE = Words(
    "Under {title}, what {payee} buys is paid to {heads}.", "按{title}，{payee} 的进货返利付给 {heads}。"
)
_READ_COLUMNS = (
    Column("fact", Words("fact", "内容")),
    Column("name", Words("in the policy", "政策中的名称")),
    Column("value", Words("value", "取值"), Kind.RATE),
    Column("source", Words("from", "来源")),
    WRITTEN_IN,
)
_STEP_COLUMNS = (
    PROGRAMME,
    PAYEE,
    PERIOD,
    Column("part", Words("part", "部分")),
    Column("text", Words("text", "内容")),
    WRITTEN_IN,
)


@frozen(eq=False)
class Explained:
    """One row with its whole decision."""

    row: Row
    decision: Decision


@frozen(eq=False)
class ExplanationReport:
    """The explanations of one payee's rows."""

    run: Run
    teller: Teller
    payee: str
    explained: tuple[Explained, ...]

    def report(self) -> Report:
        """The report; its screen and its paper are the same."""
        return Report("explanation", self.page, self.page, lambda lang: (self._table(lang),), self.document)

    def page(self, lang: Language) -> Page:
        """Sentences first."""
        header = self.teller.policy.header
        name = self.run.name(self.payee)
        payee = f"{self.payee} {name}".strip()
        head = stated(_HEAD, lang, name=header.name, revision=header.revision, currency=header.currency)
        blocks: list[Block] = [Paragraph(head)]
        for each in self.explained:
            blocks += self._blocks(each, lang)
        if not self.explained:
            elsewhere = tuple(self._paid_elsewhere(lang))
            blocks.append(Paragraph("\n".join(elsewhere) or _NOTHING.said_in(lang)))
        return Page(stated(_TITLE, lang, payee=payee, as_of=self.run.standing.as_of), blocks)

    def _paid_elsewhere(self, lang: Language) -> Iterator[str]:
        """Under which programmes another is paid for what the payee bought."""
        groups, today = self.run.deciding.groups, self.run.standing.as_of
        for programme in self.run.standing.programmes.values():
            windows = self.run.standing.windows(programme, self.payee)
            if not asks_members(programme) or not windows:
                continue
            heads = groups.paid_for(programme, self.payee, today, windows[-1])
            if heads and self.payee not in heads:
                title = programme.title or programme.id
                yield stated(_ELSEWHERE, lang, title=title, payee=self.payee, heads=", ".join(heads))

    def _blocks(self, explained: Explained, lang: Language) -> Iterator[Block]:
        row, decision = explained.row, explained.decision
        title = row.title or row.programme
        if row.entitlement is None:
            yield Heading(stated(_UNKNOWN, lang, title=title, period=row.window.label))
            if decision.missing:
                facts = listed_facts(decision.missing, self.teller.policy, lang)
                yield Paragraph(stated(_MISSING, lang, facts=facts))
        else:
            amount = units_words(row.entitlement, row.goods)
            yield Heading(stated(_EARNED, lang, title=title, period=row.window.label, amount=amount))
        yield Points(_DECIDED.said_in(lang), self.teller.points(row, lang).points)
        tried = tuple(self._tried(explained, lang))
        if tried:
            yield Points(_TRIED.said_in(lang), tried)
        if decision.reads:
            rows = tuple(self._read(read, explained, lang) for read in decision.reads)
            yield Sheet(Table("reads", _READ, _READ_COLUMNS, rows))

    def _tried(self, explained: Explained, lang: Language) -> Iterator[Point]:
        programme = self._programme(explained)
        for reason in explained.decision.tried:
            yield self.teller.reason(reason, programme, lang)

    def _read(self, read: Read, explained: Explained, lang: Language) -> tuple[str, ...]:
        policy = self.teller.policy
        found = origin(self.run, self.payee, explained.row.window, read.name)
        at = read.at or found.at
        value = value_words(read.name, read.value, policy, lang) if _is_known(read.value) else NOT_KNOWN.said_in(lang)
        place = self.teller.places.of(at) if at is not None else ""
        return (fact_words(read.name, policy, lang), read.name, value, source_words(found.source, lang), place)

    def _programme(self, explained: Explained) -> Programme:
        return self.teller.programmes[explained.row.programme]

    def _table(self, lang: Language) -> Table:
        """Every sentence as a row."""
        rows: list[tuple[str, ...]] = []
        for each in self.explained:
            key = (each.row.programme, self.payee, each.row.window.label)
            rows += [(*key, "decided", point.words, point.place) for point in self.teller.points(each.row, lang).points]
            rows += [(*key, "tried", point.words, point.place) for point in self._tried(each, lang)]
            for read in each.decision.reads:
                words, name, value, _, place = self._read(read, each, lang)
                rows.append((*key, "read", f"{words} ({name}) = {value}", place))
        return Table("explanation", Words("Explanation", "解释"), _STEP_COLUMNS, tuple(rows))

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON."""
        header = self.teller.policy.header
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": header.name, "revision": header.revision},
            "currency": header.currency,
            "as_of": self.run.standing.as_of.isoformat(),
            "payee": self.payee,
            "explanations": [self._json(each, lang) for each in self.explained],
        }

    def _json(self, explained: Explained, lang: Language) -> dict[str, Json]:
        decision, programme = explained.decision, explained.row.programme
        return {
            **settled_tables.row_json(explained.row, self.teller, lang),
            "values": {name: arg_json(value) for name, value in decision.values},
            "reasons": [settled_tables.reason_json(each, self.teller, programme, lang) for each in decision.reasons],
            "tried": [settled_tables.reason_json(each, self.teller, programme, lang) for each in decision.tried],
            "reads": [self._read_json(each, explained, lang) for each in decision.reads],
        }

    def _read_json(self, read: Read, explained: Explained, lang: Language) -> dict[str, Json]:
        found = origin(self.run, self.payee, explained.row.window, read.name)
        return {
            "name": read.name,
            "called": fact_words(read.name, self.teller.policy, lang),
            "value": arg_json(read.value) if _is_known(read.value) else None,
            "source": found.source,
            "at": location_json(read.at or found.at),
        }


def _is_known(value: Arg) -> bool:
    return value not in ("", ())
