"""A replay as programs read it."""

from __future__ import annotations

from decimal import Decimal

from dealerkit.credit.replay.results import Loss, Part, Replay, Row, Sum, Verdict
from dealerkit.report.findings import Json, problem_json
from dealerkit.report.languages import Language
from dealerkit.report.reports import SCHEMA_VERSION
from dealerkit.report.tables import cell_for_programs
from dealerkit.values.change import Change


def document(replay: Replay, lang: Language) -> dict[str, Json]:
    """Everything as JSON."""
    whole = replay.whole
    header, changed = replay.policy.header, replay.changed.header
    return {
        "schema_version": SCHEMA_VERSION,
        "policy": {"name": header.name, "revision": header.revision},
        "against": None if replay.against_history else {"name": changed.name, "revision": changed.revision},
        "edits": [{"address": each.address, "before": each.before, "after": each.after} for each in replay.edits],
        "as_of": replay.as_of.isoformat(),
        "currency": header.currency,
        "from": replay.span.start.isoformat(),
        "to": replay.span.end.isoformat(),
        "consumes": replay.consumes,
        "invoices_as_orders": replay.by_invoice,
        "orders": _sum(whole.orders),
        **{change.value: len(replay.of(change)) for change in Change},
        "held": _sum(whole.held),
        "signed": _sum(replay.signed()),
        "released": _sum(whole.released),
        "bad_debts_avoided": _sum(replay.avoided()),
        "good_business_held": _sum(replay.good_business()),
        "actions": {action.value: _sum(found) for action, found in replay.actions().items()},
        "months": [_part(each) for each in replay.by_month()],
        "customers": [_part(each) for each in replay.by_customer()],
        "bad_debts": [_loss(each) for each in replay.losses],
        "rows": [_order(each) for each in replay.rows],
        "problems": [problem_json(each, lang) for each in replay.problems],
    }


def _sum(found: Sum) -> dict[str, Json]:
    return {"count": found.count, "amount": cell_for_programs(found.amount)}


def _part(each: Part) -> dict[str, Json]:
    return {
        "name": each.name,
        "orders": _sum(each.orders),
        "held": _sum(each.held),
        "released": _sum(each.released),
        "failed": _sum(each.failed),
    }


def _verdict(each: Verdict | None) -> Json:
    if each is None:
        return None
    return {
        "action": each.action.value,
        "failing": list(each.failing),
        "missing": list(each.missing),
        "limit": "unlimited" if each.unlimited else _amount(each.limit),
        "exposure": _amount(each.exposure),
    }


def _order(row: Row) -> dict[str, Json]:
    return {
        "order": row.key.order,
        "customer": row.key.customer,
        "date": row.day.isoformat(),
        "amount": cell_for_programs(row.amount),
        "shipped": row.shipped,
        "release": row.signed,
        "outcome": row.outcome.value,
        "change": row.change.value,
        "before": _verdict(row.before),
        "after": _verdict(row.after),
        "now_failing": list(row.now_failing),
        "no_longer_failing": list(row.no_longer_failing),
    }


def _loss(loss: Loss) -> dict[str, Json]:
    return {
        "debt": loss.debt,
        "date": loss.day.isoformat(),
        "amount": cell_for_programs(loss.amount),
        "customer": loss.row.key.customer,
        "order": loss.row.key.order,
        "fate": loss.fate.value,
    }


def _amount(amount: Decimal | None) -> str | None:
    return None if amount is None else cell_for_programs(amount)
