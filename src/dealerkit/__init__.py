"""dealerkit: a company's dealer rules as policy files that can be checked, tested, explained and called.

    from datetime import date
    from pathlib import Path
    import dealerkit

    loaded = dealerkit.load([Path("policy")])
    book = dealerkit.open_book(Path("book"))
    settlement = dealerkit.settle(loaded.policy, book, date(2026, 3, 31))

The names below are public; everything else may move. Each is imported when it is first used, so
that importing one costs one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dealerkit.assembly import CaseRun, Findings, Loaded, check, load, loads, run_tests, schema
    from dealerkit.book import Book, Reject, RejectSink, open_book
    from dealerkit.contracts.goods.asking import may_move
    from dealerkit.contracts.intake.asking import take_order
    from dealerkit.contracts.prices.asking import price_request
    from dealerkit.contracts.prices.requests import PriceRequest
    from dealerkit.contracts.returns.results import Returned
    from dealerkit.contracts.returns.run import return_request
    from dealerkit.credit.desk import OrderDesk, check_order
    from dealerkit.credit.order import Order
    from dealerkit.credit.over_limit.releases import Release
    from dealerkit.credit.positions.movements import (
        BillEnded,
        BillTaken,
        Delivered,
        Invoiced,
        Ordered,
        OrderEnded,
        Received,
    )
    from dealerkit.credit.results import Action, OrderAnswer
    from dealerkit.customers.access.view import redacted
    from dealerkit.customers.auditing import audit_customers
    from dealerkit.customers.codes.run import next_code
    from dealerkit.customers.files.ruling import file_allows
    from dealerkit.customers.identity.ruling import identify
    from dealerkit.customers.ruling import customer_allows
    from dealerkit.customers.touch.run import touch_plan
    from dealerkit.decisions import Decision, Outcome, Reason, Rule
    from dealerkit.governance.assess.run import assess_dealers
    from dealerkit.governance.exit.run import exit_plan
    from dealerkit.governance.scan.run import scan_dealers
    from dealerkit.policy.policy import Policy
    from dealerkit.problems import DealerkitError, Location, Problem, Severity
    from dealerkit.rebates.ledger import Posting
    from dealerkit.rebates.settlement import Settlement, explain, settle
    from dealerkit.rebates.terms import Entitlement, Measured, Terms, compile_terms
    from dealerkit.report.diagnostics import worded
    from dealerkit.report.order_stories import order_story
    from dealerkit.scoring.classifying import classify_customers
    from dealerkit.scoring.concentration.spread import spread
    from dealerkit.scoring.figures.reckoning import reckon
    from dealerkit.values.ranges import DateRange
    from dealerkit.whatif.difference.change import Difference
    from dealerkit.whatif.difference.comparing import difference
    from dealerkit.whatif.sampling.sampled import sample
    from dealerkit.whatif.scenarios.reading import LoadedScenarios, load_scenarios
    from dealerkit.whatif.scenarios.scenario import ProgrammeChanges, Scenario, ScenarioFile
    from dealerkit.whatif.seeking.break_even import break_even
    from dealerkit.whatif.seeking.seeking import seek
    from dealerkit.whatif.simulating import Simulation, simulate
    from dealerkit.whatif.sweeps.sweeping import sweep
    from dealerkit.workflow.asking import CaseDesk, CaseView, next_moves
    from dealerkit.workflow.due import due_cases

_HOMES = {
    "Action": "dealerkit.credit.results",
    "BillEnded": "dealerkit.credit.positions.movements",
    "BillTaken": "dealerkit.credit.positions.movements",
    "Book": "dealerkit.book",
    "CaseDesk": "dealerkit.workflow.asking",
    "CaseRun": "dealerkit.assembly",
    "CaseView": "dealerkit.workflow.asking",
    "DateRange": "dealerkit.values.ranges",
    "DealerkitError": "dealerkit.problems",
    "Decision": "dealerkit.decisions",
    "Delivered": "dealerkit.credit.positions.movements",
    "Difference": "dealerkit.whatif.difference.change",
    "Entitlement": "dealerkit.rebates.terms",
    "Findings": "dealerkit.assembly",
    "Invoiced": "dealerkit.credit.positions.movements",
    "Loaded": "dealerkit.assembly",
    "LoadedScenarios": "dealerkit.whatif.scenarios.reading",
    "Location": "dealerkit.problems",
    "Measured": "dealerkit.rebates.terms",
    "Order": "dealerkit.credit.order",
    "OrderAnswer": "dealerkit.credit.results",
    "OrderDesk": "dealerkit.credit.desk",
    "OrderEnded": "dealerkit.credit.positions.movements",
    "Ordered": "dealerkit.credit.positions.movements",
    "Outcome": "dealerkit.decisions",
    "Policy": "dealerkit.policy.policy",
    "Posting": "dealerkit.rebates.ledger",
    "PriceRequest": "dealerkit.contracts.prices.requests",
    "Problem": "dealerkit.problems",
    "ProgrammeChanges": "dealerkit.whatif.scenarios.scenario",
    "Reason": "dealerkit.decisions",
    "Received": "dealerkit.credit.positions.movements",
    "Reject": "dealerkit.book",
    "RejectSink": "dealerkit.book",
    "Release": "dealerkit.credit.over_limit.releases",
    "Returned": "dealerkit.contracts.returns.results",
    "Rule": "dealerkit.decisions",
    "Scenario": "dealerkit.whatif.scenarios.scenario",
    "ScenarioFile": "dealerkit.whatif.scenarios.scenario",
    "Settlement": "dealerkit.rebates.settlement",
    "Severity": "dealerkit.problems",
    "Simulation": "dealerkit.whatif.simulating",
    "Terms": "dealerkit.rebates.terms",
    "assess_dealers": "dealerkit.governance.assess.run",
    "audit_customers": "dealerkit.customers.auditing",
    "break_even": "dealerkit.whatif.seeking.break_even",
    "check": "dealerkit.assembly",
    "check_order": "dealerkit.credit.desk",
    "classify_customers": "dealerkit.scoring.classifying",
    "compile_terms": "dealerkit.rebates.terms",
    "customer_allows": "dealerkit.customers.ruling",
    "difference": "dealerkit.whatif.difference.comparing",
    "due_cases": "dealerkit.workflow.due",
    "exit_plan": "dealerkit.governance.exit.run",
    "explain": "dealerkit.rebates.settlement",
    "file_allows": "dealerkit.customers.files.ruling",
    "identify": "dealerkit.customers.identity.ruling",
    "load": "dealerkit.assembly",
    "load_scenarios": "dealerkit.whatif.scenarios.reading",
    "loads": "dealerkit.assembly",
    "may_move": "dealerkit.contracts.goods.asking",
    "next_code": "dealerkit.customers.codes.run",
    "next_moves": "dealerkit.workflow.asking",
    "open_book": "dealerkit.book",
    "order_story": "dealerkit.report.order_stories",
    "price_request": "dealerkit.contracts.prices.asking",
    "reckon": "dealerkit.scoring.figures.reckoning",
    "redacted": "dealerkit.customers.access.view",
    "return_request": "dealerkit.contracts.returns.run",
    "run_tests": "dealerkit.assembly",
    "sample": "dealerkit.whatif.sampling.sampled",
    "scan_dealers": "dealerkit.governance.scan.run",
    "schema": "dealerkit.assembly",
    "seek": "dealerkit.whatif.seeking.seeking",
    "settle": "dealerkit.rebates.settlement",
    "simulate": "dealerkit.whatif.simulating",
    "spread": "dealerkit.scoring.concentration.spread",
    "sweep": "dealerkit.whatif.sweeps.sweeping",
    "take_order": "dealerkit.contracts.intake.asking",
    "touch_plan": "dealerkit.customers.touch.run",
    "worded": "dealerkit.report.diagnostics",
}

__all__ = [
    "Action",
    "BillEnded",
    "BillTaken",
    "Book",
    "CaseDesk",
    "CaseRun",
    "CaseView",
    "DateRange",
    "DealerkitError",
    "Decision",
    "Delivered",
    "Difference",
    "Entitlement",
    "Findings",
    "Invoiced",
    "Loaded",
    "LoadedScenarios",
    "Location",
    "Measured",
    "Order",
    "OrderAnswer",
    "OrderDesk",
    "OrderEnded",
    "Ordered",
    "Outcome",
    "Policy",
    "Posting",
    "PriceRequest",
    "Problem",
    "ProgrammeChanges",
    "Reason",
    "Received",
    "Reject",
    "RejectSink",
    "Release",
    "Returned",
    "Rule",
    "Scenario",
    "ScenarioFile",
    "Settlement",
    "Severity",
    "Simulation",
    "Terms",
    "assess_dealers",
    "audit_customers",
    "break_even",
    "check",
    "check_order",
    "classify_customers",
    "compile_terms",
    "customer_allows",
    "difference",
    "due_cases",
    "exit_plan",
    "explain",
    "file_allows",
    "identify",
    "load",
    "load_scenarios",
    "loads",
    "may_move",
    "next_code",
    "next_moves",
    "open_book",
    "order_story",
    "price_request",
    "reckon",
    "redacted",
    "return_request",
    "run_tests",
    "sample",
    "scan_dealers",
    "schema",
    "seek",
    "settle",
    "simulate",
    "spread",
    "sweep",
    "take_order",
    "touch_plan",
    "worded",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
