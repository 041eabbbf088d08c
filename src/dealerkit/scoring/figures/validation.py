"""What can be known to be wrong with figures before any row exists: what a growth says it is measured against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, nearest, problem
from dealerkit.scoring.figures.figure import PERIOD_ON_PERIOD, YEAR_ON_YEAR, Reckoned
from dealerkit.scoring.figures.needs import needed
from dealerkit.scoring.section import figures_of
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.periods import Months

_SAID = {"同比": YEAR_ON_YEAR, "环比": PERIOD_ON_PERIOD}
"""Words of titles that promise a comparison: handbooks use them for one another."""
_MONTHS = {Unit.MONTHS: 1, Unit.QUARTERS: 3, Unit.YEARS: 12}
_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}
_A_YEAR = (12, 0)

_Length = tuple[int, int]
"""Months, and days."""


def check(policy: Policy) -> Iterator[Problem]:
    """DK708: a base that is no figure, or is not what the figure says it is compared with."""
    figures = figures_of(policy)
    for each in figures.values():
        figure = each.figure
        base = figures.get(figure.base or "")
        if figure.base is not None and base is None:
            close = nearest(figure.base, figures)
            yield _unclear(each, unknown=figure.base, close=close)
        elif base is not None and figure.compared is not None:
            yield from _is_what_it_says(each, base, figures)
        elif base is not None and figure.compared is None and base.rows is not None:
            yield _unclear(each, Severity.WARNING, unsaid=base.id)
        for word, meaning in _SAID.items():
            if word in each.title and each.formula is not None and figure.compared != meaning:
                yield _unclear(each, Severity.WARNING, word=word, meaning=meaning)


def _is_what_it_says(each: Reckoned, base: Reckoned, figures: Mapping[str, Reckoned]) -> Iterator[Problem]:
    others = (figures[name] for name in needed(each.figure) if name in figures and name != base.id)
    for other in others:
        if other.rows is None or base.rows is None:
            continue
        wanted = _A_YEAR if each.figure.compared == YEAR_ON_YEAR else _length_of_the_window(other)
        apart = _apart(other, base)
        if other.figure.over != base.figure.over or wanted is None or apart != wanted:
            yield _unclear(each, base=base.id, compared=each.figure.compared or "", shift=_said(wanted))


def _apart(other: Reckoned, base: Reckoned) -> _Length:
    (months, days), (more_months, more_days) = _length(other.figure.back), _length(base.figure.back)
    return more_months - months, more_days - days


def _length(duration: Duration | None) -> _Length:
    if duration is None:
        return 0, 0
    months = _MONTHS.get(duration.unit)
    return (months * duration.count, 0) if months else (0, duration.count * _DAYS[duration.unit])


def _length_of_the_window(figure: Reckoned) -> _Length | None:
    over = figure.figure.over
    if isinstance(over.period, Months):
        return over.period.length.value, 0
    return _length(over.duration) if over.duration is not None else None


def _said(length: _Length | None) -> str:
    if length is None:
        return ""
    months, days = length
    return f"{months} months" if months else f"{days} days"


def _unclear(  # noqa: PLR0913  # one for each part of the message
    each: Reckoned,
    severity: Severity = Severity.ERROR,
    *,
    unknown: str = "",
    close: str = "",
    unsaid: str = "",
    base: str = "",
    compared: str = "",
    shift: str = "",
    word: str = "",
    meaning: str = "",
) -> Problem:
    return problem(
        "DK708",
        each.rule.at,
        address=each.rule.address,
        severity=severity,
        figure=each.id,
        unknown=unknown,
        nearest=close,
        unsaid=unsaid,
        base=base,
        compared=compared,
        shift=shift,
        word=word,
        meaning=meaning,
    )
