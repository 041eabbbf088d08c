"""A scan as people read it: who dominates, which dealers show what, what is proposed, and findings against us."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.governance.scan.answers import Proposal, Stage
from dealerkit.governance.scan.scanning import Raised, Scanned, ScanRun
from dealerkit.governance.scan.sign import Sign, State
from dealerkit.governance.scan.signal import DEALER, OFFICE
from dealerkit.governance.scan.split import Split
from dealerkit.problems import Problem
from dealerkit.report.findings import Json, location_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.messages.wording import figure, percent
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places, shortest
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.views import View
from dealerkit.report.words import NAME, PAYEE, stated
from dealerkit.values.exact import Number, divide, subtract

_TITLE = Words("Scan of dealers: {policy}", "经销商扫描：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}; {first} through {last}. Dealers: {dealers}, with signals: {marked}, under a"
    " verdict: {judged}; alarms: {alarms}; signals that cannot be told: {unknown}.",
    "截至 {as_of}，版本 {revision}；期间 {first} 至 {last}。经销商 {dealers} 家，有信号 {marked} 家，"
    "成立判断 {judged} 家；警报 {alarms} 个；无法判断的信号 {unknown} 个。",
)
_SIGNS_ONLY = Words(
    "Signals are signs, not proof; answers are proposals to people. Reports on resale prices are recorded only.",
    "信号只是迹象，不是证据；措施只是建议，由人决定。转售价格的报告只作记录。",
)
_FIGURES = Words(
    "dealers: {dealers}, with signals: {marked}, under a verdict: {judged}, alarms: {alarms}",
    "经销商 {dealers} 家，有信号 {marked} 家，成立判断 {judged} 家，警报 {alarms} 个",
)
_CONCENTRATION = Words("Concentration", "集中度")
_DEALERS = Words("Dealers with signals", "有信号的经销商")
_ALL = Words("Signals, dealer by dealer", "逐家信号")
_US = Words("Findings against us", "针对我方的发现")
_STORY = Words("{dealer}: {name}", "{dealer}：{name}")
_NOBODY = Words("No dealer shows a signal.", "没有经销商出现信号。")
_SAID = Words("{signal}, {state}: {step}", "{signal}，{state}：{step}")
_SURE = Words(" (confidence {share}, missing: {missing})", "（把握 {share}，缺：{missing}）")
_STAFF = Words("; ours: {staff}", "；我方人员：{staff}")
_ROWS = Words("; evidence: {count}", "；证据 {count} 行")
_SPLIT = Words(
    "volume: sell-in {bought} = sell-through {sold} + stock {opening} → {closing} + unexplained {unexplained}",
    "数量：进货 {bought} = 实销 {sold} + 库存 {opening} → {closing} + 去向不明 {unexplained}",
)
_BETWEEN = Words("{least} to {most}", "{least} 至 {most}")
_NOT_KNOWN = Words("unknown", "不明")
_VERDICT = Words("verdict {verdict}, {state}: {when}", "判断 {verdict}，{state}：{when}")
_ANSWER = Words("answer {answer}: {stage}", "措施 {answer}：{stage}")

_RANK = Column("rank", Words("rank", "名次"), Kind.INTEGER)
_AMOUNT = Column("amount", Words("sell-in", "进货"), Kind.MONEY)
_SHARE = Column("share", Words("share", "占比"), Kind.RATE)
_GROWTH = Column("growth", Words("growth", "增长"), Kind.RATE)
_SHOWN = Column("signals", Words("signals", "信号"))
_UNKNOWN = Column("unknown", Words("cannot be told", "无法判断"))
_VERDICTS = Column("verdicts", Words("verdicts", "判断"))
_PROPOSED = Column("proposed", Words("proposed", "建议措施"))
_ALARM = Column("alarm", Words("alarm", "警报"))
_TOP = Column("top", Words("largest", "前几大"), Kind.INTEGER)
_MEMBERS = Column("members", Words("who", "哪些"))
_BOUND = Column("bound", Words("from", "界限"), Kind.RATE)
_STATE = Column("state", Words("state", "状态"))
_SIGNAL = Column("signal", Words("signal", "信号"))
_VALUE = Column("value", Words("value", "数值"), Kind.MONEY)
_CONFIDENCE = Column("confidence", Words("confidence", "把握"), Kind.RATE)
_MISSING = Column("missing", Words("missing", "缺"))
_OURS = Column("staff", Words("ours", "我方人员"))
_ROWS_COLUMN = Column("evidence", Words("rows", "行数"), Kind.INTEGER)
_WHY = Column("why", Words("why", "依据"))

_OF_ALARMS = (_ALARM, _TOP, _MEMBERS, _SHARE, _BOUND, _STATE)
_OF_DEALERS = (_RANK, PAYEE, NAME, _AMOUNT, _SHARE, _GROWTH, _SHOWN, _UNKNOWN, _VERDICTS, _PROPOSED)
_OF_US = (PAYEE, NAME, _SIGNAL, _OURS, _WHY)
_OF_SIGNS = (PAYEE, NAME, _SIGNAL, _STATE, _VALUE, _CONFIDENCE, _MISSING, _OURS, _ROWS_COLUMN, _WHY)

_STATES: Mapping[State, Words] = {
    State.SHOWN: Words("shown", "出现"),
    State.QUIET: Words("quiet", "未出现"),
    State.UNKNOWN: Words("cannot be told", "无法判断"),
}
_ALARMS: Mapping[State, Words] = {
    State.SHOWN: Words("alarm", "报警"),
    State.QUIET: Words("quiet", "未报警"),
    State.UNKNOWN: Words("cannot be told", "无法判断"),
}
_STAGES: Mapping[Stage, Words] = {
    Stage.PROPOSED: Words("proposed", "建议"),
    Stage.GIVEN: Words("given", "已发出"),
    Stage.OBEYED: Words("obeyed", "已照办"),
    Stage.IGNORED: Words("ignored", "被置之不理"),
    Stage.WAITS: Words("waits for {after}", "待 {after} 之后"),
}
_INPUTS: Mapping[str, Words] = {
    "sell-through": Words("reports of sell-through", "实销报告"),
    "stock": Words("counts of stock", "库存盘点"),
    "lines": Words("quantities of lines", "进货数量"),
    "lines with a territory": Words("territories of lines", "进货的去向区域"),
    "territory": Words("the dealer's territory", "该经销商的区域"),
    "neighbours": Words("the dealer's territory", "该经销商的区域"),
    "capacity": Words("capacities of outlets", "终端销售能力"),
    "months": Words("earlier months", "以前的月份"),
    "earlier lines": Words("lines of the window before", "上一期的进货"),
    "products": Words("products of lines", "进货的产品"),
    "incidents": Words("table incidents", "表 incidents"),
    "store checks": Words("store checks", "终端检查"),
    "promotions": Words("table promotions", "表 promotions"),
    "what was passed on": Words("what of promotions was passed on", "促销到终端的凭证"),
}


@frozen(eq=False)
class ScanReport:
    """What a scan found; of one dealer with every signal, if so asked."""

    run: ScanRun
    places: Places
    dealer: str = ""
    asked: tuple[Scanned, ...] = field(init=False)

    @asked.default
    def _asked(self) -> tuple[Scanned, ...]:
        return tuple(each for each in self.run.dealers if self.dealer in {"", each.dealer})

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings."""
        return self.run.problems

    def report(self) -> Report:
        """The report."""
        return Report(
            "scan",
            lambda lang: self._page(lang, is_whole=False),
            lambda lang: self._page(lang, is_whole=True),
            self._tables,
            self.document,
        )

    def figures(self, lang: Language) -> str:
        """The key figures in a phrase."""
        return stated(_FIGURES, lang, **self._counts())

    def _counts(self) -> dict[str, int]:
        return {
            "dealers": len(self.asked),
            "marked": sum(bool(_against_dealer(each)) for each in self.asked),
            "judged": sum(bool(each.verdicts) for each in self.asked),
            "alarms": sum(each.state is State.SHOWN for each in self.run.alarms),
            "unknown": sum(len(each.unknown) for each in self.asked),
        }

    def _page(self, lang: Language, *, is_whole: bool) -> Page:
        header, window = self.run.policy.header, self.run.ground.window
        head = stated(
            _HEAD,
            lang,
            as_of=self.run.as_of,
            revision=header.revision,
            first=window.first,
            last=window.last,
            **self._counts(),
        )
        blocks: list[Block] = [Paragraph(f"{head}\n{_SIGNS_ONLY.said_in(lang)}")]
        if self.run.alarms and not self.dealer:
            blocks.append(Sheet(self._alarms(lang)))
        marked = [each for each in self.asked if _against_dealer(each) or each.verdicts]
        if marked:
            blocks.append(Sheet(self._dealers(marked, lang)))
        elif not self.dealer:
            blocks.append(Paragraph(_NOBODY.said_in(lang)))
        us = [(each, sign) for each in self.asked for sign in _against_us(each)]
        if us:
            blocks.append(Sheet(self._us(us, lang)))
        told = self.asked if is_whole or self.dealer else marked[:1]
        blocks += [self._story(each, lang) for each in told]
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        every = [(each, sign) for each in self.asked for sign in each.signs]
        us = [(each, sign) for each, sign in every if sign.signal.against == OFFICE and sign.state is State.SHOWN]
        return (
            self._dealers(self.asked, lang),
            Table("scan_signals", _ALL, _OF_SIGNS, tuple(_sign_row(each, sign, lang) for each, sign in every)),
            self._alarms(lang),
            self._us(us, lang),
        )

    def _alarms(self, lang: Language) -> Table:
        rows = tuple(
            (
                each.alarm.title or each.alarm.id,
                each.alarm.top,
                _listed(each.members, lang),
                each.share,
                each.alarm.at,
                _ALARMS[each.state].said_in(lang),
            )
            for each in self.run.alarms
        )
        return Table("scan_alarms", _CONCENTRATION, _OF_ALARMS, rows)

    def _dealers(self, dealers: Sequence[Scanned], lang: Language) -> Table:
        rows = tuple(
            (
                each.standing.rank,
                each.dealer,
                each.name or None,
                each.standing.amount,
                each.standing.share,
                _growth(each),
                _listed([sign.signal.title or sign.signal.id for sign in _against_dealer(each)], lang),
                len(each.unknown) or None,
                _listed([verdict.title or verdict.id for verdict in each.verdicts], lang),
                _listed([self._answer(p.answer) for p in each.proposals if p.stage is Stage.PROPOSED], lang),
            )
            for each in dealers
        )
        return Table("scan_dealers", _DEALERS, _OF_DEALERS, rows)

    def _us(self, found: Sequence[tuple[Scanned, Sign]], lang: Language) -> Table:
        rows = tuple(
            (
                each.dealer,
                each.name or None,
                sign.signal.title or sign.signal.id,
                _listed(sign.found.staff, lang),
                step(sign.reason, lang),
            )
            for each, sign in found
        )
        return Table("scan_ours", _US, _OF_US, rows)

    def _answer(self, id: str) -> str:
        known = self.run.ground.scan.answer(id)
        return (known.title if known is not None else None) or id

    def _story(self, scanned: Scanned, lang: Language) -> Points:
        points = [Point(_split(scanned.split, lang))] if scanned.split is not None else []
        points += self._signs(scanned, lang)
        for held in scanned.held:
            name = held.verdict.title or held.verdict.id
            state = _STATES[held.state].said_in(lang)
            said = stated(_VERDICT, lang, verdict=name, state=state, when=held.verdict.when.text)
            points.append(Point(said, self.places.of(held.verdict.rule.at)))
        for each in scanned.proposals:
            known = self.run.ground.scan.answer(each.answer)
            place = self.places.of(known.rule.at) if known is not None else ""
            said = stated(_ANSWER, lang, answer=self._answer(each.answer), stage=_stage(each, lang))
            points.append(Point(said, place))
        title = stated(_STORY, lang, dealer=scanned.dealer, name=scanned.name) if scanned.name else scanned.dealer
        return Points(title, tuple(points))

    def _signs(self, scanned: Scanned, lang: Language) -> Iterator[Point]:
        for sign in scanned.signs:
            found = sign.found
            state = _STATES[found.state].said_in(lang)
            why = _why(sign, lang)
            said = stated(_SAID, lang, signal=sign.signal.title or sign.signal.id, state=state, step=why)
            if found.missing and found.state is not State.UNKNOWN:
                missing = _listed(_inputs(found.missing, lang), lang) or ""
                said += stated(_SURE, lang, share=percent(found.confidence), missing=missing)
            if found.staff:
                said += stated(_STAFF, lang, staff=_listed(found.staff, lang) or "")
            if found.evidence.count:
                said += stated(_ROWS, lang, count=found.evidence.count)
            yield Point(said, self.places.of(sign.signal.rule.at))

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON, with reasons, evidence and places."""
        header, window = self.run.policy.header, self.run.ground.window
        spread = self.run.spread
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": header.name, "revision": header.revision},
            "as_of": self.run.as_of.isoformat(),
            "window": {"first": window.first.isoformat(), "last": window.last.isoformat()},
            "hhi": None if spread is None else cell_for_programs(spread.hhi),
            "alarms": [_alarm_json(each) for each in self.run.alarms],
            "dealers": [self._json(each, lang) for each in self.asked],
        }

    def _json(self, scanned: Scanned, lang: Language) -> dict[str, Json]:
        standing = scanned.standing
        return {
            "dealer": scanned.dealer,
            "name": scanned.name,
            "rank": standing.rank,
            "amount": cell_for_programs(standing.amount),
            "before": cell_for_programs(standing.before),
            "share": None if standing.share is None else cell_for_programs(standing.share),
            "split": _split_json(scanned.split),
            "signals": [_sign_json(each, lang) for each in scanned.signs],
            "verdicts": [
                {
                    "verdict": each.verdict.id,
                    "rule": each.verdict.rule.address,
                    "state": each.state.value,
                    "missing": list(each.missing),
                }
                for each in scanned.held
            ],
            "answers": [
                {
                    "answer": each.answer,
                    "stage": each.stage.value,
                    "after": each.after,
                    "because": [rule.address for rule in each.because],
                    "notice": None if each.notice is None else each.notice.place.name,
                }
                for each in scanned.proposals
            ],
        }


def scan_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of a scan."""
    del book
    found = ScanReport(cast("ScanRun", result), shortest(files))
    return View(found.report(), found.figures, found.problems)


def _against_dealer(scanned: Scanned) -> tuple[Sign, ...]:
    return tuple(each for each in scanned.shown if each.signal.against == DEALER)


def _against_us(scanned: Scanned) -> tuple[Sign, ...]:
    return tuple(each for each in scanned.shown if each.signal.against == OFFICE)


def _growth(scanned: Scanned) -> Number | None:
    before = scanned.standing.before
    return divide(subtract(scanned.standing.amount, before), before) if before > 0 else None


def _why(sign: Sign, lang: Language) -> str:
    if sign.state is State.UNKNOWN:
        return _listed(_inputs(sign.found.missing, lang), lang) or ""
    return step(sign.reason, lang)


def _split(split: Split, lang: Language) -> str:
    ends = [_known(split.at_least, lang), _known(split.at_most, lang)]
    same = split.at_least is not None and split.at_least == split.at_most
    unexplained = ends[0] if same else stated(_BETWEEN, lang, least=ends[0], most=ends[1])
    return stated(
        _SPLIT,
        lang,
        bought=figure(split.bought),
        sold=figure(split.sold),
        opening=_known(split.opening, lang),
        closing=_known(split.closing, lang),
        unexplained=unexplained,
    )


def _known(number: Number | None, lang: Language) -> str:
    return _NOT_KNOWN.said_in(lang) if number is None else figure(number)


def _inputs(missing: Sequence[str], lang: Language) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_INPUTS.get(each, Words(each, each)).said_in(lang) for each in missing))


def _stage(proposal: Proposal, lang: Language) -> str:
    return stated(_STAGES[proposal.stage], lang, after=proposal.after)


def _listed(words: Sequence[str], lang: Language) -> str | None:
    return ("、" if lang == "zh" else ", ").join(words) or None


def _sign_row(scanned: Scanned, sign: Sign, lang: Language) -> tuple[Cell, ...]:
    found = sign.found
    return (
        scanned.dealer,
        scanned.name or None,
        sign.signal.id,
        _STATES[found.state].said_in(lang),
        found.value,
        found.confidence,
        _listed(_inputs(found.missing, lang), lang),
        _listed(found.staff, lang),
        found.evidence.count or None,
        _why(sign, lang),
    )


def _split_json(split: Split | None) -> Json:
    if split is None:
        return None
    figures = {
        "bought": split.bought,
        "sold": split.sold,
        "opening": split.opening,
        "closing": split.closing,
        "unexplained_at_least": split.at_least,
        "unexplained_at_most": split.at_most,
    }
    found: dict[str, Json] = {name: None if each is None else cell_for_programs(each) for name, each in figures.items()}
    return {**found, "missing": list(split.missing)}


def _sign_json(sign: Sign, lang: Language) -> dict[str, Json]:
    found = sign.found
    return {
        "signal": sign.signal.id,
        "rule": sign.signal.rule.address,
        "against": sign.signal.against,
        "state": found.state.value,
        "value": None if found.value is None else cell_for_programs(found.value),
        "confidence": cell_for_programs(found.confidence),
        "missing": list(found.missing),
        "staff": list(found.staff),
        "said": _why(sign, lang),
        "evidence": {
            "count": found.evidence.count,
            "rows": [
                {"table": each.table, "name": each.name, "at": location_json(each.at)} for each in found.evidence.places
            ],
        },
    }


def _alarm_json(found: Raised) -> dict[str, Json]:
    return {
        "alarm": found.alarm.id,
        "rule": found.alarm.rule.address,
        "top": found.alarm.top,
        "members": list(found.members),
        "share": None if found.share is None else cell_for_programs(found.share),
        "bound": cell_for_programs(found.alarm.at),
        "state": found.state.value,
    }
