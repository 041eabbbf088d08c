"""Pictures of a simulation: what scenarios cost, who wins and loses, what a changed programme pays over its base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from dealerkit.policy.policy import Policy
from dealerkit.rebates.programme import programmes_of
from dealerkit.report.charts import Axis, Bar, Bars, Limit, Line
from dealerkit.report.charts.lines import Lines
from dealerkit.report.charts.payouts import payout_chart
from dealerkit.report.languages import Language, Words
from dealerkit.report.simulations_kept import Kept
from dealerkit.report.tables import Kind
from dealerkit.report.words import stated
from dealerkit.values.ranges import ALWAYS, DateRange
from dealerkit.whatif.engine.outcome import Totals
from dealerkit.whatif.scenarios.applying import Versions

_COST = Words("Cost of all rebates, {currency}", "返利总成本（{currency}）")
_AS_IT_IS = Words("as it is", "现行")
_THEN = Words("then", "情景下")
BUDGET = Words("budget", "预算")
_DEALERS = Words("{name}: who wins and who loses, {currency}", "{name}：受益与受损的经销商（{currency}）")
_PAYOUT_DATED = Words(
    "{name}: what {programme} pays over its base in periods that end in {days}",
    "{name}：期末日在 {days} 内，{programme}按基数的返利额",
)
_PAYOUT = Words("{name}: what {programme} pays over its base", "{name}：{programme}按基数的返利额")


def cost_chart(kept: Sequence[Kept], baseline: Totals, budget: Decimal | None, currency: str, lang: Language) -> Bars:
    """A bar for each scenario below that of the policy as it is, and the budget across."""
    as_it_is = Bar(_AS_IT_IS.said_in(lang), baseline.cost, is_pale=True)
    bars = (as_it_is, *(Bar(each.name, each.totals.cost) for each in kept))
    limits = () if budget is None else (Limit(BUDGET.said_in(lang), budget),)
    title = stated(_COST, lang, currency=currency)
    return Bars(name="simulation-cost", title=title, axis=Axis(currency, Kind.MONEY), bars=bars, limits=limits)


def dealers_chart(kept: Kept, most: int, currency: str, lang: Language) -> Bars | None:
    """What a scenario brings each dealer, the ``most`` who win and lose most; None where nobody does."""
    shown = (*kept.winners[:most], *kept.losers[:most][::-1])
    if not shown:
        return None
    return Bars(
        name=f"simulation-dealers-{kept.id}",
        title=stated(_DEALERS, lang, name=kept.name, currency=currency),
        axis=Axis(currency, Kind.MONEY),
        bars=tuple(Bar(f"{each.payee} {each.payee_name}".rstrip(), each.difference) for each in shown),
    )


def payout_charts(policy: Policy, versions: Versions, kept: Kept, as_of: date, lang: Language) -> Iterator[Lines]:
    """For each programme whose terms a scenario changes: what it pays, before and then; dated values by their days."""
    before = programmes_of(policy)
    for part in versions.parts:
        is_dated = part.days != ALWAYS
        for id, after in programmes_of(part.policy).items():
            known = before.get(id)
            if known is None or part.policy is policy:
                continue
            chart = payout_chart(
                f"simulation-payout-{kept.id}-{id}{_suffix(part.days) if is_dated else ''}",
                stated(
                    _PAYOUT_DATED if is_dated else _PAYOUT,
                    lang,
                    name=kept.name,
                    programme=known.title or id,
                    days=part.days,
                ),
                (
                    (_AS_IT_IS.said_in(lang), known, policy.parameters_at(as_of)),
                    (_THEN.said_in(lang), after, part.policy.parameters_at(as_of)),
                ),
                policy.header.currency,
                lang,
            )
            if chart is not None and _differs(chart.curves):
                yield chart


def _suffix(days: DateRange) -> str:
    """The days as part of a file's name."""
    if days.start is not None:
        return f"-from-{days.start}"
    return f"-until-{days.end}"


def _differs(curves: Sequence[Line]) -> bool:
    return len({each.points for each in curves}) > 1
