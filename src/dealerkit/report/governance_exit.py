"""An orderly end, as people read it: the dated steps and what is missing before each, demands, deliveries, costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import cast

from attrs import frozen

from dealerkit.book import Book
from dealerkit.decisions import Reason
from dealerkit.governance.exit.costing import END, GO_ON, OPEN, OVERRIDE, STOCK, TRANSITION, WRITE_OFF
from dealerkit.governance.exit.planning import Plan, Planned, State
from dealerkit.governance.exit.protecting import Protected
from dealerkit.governance.exit.reasons import reasons_of, step_reason
from dealerkit.governance.exit.rule import AFTER, BEFORE, DURING
from dealerkit.governance.exit.run import ExitRun
from dealerkit.governance.exit.watching import Watched
from dealerkit.problems import Arg, Problem
from dealerkit.report.findings import Json, location_json
from dealerkit.report.governance_assess import said_span, span_json
from dealerkit.report.governance_lacking import OF_EXITS, lacking, listed
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places, shortest
from dealerkit.report.reports import Report, document_head
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.views import View
from dealerkit.report.words import PAYEE, stated

_TITLE = Words("Ending in order: {policy}", "有序终止：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}. Plans: {plans}. Of {steps} steps {done} are done, {blocked} blocked,"
    " {late} late.",
    "截至 {as_of}，版本 {revision}。方案 {plans} 个；共 {steps} 步，已完成 {done}，受阻 {blocked}，逾期 {late}。",
)
_NOTHING_DONE = Words(
    "A plan for people, lawful and in the open: every step is written and documented, nothing is carried out here."
    " Deceit and threats are no part of it.",
    "这是给人的方案，合法、公开：每一步都有书面记录，系统不执行任何动作。欺骗与威胁不在其中。",
)
_FIGURES = Words(
    "dealers being ended: {plans}; of {steps} steps {done} are done, {blocked} blocked, {late} late",
    "正在终止的经销商 {plans} 家，共 {steps} 步，已完成 {done}，受阻 {blocked}，逾期 {late}",
)
_NOBODY = Words("No dealer is being ended.", "没有正在终止的经销商。")
_STORY = Words(
    "{dealer} {name}, from {start}{case}; state {state}", "{dealer} {name}，自 {start} 起{case}；状态 {state}"
)
_CASE = Words(" (case {case})", "（案件 {case}）")
_STEPS = Words("Steps", "步骤")
_DELIVERIES = Words("Deliveries stepped down", "逐次递减的发货")
_DEMANDS = Words("Demands", "书面要求")
_COSTS = Words("Costs", "代价")
_SEEN = Words("Incidents after the end: recorded, never punished", "终止后的市场事件（只登记，不处罚）")
_HELD_BY = Words("Contracts for the territory he left", "他原区域的合同")
_YES, _NO = Words("yes", "是"), Words("no", "否")
_WHY = Words("What the plan rests on", "方案的依据")
_LATE = Words("{state}, late", "{state}，已逾期")
_PAPERS = Words("papers: {papers}", "文件：{papers}")
_FACTS = Words("not known: {facts}", "不明：{facts}")
_UNSIGNED = Words("signatures: {signers}", "签字：{signers}")
_FIELDS = Words("to be filled in: {fields}", "须填写：{fields}")
_AGAIN = Words("{done} of {times} times", "{times} 次中已做 {done} 次")
_MET = Words("met on {day}", "{day} 满足")
_TOO_LITTLE = Words("not met: too little is proved", "未满足：证明的金额不足")
_NO_RECORD = Words("not met: nothing is recorded", "未满足：没有记录")
_TOTAL = Words("ending in all", "终止合计")
_CONTINUING = Words("going on", "继续")

_PHASE = Column("phase", Words("phase", "阶段"))
_STEP = Column("step", Words("step", "步骤"))
_DAY = Column("day", Words("day", "日期"), Kind.DATE)
_STATE = Column("state", Words("state", "状态"))
_MISSING = Column("missing", Words("what is missing", "缺什么"))
_SIGNERS = Column("signers", Words("signed by", "签字人"))
_REPEATED = Column("again", Words("again", "重复"))
_DEMAND = Column("demand", Words("demand", "要求"))
_LEAST = Column("least", Words("at least", "至少"), Kind.MONEY)
_HELD = Column("held", Words("whether met", "是否满足"))
_PROOF = Column("proof", Words("proof", "凭证"))
_MOST = Column("most", Words("at most", "上限"), Kind.MONEY)
_QUANTITY = Column("quantity", Words("delivered", "发货"), Kind.MONEY)
_VALUE = Column("value", Words("value", "金额"), Kind.MONEY)
_OWED = Column("owed", Words("owed after it", "发货后欠款"))
_PART = Column("part", Words("cost", "项目"))
_HOW = Column("how", Words("way", "方式"))
_RANGE = Column("range", Words("range", "区间"))

_INCIDENT = Column("incident", Words("incident", "事件"))
_KIND = Column("kind", Words("kind", "类别"))
_TERRITORY = Column("territory", Words("found in", "发生地"))
_HIS = Column("his", Words("held against him", "记在他名下"))
_INSIDE = Column("inside", Words("in the territory he left", "在他原区域"))
_ROW = Column("row", Words("row", "出处"))
_CONTRACT = Column("contract", Words("contract", "合同"))
_SUCCESSOR = Column("successor", Words("of", "经销商"))
_GRANTED = Column("territory", Words("for", "区域"))
_EXCLUSIVE = Column("exclusive", Words("exclusive", "独家"))
_FROM = Column("from", Words("from", "自"), Kind.DATE)
_TO = Column("to", Words("to", "至"), Kind.DATE)
_OF_HELD = (PAYEE, _CONTRACT, _SUCCESSOR, _GRANTED, _EXCLUSIVE, _FROM, _TO, _ROW)
_OF_SEEN = (PAYEE, _KIND, _DAY, _INCIDENT, _TERRITORY, _HIS, _INSIDE, _ROW)
_OF_STEPS = (PAYEE, _PHASE, _STEP, _DAY, _STATE, _MISSING, _SIGNERS, _REPEATED)
_OF_DEMANDS = (PAYEE, _DEMAND, _LEAST, _HELD, _PROOF)
_OF_DELIVERIES = (PAYEE, _DAY, _MOST, _QUANTITY, _VALUE, _OWED)
_OF_COSTS = (PAYEE, _PART, _HOW, _RANGE)

_PHASES: Mapping[str, Words] = {
    BEFORE: Words("before", "之前"),
    DURING: Words("during", "之中"),
    AFTER: Words("after", "之后"),
}
_STATES: Mapping[State, Words] = {
    State.DONE: Words("done", "已完成"),
    State.READY: Words("may be done", "可办理"),
    State.BLOCKED: Words("blocked", "受阻"),
    State.WAITS: Words("waits", "等待"),
}
_PARTS: Mapping[str, Words] = {
    STOCK: Words("running down his stock", "消化库存"),
    OVERRIDE: Words("override of successors", "继任者余股返利"),
    WRITE_OFF: Words("debt written off", "尾款核销"),
    TRANSITION: Words("margin lost until successors sell", "过渡期毛利损失"),
}
_WAYS: Mapping[str, Words] = {
    "promotion": Words("joint promotion", "联合促销"),
    "buy-back": Words("buy-back", "回购"),
}
_ANSWERS: Mapping[str, Words] = {
    END: Words("ending costs less", "终止代价较小"),
    GO_ON: Words("ending costs more than it saves: withdraw from the plan", "终止得不偿失：应撤回方案"),
    OPEN: Words("open, the ranges overlap or one is not known", "未定，区间重叠或有一项不明"),
}


@frozen(eq=False)
class ExitReport:
    """Plans to end dealers in order."""

    run: ExitRun
    places: Places

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings."""
        return tuple(dict.fromkeys(found for each in self.run.plans for found in each.problems))

    def report(self) -> Report:
        """The report."""
        return Report("exit", self._page, self._page, self._tables, self.document)

    def figures(self, lang: Language) -> str:
        """The key figures in a phrase."""
        return stated(_FIGURES, lang, **self._counts())

    def _counts(self) -> dict[str, int]:
        steps = [each for plan in self.run.plans for each in plan.steps]
        return {
            "plans": len(self.run.plans),
            "steps": len(steps),
            "done": sum(each.state is State.DONE for each in steps),
            "blocked": sum(each.state is State.BLOCKED for each in steps),
            "late": sum(each.is_late for each in steps),
        }

    def _page(self, lang: Language) -> Page:
        header = self.run.policy.header
        head = stated(_HEAD, lang, as_of=self.run.as_of, revision=header.revision, **self._counts())
        blocks: list[Block] = [Paragraph(f"{head}\n{_NOTHING_DONE.said_in(lang)}")]
        if not self.run.plans:
            blocks.append(Paragraph(_NOBODY.said_in(lang)))
        blocks += [Sheet(each) for each in self._tables(lang) if each.rows]
        blocks += [self._story(each, lang) for each in self.run.plans]
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _story(self, plan: Plan, lang: Language) -> Points:
        points = [Point(_sentence(each, lang), self.places.of(each.rule.at)) for each in reasons_of(plan)]
        case = stated(_CASE, lang, case=plan.instance.case) if plan.instance.case else ""
        state = plan.instance.flow.states[plan.instance.state]
        title = stated(
            _STORY,
            lang,
            dealer=plan.dealer,
            name=plan.name,
            start=plan.start,
            case=case,
            state=state.title or state.id,
        )
        return Points(title, tuple(points))

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        plans = self.run.plans
        return (
            Table("exit_steps", _STEPS, _OF_STEPS, tuple(_step_row(p, each, lang) for p in plans for each in p.steps)),
            Table("exit_demands", _DEMANDS, _OF_DEMANDS, tuple(row for p in plans for row in _demand_rows(p, lang))),
            Table("exit_deliveries", _DELIVERIES, _OF_DELIVERIES, tuple(row for p in plans for row in _loads(p, lang))),
            Table("exit_costs", _COSTS, _OF_COSTS, tuple(row for p in plans for row in _cost_rows(p, lang))),
            Table("exit_contracts", _HELD_BY, _OF_HELD, tuple(row for p in plans for row in _held_rows(p, lang))),
            Table("exit_incidents", _SEEN, _OF_SEEN, tuple(row for p in plans for row in _seen_rows(p, lang))),
        )

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON, with reasons and places."""
        return {
            **document_head(self.run.policy, self.run.as_of),
            "plans": [_json(each, lang) for each in self.run.plans],
        }


def exit_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of the plans."""
    del book
    found = ExitReport(cast("ExitRun", result), shortest(files))
    return View(found.report(), found.figures, found.problems)


def _step_row(plan: Plan, planned: Planned, lang: Language) -> tuple[Cell, ...]:
    state = _STATES[planned.state].said_in(lang)
    again = sum(done for _, done in planned.repeated)
    return (
        plan.dealer,
        _PHASES[planned.step.phase].said_in(lang),
        planned.step.title or planned.step.id,
        planned.day,
        stated(_LATE, lang, state=state) if planned.is_late else state,
        "; ".join(_missing(planned, lang)) or None,
        _listed(planned.signers, lang),
        stated(_AGAIN, lang, done=again, times=len(planned.repeated)) if planned.repeated else None,
    )


def _missing(planned: Planned, lang: Language) -> Iterator[str]:
    if planned.papers:
        yield stated(_PAPERS, lang, papers=_listed(planned.papers, lang) or "")
    if planned.facts:
        yield stated(_FACTS, lang, facts=_lacking(planned.facts, lang))
    if planned.condition:
        yield planned.condition
    if planned.unsigned:
        yield stated(_UNSIGNED, lang, signers=_listed(planned.unsigned, lang) or "")
    if planned.fields:
        yield stated(_FIELDS, lang, fields=_listed(planned.fields, lang) or "")


def _demand_rows(plan: Plan, lang: Language) -> Iterator[tuple[Cell, ...]]:
    for each in plan.demands:
        if not each.lacks:
            held = stated(_MET, lang, day=each.met_on or "")
        else:
            held = (_TOO_LITTLE if each.lacks == "amount" else _NO_RECORD).said_in(lang)
        yield (plan.dealer, each.demand.title or each.demand.id, each.demand.least, held, each.proof or None)


def _loads(plan: Plan, lang: Language) -> Iterator[tuple[Cell, ...]]:
    for each in () if plan.stepped is None else plan.stepped.deliveries:
        yield (plan.dealer, each.day, each.most, each.quantity, each.value, said_span(each.owed, lang))


def _cost_rows(plan: Plan, lang: Language) -> Iterator[tuple[Cell, ...]]:
    costs = plan.costs
    for each in costs.parts:
        said = said_span(each.span, lang) if each.span is not None else _lacking(each.missing, lang)
        how = _WAYS[each.how].said_in(lang) if each.how else None
        yield (plan.dealer, _PARTS[each.name].said_in(lang), how, said)
    answer = _ANSWERS[costs.answer].said_in(lang)
    yield (plan.dealer, _TOTAL.said_in(lang), answer, said_span(costs.ending, lang))
    yield (plan.dealer, _CONTINUING.said_in(lang), None, said_span(costs.continuing, lang))


def _held_rows(plan: Plan, lang: Language) -> Iterator[tuple[Cell, ...]]:
    for each in () if plan.protected is None else plan.protected.held:
        alone = None if each.is_exclusive is None else (_YES if each.is_exclusive else _NO).said_in(lang)
        row = f"{PurePosixPath(each.at.file).name}:{each.at.line}"
        yield (plan.dealer, each.contract, each.customer, each.territory, alone, each.start, each.end, row)


def _protected_json(guard: Protected | None) -> Json:
    if guard is None:
        return None
    days = {"first": guard.first, "last": guard.last, "until": guard.until, "second_on": guard.broken_on}
    return {
        **{name: None if day is None else day.isoformat() for name, day in days.items()},
        "contracts": [
            {
                "contract": each.contract,
                "dealer": each.customer,
                "territory": each.territory,
                "exclusive": each.is_exclusive,
                "at": location_json(each.at),
            }
            for each in guard.held
        ],
        "unplaced": guard.unplaced,
        "missing": list(guard.missing),
    }


def _seen_rows(plan: Plan, lang: Language) -> Iterator[tuple[Cell, ...]]:
    for each in () if plan.watched is None else plan.watched.seen:
        his, inside = (_YES.said_in(lang) if flag else None for flag in (each.is_his, each.is_inside))
        row = f"{PurePosixPath(each.at.file).name}:{each.at.line}"
        yield (plan.dealer, each.kind, each.day, each.incident, each.territory or None, his, inside, row)


def _watched_json(watched: Watched | None) -> Json:
    if watched is None:
        return None
    days = {"first": watched.first, "last": watched.last, "until": watched.until}
    return {
        **{name: None if day is None else day.isoformat() for name, day in days.items()},
        "territories": list(watched.territories),
        "kinds": {kind: len(watched.of(kind)) for kind in watched.kinds},
        "incidents": [
            {
                "incident": each.incident,
                "kind": each.kind,
                "day": each.day.isoformat(),
                "territory": each.territory,
                "held_against_him": each.is_his,
                "in_his_territory": each.is_inside,
                "at": location_json(each.at),
            }
            for each in watched.seen
        ],
        "dismissed": watched.dismissed,
        "placeless": watched.placeless,
        "unread": watched.unread,
        "missing": list(watched.missing),
    }


def _sentence(reason: Reason, lang: Language) -> str:
    return step(Reason(reason.step, reason.rule, tuple((k, _said(k, v, lang)) for k, v in reason.args)), lang)


def _said(name: str, value: Arg, lang: Language) -> Arg:
    """Arguments that are words of ours, in the language."""
    known = {"part": _PARTS, "how": _WAYS, "answer": _ANSWERS}.get(name)
    if known is not None and isinstance(value, str):
        return known[value].said_in(lang) if value else ""
    if name in {"missing", "facts"} and isinstance(value, tuple):
        return tuple(OF_EXITS.get(each, Words(each, each)).said_in(lang) for each in value)
    return value


def _json(plan: Plan, lang: Language) -> dict[str, Json]:
    stepped, costs = plan.stepped, plan.costs
    return {
        "dealer": plan.dealer,
        "name": plan.name,
        "from": plan.start.isoformat(),
        "flow": plan.instance.flow.id,
        "case": plan.instance.case,
        "state": plan.instance.state,
        "steps": [
            {
                "step": each.step.id,
                "phase": each.step.phase,
                "rule": each.step.rule.address,
                "day": None if each.day is None else each.day.isoformat(),
                "state": each.state.value,
                "late": each.is_late,
                "papers": list(each.papers),
                "not_known": list(each.facts),
                "condition": each.condition,
                "fields": list(each.fields),
                "signers": list(each.signers),
                "unsigned": list(each.unsigned),
                "after": each.after,
                "again": [{"day": day.isoformat(), "done": done} for day, done in each.repeated],
                "text": _sentence(step_reason(each), lang),
            }
            for each in plan.steps
        ],
        "demands": [
            {
                "demand": each.demand.id,
                "met_on": None if each.met_on is None else each.met_on.isoformat(),
                "proof": each.proof,
                "lacks": each.lacks,
            }
            for each in plan.demands
        ],
        "all_met": plan.all_met,
        "deliveries": None
        if stepped is None
        else {
            "usual_days": stepped.usual,
            "safe_days": stepped.safe,
            "stuck": cell_for_programs(stepped.stuck),
            "kept": stepped.is_kept,
            "steps": [
                {
                    "day": each.day.isoformat(),
                    "most": cell_for_programs(each.most),
                    "quantity": cell_for_programs(each.quantity),
                    "value": cell_for_programs(each.value),
                    "owed": span_json(each.owed),
                }
                for each in stepped.deliveries
            ],
        },
        "no_deliveries_for": list(plan.lacking),
        "costs": {
            "parts": [
                {"part": each.name, "how": each.how, "range": span_json(each.span), "missing": list(each.missing)}
                for each in costs.parts
            ],
            "ending": span_json(costs.ending),
            "continuing": span_json(costs.continuing),
            "answer": costs.answer,
        },
        "protected": _protected_json(plan.protected),
        "watched": _watched_json(plan.watched),
        "because": [
            {"step": each.step, "rule": each.rule.address, "text": _sentence(each, lang)} for each in reasons_of(plan)
        ],
    }


def _lacking(missing: Sequence[str], lang: Language) -> str:
    return lacking(missing, OF_EXITS, lang)


def _listed(words: Sequence[str], lang: Language) -> str | None:
    return listed(words, lang) or None
