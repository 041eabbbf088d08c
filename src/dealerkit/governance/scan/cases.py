"""Test cases of ``governance.scan``: from tables to what a scan says of one dealer, one signal, one alarm.

A case gives tables as a book holds them, and ``dealer:`` where it asks about one.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import evolve

from dealerkit.book.given import given_tables
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.governance.scan.run import evaluate
from dealerkit.governance.scan.scanning import Held, Raised, Scanned, ScanRun
from dealerkit.governance.scan.sign import Sign, State
from dealerkit.governance.scan.split import Split
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.problems import Arg
from dealerkit.values.exact import Number

OWN = ("dealer",)
"""What a case gives beside tables: whom it asks about."""


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case; None, with the reason reported, if it cannot be read.

    About a signal: ``state``, ``value``, ``confidence``, ``missing``, ``staff``, ``evidence``. About a verdict:
    ``state``, ``missing``. About an alarm: ``state``, ``share``, ``members``. About the whole scan: of one dealer
    ``rank``, ``share``, ``shown``, ``unknown``, ``verdicts``, ``proposed``, the split of his volume and, for each
    answer, its stage; of all dealers ``dealers`` in their order, ``alarms``, ``hhi``.
    """
    given = given_tables(case, OWN, reading)
    if given is None:
        return None
    run = evaluate(policy, given.book, case.as_of)
    if not given.is_sound(reading):
        return None
    dealer = given.word("dealer")
    found = _decided(run, case.of, dealer)
    if found is None:
        return Decision(Outcome.REFUSED, "DK001", as_of=case.as_of, revision=policy.header.revision)
    return evolve(found, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)


def _decided(run: ScanRun, of: str, dealer: str) -> Decision | None:
    alarm = next((each for each in run.alarms if each.alarm.rule.address == of), None)
    if alarm is not None:
        return _of_alarm(alarm)
    scanned = run.of(dealer) if dealer else None
    if scanned is None:
        return None if dealer else _of_all(run)
    sign = next((each for each in scanned.signs if each.signal.rule.address == of), None)
    if sign is not None:
        return of_sign(sign)
    held = next((each for each in scanned.held if each.verdict.rule.address == of), None)
    if held is not None:
        return _of_verdict(held, scanned)
    return of_dealer(scanned, run) if of == run.ground.scan.rule.address else None


def of_sign(sign: Sign) -> Decision:
    """One signal as a decision: granted where it can be told, and decided by the signal where it shows."""
    found = sign.found
    values: list[tuple[str, Arg]] = [
        ("state", found.state.value),
        ("confidence", found.confidence),
        ("staff", found.staff),
        ("evidence", found.evidence.count),
    ]
    if found.value is not None:
        values.insert(1, ("value", found.value))
    return _decision(found.state, tuple(values), (sign.reason,), found.missing)


def _of_verdict(held: Held, scanned: Scanned) -> Decision:
    reason = Reason("scan-verdict", held.verdict.rule, (("state", held.state.value), ("text", held.verdict.when.text)))
    values: tuple[tuple[str, Arg], ...] = (("state", held.state.value),)
    signs = tuple(each.reason for each in scanned.shown if f"signal.{each.signal.id}" in held.verdict.when.reads)
    return _decision(held.state, values, (reason, *signs), held.missing)


def _of_alarm(found: Raised) -> Decision:
    share: Arg = "" if found.share is None else found.share
    args: tuple[tuple[str, Arg], ...] = (
        ("state", found.state.value),
        ("share", share),
        ("members", found.members),
        ("top", found.alarm.top),
        ("bound", found.alarm.at),
    )
    return _decision(found.state, args[:3], (Reason("scan-alarm", found.alarm.rule, args),), found.missing)


def of_dealer(scanned: Scanned, run: ScanRun) -> Decision:
    """One dealer's whole scan as a decision: decided by the signals and verdicts that show."""
    standing = scanned.standing
    stages: Iterable[tuple[str, Arg]] = ((each.answer, each.stage.value) for each in scanned.proposals)
    values: tuple[tuple[str, Arg], ...] = (
        ("rank", standing.rank),
        ("amount", standing.amount),
        ("share", "" if standing.share is None else standing.share),
        ("shown", tuple(each.signal.id for each in scanned.shown)),
        ("unknown", tuple(each.signal.id for each in scanned.unknown)),
        ("verdicts", tuple(each.id for each in scanned.verdicts)),
        ("proposed", tuple(each.answer for each in scanned.proposals)),
        *_of_split(scanned.split),
        *stages,
    )
    verdicts = tuple(
        Reason("scan-verdict", each.rule, (("state", State.SHOWN.value), ("text", each.when.text)))
        for each in scanned.verdicts
    )
    quiet = tuple(each.reason for each in scanned.signs if each.state is not State.SHOWN)
    given = {each.answer: run.ground.scan.answer(each.answer) for each in scanned.proposals}
    answers = tuple(
        Reason("scan-answer", known.rule, (("answer", id), ("stage", stage.stage.value), ("after", stage.after)))
        for stage in scanned.proposals
        for id, known in [(stage.answer, given[stage.answer])]
        if known is not None
    )
    reasons = (*(each.reason for each in scanned.shown), *verdicts, *answers)
    return Decision(Outcome.GRANTED, values=values, reasons=reasons, tried=quiet)


def _of_all(run: ScanRun) -> Decision:
    alarms = tuple(each.alarm.id for each in run.alarms if each.state is State.SHOWN)
    values: tuple[tuple[str, Arg], ...] = (
        ("dealers", tuple(each.dealer for each in run.dealers)),
        ("alarms", alarms),
        ("hhi", "" if run.spread is None else run.spread.hhi),
    )
    reasons = tuple(reason for each in run.alarms if each.state is State.SHOWN for reason in _of_alarm(each).reasons)
    return Decision(Outcome.GRANTED, values=values, reasons=reasons)


def _decision(
    state: State, values: tuple[tuple[str, Arg], ...], reasons: tuple[Reason, ...], missing: tuple[str, ...]
) -> Decision:
    if state is State.UNKNOWN:
        return Decision(Outcome.UNDETERMINED, "DK003", values=values, tried=reasons, missing=missing)
    if state is State.QUIET:
        return Decision(Outcome.GRANTED, values=values, tried=reasons, missing=missing)
    return Decision(Outcome.GRANTED, values=values, reasons=reasons, missing=missing)


def _of_split(split: Split | None) -> tuple[tuple[str, Arg], ...]:
    if split is None:
        return ()
    known: tuple[tuple[str, Number | None], ...] = (
        ("bought", split.bought),
        ("sold", split.sold),
        ("opening", split.opening),
        ("closing", split.closing),
        ("unexplained_at_least", split.at_least),
        ("unexplained_at_most", split.at_most),
    )
    return tuple((name, value) for name, value in known if value is not None)
