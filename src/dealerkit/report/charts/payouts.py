"""What programmes pay over their base, as a chart: one line each, or one programme before and after a change."""

from __future__ import annotations

from collections.abc import Sequence

from dealerkit.rebates.payouts import PayoutLine, payout_line
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms.conditions import Facts
from dealerkit.report.charts.chart import Axis
from dealerkit.report.charts.lines import Line, Lines
from dealerkit.report.languages import Language, Words
from dealerkit.report.tables import Kind
from dealerkit.report.words import stated
from dealerkit.values.numbers import Number

_BASE = Words("base, {currency}", "基数（{currency}）")
_UNITS = Words("base, units", "基数（数量）")
_SHARE = Words("base, as a share of the baseline", "基数（占比较基数的比例）")
_PAID = Words("rebate, {currency}", "返利（{currency}）")
_PAID_SHARE = Words("rebate, as a share of the baseline", "返利（占比较基数的比例）")


def payout_chart(
    name: str, title: str, programmes: Sequence[tuple[str, Programme, Facts]], currency: str, lang: Language
) -> Lines | None:
    """One line for each programme with its label and the parameters of a day; all drawn equally far.

    None where any of them has no line of its own, or they do not share one axis (see ``payout_line``).
    """
    found = _lines(programmes, None)
    if found is None or len({(each.in_baselines, each.in_units) for each in found}) != 1:
        return None
    found = _lines(programmes, max(each.points[-1][0] for each in found))
    if found is None:
        return None
    one = found[0]
    shared = one.in_baselines
    along = _SHARE if shared else _UNITS if one.in_units else _BASE
    return Lines(
        name=name,
        title=title,
        x=Axis(stated(along, lang, currency=currency), Kind.RATE if shared else Kind.INTEGER),
        y=Axis(stated(_PAID_SHARE if shared else _PAID, lang, currency=currency), Kind.RATE if shared else Kind.MONEY),
        curves=tuple(Line(label, each.points) for (label, _, _), each in zip(programmes, found, strict=True)),
    )


def _lines(programmes: Sequence[tuple[str, Programme, Facts]], upto: Number | None) -> list[PayoutLine] | None:
    found = [payout_line(programme, parameters, upto) for _, programme, parameters in programmes]
    known = [each for each in found if each is not None]
    return known if known and len(known) == len(found) else None
