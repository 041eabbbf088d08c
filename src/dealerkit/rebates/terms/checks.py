"""What is wrong with the arithmetic a programme asks for: lines, increments, fixed sums, goods, guarantees.

The tuple at the end is the list of the checks; ``rebates.checks`` asks them with its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dealerkit.decisions import Rule
from dealerkit.problems import Problem, Related, Severity, problem
from dealerkit.rebates.clauses import Figure, plain
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.terms.scale import gives_sums
from dealerkit.values.numbers import Number


def _lines_have_two_ends(programme: Programme) -> Iterator[Problem]:
    """DK421: nothing to run straight to."""
    if programme.method == "linear" and len(programme.bands) == 1:
        yield _found("DK421", programme.rule)


def _increments_are_counted(programme: Programme) -> Iterator[Problem]:
    """DK422, DK423: increments of what is not counted, of nothing, or in some bands only."""
    bands = [band for band in programme.bands.values() if band.per is not None]
    if not bands:
        return
    if programme.kind not in {"per-unit", "goods"}:
        yield _found("DK422", bands[0].rule, given=f"kind {programme.kind}")
    elif programme.method == "linear":
        yield _found("DK422", bands[0].rule, given="method linear")
    elif len(bands) < len(programme.bands):
        yield _found("DK422", bands[0].rule, given="bands that have none")
    for band in bands:
        if plain(band.per) == 0:
            yield _found("DK423", band.rule)


def _fixed_sums_stand_beside(programme: Programme) -> Iterator[Problem]:
    """DK424: a fixed sum beside a sum, or money beside goods."""
    for band in programme.bands.values():
        if band.plus is not None and programme.kind not in {"percent", "per-unit"}:
            yield _found("DK424", band.rule, kind=programme.kind)


def _goods_are_named(programme: Programme) -> Iterator[Problem]:
    """DK425, DK426: goods of which nobody knows what they are, or that are paid in money."""
    is_goods = programme.kind == "goods"
    if is_goods and programme.goods is None:
        yield _found("DK425", programme.rule, missing="goods", kind="")
    if not is_goods and programme.goods is not None:
        yield _found("DK425", programme.goods.rule, missing="", kind=programme.kind)
    if is_goods and programme.settle.payout != "goods":
        yield _found("DK426", programme.settle.rule, payout=programme.settle.payout, kind="")
    if not is_goods and programme.settle.payout == "goods":
        yield _found("DK426", programme.settle.rule, payout="", kind=programme.kind)


def _goods_come_whole(programme: Programme) -> Iterator[Problem]:
    """DK427, DK428, DK430: methods, figures and roundings that give parts of a unit."""
    if programme.kind != "goods":
        return
    if programme.method == "linear":
        yield _found("DK427", programme.rule, method=programme.method, missing="")
    elif programme.method.startswith("excess") and gives_sums("goods", tuple(programme.bands.values())):
        yield _found("DK427", programme.rule, method=programme.method, missing="per")
    for rule, figure in _units(programme):
        number = plain(figure)
        if number is not None and number.as_integer_ratio()[1] != 1:
            yield _found("DK428", rule, value=number)
    own = programme.rounding
    if own is not None and own.rounding.to.as_integer_ratio()[1] != 1:
        yield _found("DK430", own.rule, step=own.rounding.to)


def _limits_leave_the_guarantee(programme: Programme) -> Iterator[Problem]:
    """DK429: a guarantee above the cap."""
    if programme.guarantee is None or programme.cap is None:
        return
    least, most = plain(programme.guarantee.payout), plain(programme.cap.payout)
    if least is not None and most is not None and least > most:
        related = (Related("cap", programme.cap.rule.at),)
        rule = programme.guarantee.rule
        yield problem("DK429", rule.at, address=rule.address, related=related, least=least, most=most)


CHECKS: tuple[Callable[[Programme], Iterator[Problem]], ...] = (
    _lines_have_two_ends,
    _increments_are_counted,
    _fixed_sums_stand_beside,
    _goods_are_named,
    _goods_come_whole,
    _limits_leave_the_guarantee,
)


def _units(programme: Programme) -> Iterator[tuple[Rule, Figure | None]]:
    """The figures that are units where goods are given."""
    for band in programme.bands.values():
        yield band.rule, band.pay
    for supplement in programme.supplements.values():
        yield supplement.rule, supplement.pay
    if programme.cap is not None:
        yield programme.cap.rule, programme.cap.payout
    if programme.minimum is not None:
        yield programme.minimum.rule, programme.minimum.payout
    if programme.guarantee is not None:
        yield programme.guarantee.rule, programme.guarantee.payout
    if programme.budget is not None:
        yield programme.budget.rule, programme.budget.amount


def _found(code: str, rule: Rule, **args: str | Number) -> Problem:
    return problem(code, rule.at, address=rule.address, severity=Severity.ERROR, related=(), **args)
