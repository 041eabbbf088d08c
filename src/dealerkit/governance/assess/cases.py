"""Test cases of ``governance.assess``: from tables, and ``dealer:``, to the three answers and the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from dealerkit.book.given import given_tables
from dealerkit.decisions import Decision, Outcome
from dealerkit.governance.assess.judging import UNDETERMINED, Assessed, AssessRun, assess
from dealerkit.governance.assess.reasons import reasons_of
from dealerkit.governance.section import assess_of
from dealerkit.governance.span import Span
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.problems import Arg

OWN = ("dealer",)
"""What a case gives beside tables: whom it asks about."""


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case; None, with the reason reported, if it cannot be read.

    The figures: ``verdict``, ``rule``, ``sales``, ``share``, of margin, loss, net and each method's estimate
    ``…_least`` and ``…_most``, the answers ``thin``, ``net_loss``, ``out_of_control``, ``notices``, ``done``,
    ``ignored``, ``debt``, ``debt_then_least``, ``debt_then_most``, ``treatment``, and of each input that has a range
    ``flip_thin_INPUT`` and ``flip_net_loss_INPUT``, where an answer changes; ``flip_beyond_…`` outside its range.
    """
    rules = assess_of(policy)
    given = given_tables(case, OWN, reading)
    if given is None or rules is None:
        return None
    dealer = given.word("dealer")
    run = assess(policy, rules, given.book, case.as_of, dealer)
    if not given.is_sound(reading):
        return None
    found = run.of(dealer)
    if found is None:
        return Decision(Outcome.REFUSED, "DK001", as_of=case.as_of, revision=policy.header.revision)
    return evolve(of_dealer(found, run), as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)


def of_dealer(found: Assessed, run: AssessRun) -> Decision:
    """One assessment as a decision: decided by the verdict and by what it read."""
    reasons = reasons_of(found, run)
    is_open = found.judged.verdict == UNDETERMINED
    decided = tuple(each for each in reasons if each.step != "assess-tried")
    return Decision(
        Outcome.UNDETERMINED if is_open else Outcome.GRANTED,
        "DK003" if is_open else "",
        values=tuple(_values(found)),
        reasons=decided,
        tried=tuple(each for each in reasons if each.step == "assess-tried"),
        missing=found.missing,
    )


def _values(found: Assessed) -> Iterator[tuple[str, Arg]]:
    balance, obeyed = found.balance, found.obeyed
    yield "verdict", found.judged.verdict
    yield "rule", "" if found.judged.rule is None else found.judged.rule.id
    yield "sales", balance.sales
    yield "share", "" if found.share is None else found.share
    yield "neighbours", len(found.neighbours)
    yield "gifts", found.gifts
    for name, span in (("margin", balance.margin), ("loss", balance.loss), ("net", balance.net)):
        yield from _span(name, span)
    for each in found.estimates:
        yield from _span(each.method.id, each.span)
    for name, said in (
        ("thin", balance.is_thin),
        ("net_loss", balance.is_net_loss),
        ("out_of_control", obeyed.is_out_of_control),
    ):
        yield name, "unknown" if said is None else "yes" if said else "no"
    yield "notices", len(obeyed.notices)
    yield "done", obeyed.done
    yield "late", obeyed.late
    yield "ignored", len(obeyed.ignored)
    if found.delay is not None:
        yield "debt_before", found.delay.before
        yield "debt", found.delay.now
        yield from _span("debt_then", found.delay.then)
        yield from _span("delay_net", found.delay.net)
    yield "treatment", "" if found.treatment is None else found.treatment.id
    for varied, _, _ in found.varied:
        for flip in varied.flips:
            where = "" if flip.is_within else "_beyond"
            yield f"flip{where}_{flip.answer}_{varied.name}", flip.value


def _span(name: str, span: Span | None) -> Iterator[tuple[str, Arg]]:
    if span is not None:
        yield f"{name}_least", span.least
        yield f"{name}_most", span.most
