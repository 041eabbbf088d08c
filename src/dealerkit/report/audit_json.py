"""An audit as JSON: the figures of each flow, and every finding; lengths of time are whole seconds."""

from __future__ import annotations

from datetime import timedelta

from dealerkit.report.audit_words import VERDICTS, asked_words
from dealerkit.report.case_words import moment_json
from dealerkit.report.findings import Json, location_json
from dealerkit.report.languages import Language
from dealerkit.report.messages import sentence
from dealerkit.report.reports import SCHEMA_VERSION
from dealerkit.report.tables import cell_for_programs
from dealerkit.workflow.auditing.audit import Audit, conformance
from dealerkit.workflow.auditing.audited import Audited, Finding
from dealerkit.workflow.auditing.tallies import Spread, by_role, by_rule, in_states, lasted, variants
from dealerkit.workflow.flow import Flow


def audit_json(audit: Audit, lang: Language) -> dict[str, Json]:
    """Everything as JSON: the figures of each flow, and every case that broke a rule or cannot be told."""
    header = audit.policy.header
    return {
        "schema_version": SCHEMA_VERSION,
        "policy": {"name": header.name, "revision": header.revision},
        "as_of": asked_words(audit.asked),
        "rows": {
            name: {each: getattr(count, each) for each in ("read", "used", "rejected", "ignored", "later")}
            for name, count in audit.read.items()
        },
        "events_not_happened_yet": audit.later,
        "flows": [_flow_json(audit, each, lang) for each in audit.flows],
    }


def _flow_json(audit: Audit, flow: Flow, lang: Language) -> dict[str, Json]:
    cases = audit.of_flow(flow)
    found = conformance(cases)
    return {
        "flow": flow.id,
        "cases": found.cases,
        "conforming": found.conforming,
        "violating": found.violating,
        "undetermined": found.undetermined,
        "conformance": None if found.rate is None else cell_for_programs(found.rate),
        "open": sum(each.is_open for each in cases),
        "open_and_late": sum(each.is_late_and_open for each in cases),
        "lasted": _spread_json(lasted(cases)),
        "by_rule": [
            {
                "code": each.code,
                "rule": each.rule,
                "findings": each.findings,
                "cases": each.cases,
                "longest_seconds": _seconds(each.longest),
            }
            for each in by_rule(cases)
        ],
        "by_role": [{"role": each.role, "findings": each.findings, "cases": each.cases} for each in by_role(cases)],
        "variants": [
            {
                "moves": [*each.moves],
                "cases": each.count,
                "share": cell_for_programs(each.share),
                "conforming": each.conforming,
                "median_seconds": _seconds(each.median),
            }
            for each in variants(cases)
        ],
        "states": [
            {
                "state": each.state,
                "lasting": each.lasting,
                "elapsed": _spread_json(each.elapsed),
                "working": _spread_json(each.working),
            }
            for each in in_states(cases, flow.states)
        ],
        "findings": [finding_json(case, each, lang) for case in cases for each in case.findings],
    }


def finding_json(case: Audited, found: Finding, lang: Language) -> dict[str, Json]:
    """One finding for programs."""
    zone, late = case.zone, found.late
    return {
        "case": case.number,
        "verdict": VERDICTS[case.verdict].en,
        "code": found.problem.code,
        "rule": found.problem.address,
        "at": moment_json(found.at, zone),
        "event": found.event,
        "actor": found.actor,
        "role": found.role,
        "place": location_json(found.problem.at),
        "said": sentence(found.problem, lang)[0],
        "late": None
        if late is None
        else {
            "due": moment_json(late.due, zone),
            "ended": moment_json(late.ended, zone),
            "seconds": _seconds(late.by),
            "working_seconds": _seconds(late.working),
        },
    }


def _spread_json(spread: Spread | None) -> Json:
    if spread is None:
        return None
    return {
        "count": spread.count,
        "median_seconds": _seconds(spread.median),
        "p90_seconds": _seconds(spread.nine_of_ten),
        "max_seconds": _seconds(spread.longest),
    }


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else length // timedelta(seconds=1)
