"""Scores for programs: everybody's points, weights, grade and history, with the place of every rule and fact."""

from __future__ import annotations

from datetime import date

from dealerkit.problems import Arg
from dealerkit.report.findings import Json, location_json
from dealerkit.report.languages import Language
from dealerkit.report.messages import step
from dealerkit.report.tables import cell_for_programs
from dealerkit.scoring.scorecards.run import CardRun, ScorecardRun
from dealerkit.scoring.scorecards.scored import ItemScore, Scored, told


def score_json(all_cards: ScorecardRun, run: CardRun, each: Scored, lang: Language) -> dict[str, Json]:
    """Somebody's score by one card: items, facts read, history, and every step with its rule."""
    history = run.histories.get(each.subject)
    return {
        "subject": each.subject,
        "name": all_cards.name(run.card.id, each.subject),
        "outcome": each.decision.outcome.value,
        "code": each.code,
        "total": None if each.total is None else cell_for_programs(each.total),
        "grade": each.grade,
        "before_gates": each.before_gates,
        "gates": [*each.gates],
        "holds": run.grade(each.subject),
        "missing": [*each.missing],
        "items": [_item_json(item) for item in each.items],
        "reads": [{"name": read.name, "value": _json(read.value), "at": location_json(read.at)} for read in each.reads],
        "history": [
            {"period": period.label, "scored": period.scored, "grade": period.grade, "move": period.move.value}
            for period in (history.periods if history is not None else ())
        ],
        "reasons": [
            {
                "step": reason.step,
                "rule": reason.rule.address,
                "at": location_json(reason.rule.at),
                "said": step(reason, lang),
            }
            for reason in (*each.reasons, *each.tried)
        ],
    }


def _item_json(item: ItemScore) -> dict[str, Json]:
    return {
        "item": item.item.id,
        "value": _json(told(item.value)),
        "points": None if item.points is None else cell_for_programs(item.points),
        "weight": None if item.weight is None else cell_for_programs(item.weight),
        "contribution": None if item.contribution is None else cell_for_programs(item.contribution),
        "missing": [*item.missing],
    }


def _json(value: Arg) -> Json:
    if isinstance(value, tuple):
        return [*value]
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, (int, str)) else cell_for_programs(value)
