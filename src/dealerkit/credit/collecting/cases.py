"""Test cases of collecting: from the tables of a case to the figures of one customer, or of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import evolve, frozen

from dealerkit.book import Book
from dealerkit.book.given import given_tables
from dealerkit.credit.collecting.ageing_run import AgeingRun, age
from dealerkit.credit.collecting.dunning_run import remind
from dealerkit.credit.collecting.provision_run import ProvisionRun, provide
from dealerkit.decisions import Decision, Outcome, Reason, Rule
from dealerkit.policy.cases import Case
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.problems import Arg, Problem

OWN = ("customer",)
"""What a case gives beside tables: the customer it is about; everybody if it names none."""


@frozen
class _Found:
    decision: Decision
    problems: tuple[Problem, ...]


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about a part of ``collections``; None, with the reason reported, if it cannot be read.

    The figures are, of ``ageing``: every column, ``total``, ``receivables``, ``unapplied``, ``overdue`` and
    ``oldest``; of ``dso``: ``simple``, ``count_back``, ``best_possible``, ``delinquent``; of ``turnover``:
    ``times``, ``days``, ``average``, ``sales``; of ``dunning``: ``reached``, ``sent``, ``letter``, ``overdue``,
    ``credit``, ``interest``, ``fee``, ``items``, ``held``, ``wakes_on``; of ``provision``: every column, and
    of a flow rate ``rate.BUCKET`` and ``loss.BUCKET``. The amount is the total.
    """
    path = steps(case.of)
    part = _PARTS.get(path[1] if len(path) > 1 else "ageing")
    if part is None:
        from dealerkit.credit.collecting.plans.cases import answer as answer_plans

        return answer_plans(policy, case, reading)
    given = given_tables(case, OWN, reading)
    if given is None:
        return None
    found = part(policy, given.book, case.as_of, given.word("customer"))
    if not given.is_sound(reading, found.problems):
        return None
    return evolve(found.decision, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)


def _ageing(policy: Policy, book: Book, day: date, customer: str) -> _Found:
    run = age(policy, book, day)
    found = run.total if not customer else next((each for each in run.customers if each.subject == customer), None)
    if found is None or run.rule is None:
        return _Found(_decided(run.collections.rule, Decimal(0), {}), run.problems)
    figures: dict[str, Arg | None] = {
        **found.amounts,
        "total": found.total,
        "receivables": found.receivables,
        "unapplied": found.unapplied,
        "overdue": found.overdue,
        "oldest": found.oldest,
    }
    rules = [run.rule.rule, *(each.rule for each in run.rule.buckets.values() if found.amounts[each.id])]
    return _Found(_decided(rules, found.total, figures), run.problems)


def _dso(policy: Policy, book: Book, day: date, customer: str) -> _Found:
    run = age(policy, book, day)
    pace = run.paces.get(customer)
    found, rule = None if pace is None else pace.dso, run.collections.dso
    if found is None or rule is None:
        return _nothing(run)
    figures: dict[str, Arg | None] = {
        "simple": found.simple,
        "count_back": found.count_back,
        "best_possible": found.best_possible,
        "delinquent": found.delinquent,
        "months": len(found.months),
    }
    asked = [("simple", rule.simple), ("count_back", rule.count_back)]
    missing = tuple(f"dso.{name}" for name, each in asked if each is not None and figures[name] is None)
    return _Found(_decided(rule.rule, None, figures, missing), run.problems)


def _turnover(policy: Policy, book: Book, day: date, customer: str) -> _Found:
    run = age(policy, book, day)
    pace = run.paces.get(customer)
    found, rule = None if pace is None else pace.turnover, run.collections.turnover
    if found is None or rule is None:
        return _nothing(run)
    figures: dict[str, Arg | None] = {
        "times": found.times,
        "days": found.days,
        "average": found.average,
        "sales": found.sales,
    }
    missing = tuple(f"turnover.{name}" for name in ("times", "days") if figures[name] is None)
    return _Found(_decided(rule.rule, None, figures, missing), run.problems)


def _dunning(policy: Policy, book: Book, day: date, customer: str) -> _Found:
    run = remind(policy, book, day)
    found = run.of(customer) if customer else next(iter(run.customers), None)
    if found is None:
        return _Found(_decided(run.rule.rule, Decimal(0), {"reached": 0, "sent": 0, "letter": ""}), run.problems)
    letter = found.letter
    figures: dict[str, Arg | None] = {
        "reached": found.reached,
        "sent": found.sent,
        "letter": "" if letter is None else letter.step.id,
        "held": found.held,
        "wakes_on": found.wakes_on,
        "left_out": tuple(each.item.invoice.invoice for each in found.items if each.why_not),
        "why_not": tuple(each.why_not for each in found.items if each.why_not),
    }
    rules = [run.rule.rule]
    if letter is not None:
        figures |= {
            "overdue": letter.overdue,
            "credit": letter.credit,
            "interest": letter.interest,
            "fee": letter.fee,
            "items": tuple(each.item.invoice.invoice for each in letter.items),
        }
        rules.append(letter.step.rule)
    return _Found(_decided(rules, Decimal(0) if letter is None else letter.asked, figures), run.problems)


def _provision(policy: Policy, book: Book, day: date, customer: str) -> _Found:
    run = provide(policy, book, day)
    chosen = tuple(each for each in run.customers if customer in {"", each.aged.subject})
    figures: dict[str, Arg | None] = {column: run.column(column, chosen) for column in run.rule.columns}
    figures |= dict(_of_history(run))
    by = [each for each in run.entries if any(one.by is each for one in chosen)]
    total: Decimal | None = Decimal(0)
    for each in chosen:
        total = None if total is None or each.total is None else total + each.total
    missing = tuple(
        dict.fromkeys(
            f"provision.{column}" for each in chosen for column, amount in each.amounts.items() if amount is None
        )
    )
    rules = [
        rule for each in by for rule in ([each.rule] if each.flow_rate is None else [each.rule, each.flow_rate.rule])
    ]
    return _Found(_decided(rules, total, figures, missing), run.problems)


def _of_history(run: ProvisionRun) -> Iterator[tuple[str, Arg | None]]:
    """The rates between buckets and the loss rates, of the first entry that has any."""
    for flows in list(run.flows.values())[:1]:
        for flow in flows.flows:
            yield f"rate.{flow.bucket}", flow.rate
        for bucket, loss in flows.losses.items():
            yield f"loss.{bucket}", loss


def _nothing(run: AgeingRun) -> _Found:
    return _Found(_decided(run.collections.rule, None, {}, ("account",)), run.problems)


def _decided(
    rules: Rule | list[Rule],
    amount: Decimal | None,
    figures: Mapping[str, Arg | None],
    missing: tuple[str, ...] = (),
) -> Decision:
    values = tuple((name, "" if value is None else value) for name, value in figures.items())
    behind = rules if isinstance(rules, list) else [rules]
    reasons = tuple(Reason("collecting", each) for each in behind)
    outcome = Outcome.UNDETERMINED if missing else Outcome.GRANTED
    return Decision(outcome, "DK003" if missing else "", amount, values, reasons, missing=missing)


_PARTS: Mapping[str, Callable[[Policy, Book, date, str], _Found]] = {
    "ageing": _ageing,
    "dso": _dso,
    "turnover": _turnover,
    "dunning": _dunning,
    "provision": _provision,
}
