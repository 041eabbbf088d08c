"""Small charts whose every bar can be counted, one of each kind."""

from __future__ import annotations

from decimal import Decimal

from dealerkit.report.charts import Axis, Bar, Bars, Bin, Chart, Grid, Histogram, Limit, Line, Lines
from dealerkit.report.tables import Kind

MONEY = Axis("CNY")
BASE = Axis("base", Kind.INTEGER)
RATE = Axis("rate", Kind.RATE)

COSTS = Bars(
    name="costs",
    title="Cost by scenario",
    axis=MONEY,
    bars=(
        Bar("as it is", Decimal(20_000)),
        Bar("80 万起 2.5%", Decimal(40_000)),
        Bar("nothing", Decimal(0)),
        Bar("not known", None),
    ),
    limits=(Limit("budget", Decimal(30_000)),),
)
PAYOUT = Lines(
    name="payout",
    title="季度坎级返利",
    x=BASE,
    y=MONEY,
    curves=(
        Line("before", ((Decimal(0), Decimal(0)), (Decimal(800), Decimal(8)), (Decimal(800), Decimal(16)))),
        Line("after", ((Decimal(0), Decimal(0)), (Decimal(800), Decimal(8)), (Decimal(800), Decimal(20)))),
    ),
)
SAMPLED = Histogram(
    name="sampled",
    title="Sampled cost",
    axis=BASE,
    counted="runs",
    bins=(
        Bin(Decimal(0), Decimal(10), 1),
        Bin(Decimal(10), Decimal(20), 4),
        Bin(Decimal(20), Decimal(30), 2),
    ),
    marks=(Limit("median", Decimal(10)), Limit("budget", Decimal(30))),
)
SWEPT = Lines(
    name="swept",
    title="Cost by rate",
    x=RATE,
    y=MONEY,
    curves=(Line("cost", ((Decimal("0.01"), Decimal(10)), (Decimal("0.02"), Decimal(20)))),),
    limits=(Limit("budget", Decimal(15)),),
)
MAP = Grid(
    name="map",
    title="Cost by rate and threshold",
    x="rate",
    y="threshold",
    value=MONEY,
    columns=("1%", "2.5%"),
    rows=("700,000", "800,000"),
    cells=((Decimal(10), Decimal(25)), (None, Decimal(20))),
)
EVERY: tuple[Chart, ...] = (COSTS, PAYOUT, SAMPLED, SWEPT, MAP)
