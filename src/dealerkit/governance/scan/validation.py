"""What can be known to be wrong with ``governance.scan`` before there is any dealer."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.governance.scan.signal import Answer, Scan, Signal
from dealerkit.governance.section import scan_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, nearest, problem
from dealerkit.values.durations import Duration, Unit

_COUNTABLE = frozenset({Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.QUARTERS, Unit.YEARS})


def check(policy: Policy) -> Iterator[Problem]:
    """Everything wrong with the room.

    DK870 a length of time that is no whole days or months; DK871 an answer nobody describes, or that follows itself;
    DK872 a price signal with a sanction; DK873 a scan that looks for nothing; DK874 a larger top that is an alarm
    earlier than a smaller one; DK876 an excuse for a signal that is not there.
    """
    scan = scan_of(policy)
    if scan is None:
        return
    yield from _lengths(scan)
    yield from _answers(scan)
    yield from _excuses(scan)
    yield from _sanctions(scan)
    if not scan.signals and not scan.concentration:
        yield problem("DK873", scan.rule.at, address=scan.rule.address)
    yield from _alarms(scan)


def _lengths(scan: Scan) -> Iterator[Problem]:
    if scan.window.unit not in _COUNTABLE or not scan.window.count:
        yield _length(scan.window, scan.rule.at, f"{scan.rule.address}.window", "window")
    if scan.fresh.unit not in _COUNTABLE:
        yield _length(scan.fresh, scan.rule.at, f"{scan.rule.address}.fresh", "fresh")
    for signal in (scan.signals or {}).values():
        method = getattr(signal, signal.method)
        for key in ("fresh", "pace"):
            length = getattr(method, key, None)
            if isinstance(length, Duration) and length.unit not in _COUNTABLE:
                yield _length(length, signal.rule.at, f"{signal.rule.address}.{signal.method}.{key}", key)


def _length(length: Duration, at: object, address: str, key: str) -> Problem:
    return problem("DK870", at, address=address, key=key, length=str(length))  # type: ignore[arg-type]


def _answers(scan: Scan) -> Iterator[Problem]:
    if scan.answers is None:
        return
    known = tuple(scan.answers)
    asked = [(each.rule, answer) for each in (scan.signals or {}).values() for answer in each.answers]
    asked += [(each.rule, answer) for each in (scan.verdicts or {}).values() for answer in each.answers]
    asked += [(each.rule, each.after) for each in scan.answers.values() if each.after is not None]
    for rule, answer in asked:
        if answer not in scan.answers:
            close = nearest(answer, known)
            yield problem("DK871", rule.at, address=rule.address, answer=answer, nearest=close, known=known, circle=())
    for each in scan.answers.values():
        circle = _circle(scan, each)
        if circle and min(circle) == each.id:
            yield problem(
                "DK871", each.rule.at, address=each.rule.address, answer="", nearest="", known=(), circle=circle
            )


def _excuses(scan: Scan) -> Iterator[Problem]:
    known = tuple(scan.signals or ())
    for each in (scan.signals or {}).values():
        for excused in each.pushed.excuses if each.pushed is not None else ():
            if excused not in known:
                close = nearest(excused, known)
                yield problem(
                    "DK876", each.rule.at, address=each.rule.address, signal=excused, nearest=close, known=known
                )


def _circle(scan: Scan, start: Answer) -> tuple[str, ...]:
    """The answers that lead from one back to itself through what must come before; nothing where none do."""
    path = [start.id]
    current = start.after
    while current is not None and current not in path:
        path.append(current)
        known = scan.answer(current)
        current = known.after if known is not None else None
    return tuple(path) if current == start.id else ()


def _sanctions(scan: Scan) -> Iterator[Problem]:
    """Resale price maintenance is restricted by competition law: record such reports, do not punish them."""
    for each in (scan.signals or {}).values():
        taken = _taken(scan, each.answers)
        if _is_about_prices(each) and taken:
            yield _punished(each.rule.at, each.rule.address, each.id, taken)
    for verdict in (scan.verdicts or {}).values():
        about = [each.id for each in (scan.signals or {}).values() if _is_about_prices(each)]
        read = [id for id in about if f"signal.{id}" in verdict.when.reads]
        taken = _taken(scan, verdict.answers)
        if read and taken:
            yield _punished(verdict.rule.at, verdict.rule.address, read[0], taken)


def _is_about_prices(signal: Signal) -> bool:
    return signal.price_reports is not None


def _taken(scan: Scan, answers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in answers if (known := scan.answer(each)) is not None and known.sanction)


def _punished(at: object, address: str, signal: str, answers: tuple[str, ...]) -> Problem:
    return problem(
        "DK872",
        at,  # type: ignore[arg-type]
        address=address,
        severity=Severity.WARNING,
        signal=signal,
        answers=answers,
    )


def _alarms(scan: Scan) -> Iterator[Problem]:
    """An alarm for more dealers at no higher a share than one for fewer makes the one for fewer needless."""
    alarms = tuple((scan.concentration or {}).values())
    for each in alarms:
        for other in alarms:
            if other.top > each.top and other.at <= each.at:
                yield problem(
                    "DK874",
                    each.rule.at,
                    address=each.rule.address,
                    severity=Severity.WARNING,
                    alarm=each.id,
                    top=each.top,
                    other=other.id,
                    more=other.top,
                    share=other.at,
                )
