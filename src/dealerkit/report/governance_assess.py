"""Keep or end, as people read it: the three questions as ranges, the verdict, what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.decisions import Reason
from dealerkit.governance.assess.balance import NET_LOSS, THIN, Varied
from dealerkit.governance.assess.judging import UNDETERMINED, Assessed, AssessRun
from dealerkit.governance.assess.reasons import reasons_of
from dealerkit.governance.assess.rule import END, KEEP, WATCH
from dealerkit.governance.span import Span
from dealerkit.problems import Problem
from dealerkit.report.findings import Json
from dealerkit.report.governance_lacking import OF_ASSESSMENTS, lacking
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.messages.wording import figure, percent
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places, shortest
from dealerkit.report.reports import Report, document_head
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.views import View
from dealerkit.report.words import NAME, PAYEE, stated
from dealerkit.values.exact import Number

_TITLE = Words("Keep or end: {policy}", "留还是断：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}; {first} through {last}. {dealers} dealers: {end} to end, {watch} to watch,"
    " {keep} to keep, {open} undetermined.",
    "截至 {as_of}，版本 {revision}；期间 {first} 至 {last}。经销商 {dealers} 家：宜断 {end} 家，观察 {watch} 家，"
    "留用 {keep} 家，无法判断 {open} 家。",
)
_ESTIMATES = Words(
    "Whatever is estimated is a range, with its method beside it. A verdict is a proposal to people; nothing is done.",
    "凡属估计均为区间，并注明方法。判断只是给人的建议，系统不执行任何动作。",
)
_FIGURES = Words(
    "{dealers} dealers: {end} to end, {watch} to watch, {keep} to keep, {open} undetermined",
    "经销商 {dealers} 家：宜断 {end}，观察 {watch}，留用 {keep}，无法判断 {open}",
)
_DEALERS = Words("Dealers", "经销商")
_VARIED = Words("What would change the answers", "哪些因素会改变结论")
_STORY = Words("{dealer} {name}: {verdict}", "{dealer} {name}：{verdict}")
_BETWEEN = Words("{least} to {most}", "{least} 至 {most}")
_NOTHING = Words("No dealer is assessed.", "没有要评估的经销商。")
_LACKS = Words("missing: {missing}", "缺：{missing}")
_FLIPS = Words(
    "{input} of {range}, all else at its middle: {low} at its least, {high} at its most{flips}",
    "{input}为 {range}，其余取中值：取最低时{low}，取最高时{high}{flips}",
)
_FLIP = Words("; {answer} changes at {value}", "；{answer}在 {value} 处改变")
_BEYOND = Words("; {answer} would change only at {value}", "；{answer}要到 {value} 才改变")

_SHARE = Column("share", Words("share", "占比"), Kind.RATE)
_SALES = Column("sales", Words("sales", "销售"), Kind.MONEY)
_MARGIN = Column("margin", Words("margin left", "剩余毛利"))
_LOSS = Column("loss", Words("loss at neighbours", "邻近损失"))
_NET = Column("net", Words("net", "净额"))
_NOTICES = Column("notices", Words("notices ignored", "置之不理"))
_VERDICT = Column("verdict", Words("verdict", "判断"))
_TREATMENT = Column("treatment", Words("treatment", "对待方式"))
_MISSING = Column("missing", Words("missing", "缺"))
_INPUT = Column("input", Words("input", "因素"))
_RANGE = Column("range", Words("range", "区间"))
_LOW = Column("at_least", Words("at its least", "取最低"))
_HIGH = Column("at_most", Words("at its most", "取最高"))
_THIN = Column("flip_thin", Words("margin little from", "微利转折"))
_NET_LOSS = Column("flip_net_loss", Words("net loss from", "净亏转折"))
_QUESTION = Column("step", Words("step", "步骤"))
_WHY = Column("why", Words("why", "依据"))

_OF_DEALERS = (PAYEE, NAME, _SALES, _SHARE, _MARGIN, _LOSS, _NET, _NOTICES, _VERDICT, _TREATMENT, _MISSING)
_OF_INPUTS = (PAYEE, _INPUT, _RANGE, _LOW, _HIGH, _THIN, _NET_LOSS)
_OF_WHY = (PAYEE, _QUESTION, _WHY)

VERDICTS: Mapping[str, Words] = {
    END: Words("end", "宜断"),
    WATCH: Words("watch", "观察"),
    KEEP: Words("keep", "留用"),
    UNDETERMINED: Words("undetermined", "无法判断"),
}
_INPUTS: Mapping[str, Words] = {
    "goods": Words("cost rate of lines without a cost", "无成本行的成本率"),
    "rebates": Words("rebates", "返利"),
    "promotions": Words("promotions", "促销"),
    "credit": Words("cost of credit", "资金成本率"),
    "shortfall": Words("neighbours' lost sales", "邻近少销额"),
    "prices": Words("neighbours' fallen prices", "邻近价格损失"),
    "lost_margin": Words("margin of a lost sale", "少销的毛利率"),
    "attributed": Words("share laid to him", "归因比例"),
}
_RATES = frozenset({"goods", "credit", "lost_margin", "attributed"})
_ANSWERS: Mapping[str, Words] = {THIN: Words("little margin", "微利"), NET_LOSS: Words("net loss", "净亏")}


@frozen(eq=False)
class AssessReport:
    """What an assessment found; of one dealer with every step, if so asked."""

    run: AssessRun
    places: Places
    dealer: str = ""
    asked: tuple[Assessed, ...] = field(init=False)

    @asked.default
    def _asked(self) -> tuple[Assessed, ...]:
        return tuple(each for each in self.run.dealers if self.dealer in {"", each.dealer})

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings."""
        return self.run.problems

    def report(self) -> Report:
        """The report."""
        return Report(
            "assess",
            lambda lang: self._page(lang, is_whole=False),
            lambda lang: self._page(lang, is_whole=True),
            self._tables,
            self.document,
        )

    def figures(self, lang: Language) -> str:
        """The key figures in a phrase."""
        return stated(_FIGURES, lang, **self._counts())

    def _counts(self) -> dict[str, int]:
        found = [each.judged.verdict for each in self.asked]
        return {
            "dealers": len(found),
            "end": found.count(END),
            "watch": found.count(WATCH),
            "keep": found.count(KEEP),
            "open": found.count(UNDETERMINED),
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
        blocks: list[Block] = [Paragraph(f"{head}\n{_ESTIMATES.said_in(lang)}")]
        blocks.append(Sheet(self._dealers(lang)) if self.asked else Paragraph(_NOTHING.said_in(lang)))
        told = self.asked if is_whole or self.dealer else self.asked[:1]
        blocks += [self._story(each, lang) for each in told]
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _story(self, found: Assessed, lang: Language) -> Points:
        points = [Point(_sentence(each, lang), self.places.of(each.rule.at)) for each in reasons_of(found, self.run)]
        points += [Point(_varied(each, low, high, lang)) for each, low, high in found.varied]
        if found.missing:
            points.append(Point(stated(_LACKS, lang, missing=_lacking(found.missing, lang) or "")))
        verdict = VERDICTS[found.judged.verdict].said_in(lang)
        return Points(stated(_STORY, lang, dealer=found.dealer, name=found.name, verdict=verdict), tuple(points))

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        inputs = tuple(row for each in self.asked for row in _input_rows(each, lang))
        why = tuple(
            (each.dealer, reason.step.removeprefix("assess-"), _sentence(reason, lang))
            for each in self.asked
            for reason in reasons_of(each, self.run)
        )
        return (
            self._dealers(lang),
            Table("assess_inputs", _VARIED, _OF_INPUTS, inputs),
            Table("assess_steps", _WHY.heading, _OF_WHY, why),
        )

    def _dealers(self, lang: Language) -> Table:
        rows = tuple(
            (
                each.dealer,
                each.name or None,
                each.balance.sales,
                each.share,
                said_span(each.balance.margin, lang),
                said_span(each.balance.loss, lang),
                said_span(each.balance.net, lang),
                f"{len(each.obeyed.ignored)}/{len(each.obeyed.notices)}",
                VERDICTS[each.judged.verdict].said_in(lang),
                None if each.treatment is None else each.treatment.title or each.treatment.id,
                _lacking(each.missing, lang),
            )
            for each in self.asked
        )
        return Table("assess", _DEALERS, _OF_DEALERS, rows)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON, with reasons and places."""
        return {
            **document_head(self.run.policy, self.run.as_of),
            "window": {
                "first": self.run.ground.window.first.isoformat(),
                "last": self.run.ground.window.last.isoformat(),
            },
            "dealers": [self._json(each, lang) for each in self.asked],
        }

    def _json(self, found: Assessed, lang: Language) -> dict[str, Json]:
        balance, delay = found.balance, found.delay
        return {
            "dealer": found.dealer,
            "name": found.name,
            "sales": cell_for_programs(balance.sales),
            "share": None if found.share is None else cell_for_programs(found.share),
            "neighbours": list(found.neighbours),
            "verdict": found.judged.verdict,
            "rule": "" if found.judged.rule is None else found.judged.rule.rule.address,
            "margin": span_json(balance.margin),
            "loss": span_json(balance.loss),
            "net": span_json(balance.net),
            "thin": balance.is_thin,
            "net_loss": balance.is_net_loss,
            "out_of_control": found.obeyed.is_out_of_control,
            "inputs": {name: span_json(span) for name, span in balance.inputs.items()},
            "estimates": [
                {"method": each.method.id, "range": span_json(each.span), "missing": list(each.missing)}
                for each in found.estimates
            ],
            "notices": {
                "sent": len(found.obeyed.notices),
                "done": found.obeyed.done,
                "late": found.obeyed.late,
                "ignored": [each.place.name for each in found.obeyed.ignored],
                "open": found.obeyed.open,
            },
            "delay": None
            if delay is None
            else {
                "before": cell_for_programs(delay.before),
                "now": cell_for_programs(delay.now),
                "then": span_json(delay.then),
                "days": delay.days,
                "net": span_json(delay.net),
            },
            "treatment": "" if found.treatment is None else found.treatment.id,
            "sensitivity": [
                {
                    "input": each.name,
                    "range": span_json(each.span),
                    "at_least": low,
                    "at_most": high,
                    "flips": [
                        {"answer": flip.answer, "at": cell_for_programs(flip.value), "within": flip.is_within}
                        for flip in each.flips
                    ],
                }
                for each, low, high in found.varied
            ],
            "missing": list(found.missing),
            "because": [
                {"step": each.step, "rule": each.rule.address, "text": _sentence(each, lang)}
                for each in reasons_of(found, self.run)
            ],
        }


def assess_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of an assessment."""
    del book
    found = AssessReport(cast("AssessRun", result), shortest(files))
    return View(found.report(), found.figures, found.problems)


def said_span(span: Span | None, lang: Language, *, is_rate: bool = False) -> str | None:
    """A range in words; one figure where both ends are the same."""
    if span is None:
        return None
    least, most = (percent(each) if is_rate else figure(each) for each in span.ends)
    return least if least == most else stated(_BETWEEN, lang, least=least, most=most)


def span_json(span: Span | None) -> Json:
    """A range for programs."""
    return None if span is None else {"least": cell_for_programs(span.least), "most": cell_for_programs(span.most)}


def _sentence(found: Reason, lang: Language) -> str:
    if found.step not in {"assess-verdict", "assess-tried"}:
        return step(found, lang)
    word = str(found.arg("verdict"))
    args = tuple((name, VERDICTS[word].said_in(lang) if name == "verdict" else value) for name, value in found.args)
    return step(Reason(found.step, found.rule, args), lang)


def _varied(varied: Varied, low: str, high: str, lang: Language) -> str:
    is_rate = varied.name in _RATES
    flips = "".join(
        stated(
            _FLIP if each.is_within else _BEYOND,
            lang,
            answer=_ANSWERS[each.answer].said_in(lang),
            value=_value(each.value, is_rate=is_rate),
        )
        for each in varied.flips
    )
    return stated(
        _FLIPS,
        lang,
        input=_INPUTS[varied.name].said_in(lang),
        range=said_span(varied.span, lang, is_rate=is_rate) or "",
        low=VERDICTS[low].said_in(lang),
        high=VERDICTS[high].said_in(lang),
        flips=flips,
    )


def _input_rows(found: Assessed, lang: Language) -> Iterator[tuple[Cell, ...]]:
    for each, low, high in found.varied:
        is_rate = each.name in _RATES
        at = {flip.answer: _value(flip.value, is_rate=is_rate) for flip in each.flips}
        yield (
            found.dealer,
            _INPUTS[each.name].said_in(lang),
            said_span(each.span, lang, is_rate=is_rate),
            VERDICTS[low].said_in(lang),
            VERDICTS[high].said_in(lang),
            at.get(THIN),
            at.get(NET_LOSS),
        )


def _value(value: Number, *, is_rate: bool) -> str:
    return percent(value) if is_rate else figure(value)


def _lacking(missing: Sequence[str], lang: Language) -> str | None:
    return lacking(missing, OF_ASSESSMENTS, lang) or None
