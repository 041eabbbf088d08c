"""Pictures of a simulation: what scenarios cost together, what a changed programme pays over its base."""

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
from dealerkit.whatif.engine.outcome import Totals

_COST = Words("Cost of all rebates, {currency}", "返利总成本（{currency}）")
_AS_IT_IS = Words("as it is", "现行")
_THEN = Words("then", "情景下")
BUDGET = Words("budget", "预算")
_PAYOUT = Words("{name}: what {programme} pays over its base", "{name}：{programme}按基数的返利额")


def cost_chart(kept: Sequence[Kept], baseline: Totals, budget: Decimal | None, currency: str, lang: Language) -> Bars:
    """A bar for each scenario below that of the policy as it is, and the budget across."""
    bars = (Bar(_AS_IT_IS.said_in(lang), baseline.cost), *(Bar(each.name, each.totals.cost) for each in kept))
    limits = () if budget is None else (Limit(BUDGET.said_in(lang), budget),)
    title = stated(_COST, lang, currency=currency)
    return Bars(name="simulation-cost", title=title, axis=Axis(currency, Kind.MONEY), bars=bars, limits=limits)


def payout_charts(
    policy: Policy, candidates: Sequence[Policy], kept: Kept, as_of: date, lang: Language
) -> Iterator[Lines]:
    """For each programme whose terms a scenario changes: what it pays, before and then."""
    before = programmes_of(policy)
    for place, candidate in enumerate(candidates):
        for id, after in programmes_of(candidate).items():
            known = before.get(id)
            if known is None or candidate is policy:
                continue
            chart = payout_chart(
                f"simulation-payout-{kept.id}-{id}{f'-{place + 1}' if len(candidates) > 1 else ''}",
                stated(_PAYOUT, lang, name=kept.name, programme=known.title or id),
                (
                    (_AS_IT_IS.said_in(lang), known, policy.parameters_at(as_of)),
                    (_THEN.said_in(lang), after, candidate.parameters_at(as_of)),
                ),
                policy.header.currency,
                lang,
            )
            if chart is not None and _differs(chart.curves):
                yield chart


def _differs(curves: Sequence[Line]) -> bool:
    return len({each.points for each in curves}) > 1
