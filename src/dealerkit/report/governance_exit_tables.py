"""Plans to end dealers in order, as tables: steps, demands, deliveries, costs, contracts, incidents after the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from dealerkit.governance.exit.planning import Plan, Planned, State
from dealerkit.governance.exit.rule import AFTER, BEFORE, DURING
from dealerkit.report.governance_assess import said_span
from dealerkit.report.governance_exit_words import ANSWERS, PARTS, WAYS
from dealerkit.report.governance_lacking import OF_EXITS, lacking, listed
from dealerkit.report.languages import Language, Words
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import PAYEE, stated

_STEPS = Words("Steps", "步骤")
_DELIVERIES = Words("Deliveries stepped down", "逐次递减的发货")
_DEMANDS = Words("Demands", "书面要求")
_COSTS = Words("Costs", "代价")
_SEEN = Words("Incidents after the end: recorded, never punished", "终止后的市场事件（只登记，不处罚）")
_HELD_BY = Words("Contracts for the territory he left", "他原区域的合同")
_YES, _NO = Words("yes", "是"), Words("no", "否")
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


def exit_tables(plans: Sequence[Plan], lang: Language) -> tuple[Table, ...]:
    """The tables of all plans, empty ones too."""
    return (
        Table("exit_steps", _STEPS, _OF_STEPS, tuple(_step_row(p, each, lang) for p in plans for each in p.steps)),
        Table("exit_demands", _DEMANDS, _OF_DEMANDS, tuple(row for p in plans for row in _demand_rows(p, lang))),
        Table("exit_deliveries", _DELIVERIES, _OF_DELIVERIES, tuple(row for p in plans for row in _loads(p, lang))),
        Table("exit_costs", _COSTS, _OF_COSTS, tuple(row for p in plans for row in _cost_rows(p, lang))),
        Table("exit_contracts", _HELD_BY, _OF_HELD, tuple(row for p in plans for row in _held_rows(p, lang))),
        Table("exit_incidents", _SEEN, _OF_SEEN, tuple(row for p in plans for row in _seen_rows(p, lang))),
    )


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
        how = WAYS[each.how].said_in(lang) if each.how else None
        yield (plan.dealer, PARTS[each.name].said_in(lang), how, said)
    answer = ANSWERS[costs.answer].said_in(lang)
    yield (plan.dealer, _TOTAL.said_in(lang), answer, said_span(costs.ending, lang))
    yield (plan.dealer, _CONTINUING.said_in(lang), None, said_span(costs.continuing, lang))


def _held_rows(plan: Plan, lang: Language) -> Iterator[tuple[Cell, ...]]:
    for each in () if plan.protected is None else plan.protected.held:
        alone = None if each.is_exclusive is None else (_YES if each.is_exclusive else _NO).said_in(lang)
        row = f"{PurePosixPath(each.at.file).name}:{each.at.line}"
        yield (plan.dealer, each.contract, each.customer, each.territory, alone, each.start, each.end, row)


def _seen_rows(plan: Plan, lang: Language) -> Iterator[tuple[Cell, ...]]:
    for each in () if plan.watched is None else plan.watched.seen:
        his, inside = (_YES.said_in(lang) if flag else None for flag in (each.is_his, each.is_inside))
        row = f"{PurePosixPath(each.at.file).name}:{each.at.line}"
        yield (plan.dealer, each.kind, each.day, each.incident, each.territory or None, his, inside, row)


def _lacking(missing: Sequence[str], lang: Language) -> str:
    return lacking(missing, OF_EXITS, lang)


def _listed(words: Sequence[str], lang: Language) -> str | None:
    return listed(words, lang) or None
