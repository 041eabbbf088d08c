"""One plan to end a dealer in order, for programs: steps, demands, deliveries, costs, and what was seen since."""

from __future__ import annotations

from dealerkit.governance.exit.planning import Plan
from dealerkit.governance.exit.protecting import Protected
from dealerkit.governance.exit.reasons import reasons_of, step_reason
from dealerkit.governance.exit.watching import Watched
from dealerkit.report.findings import Json, location_json
from dealerkit.report.governance_assess import span_json
from dealerkit.report.governance_exit_words import sentence
from dealerkit.report.languages import Language
from dealerkit.report.tables import cell_for_programs


def plan_json(plan: Plan, lang: Language) -> dict[str, Json]:
    """Everything that is known of a plan, with its reasons."""
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
                "text": sentence(step_reason(each), lang),
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
            {"step": each.step, "rule": each.rule.address, "text": sentence(each, lang)} for each in reasons_of(plan)
        ],
    }


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
