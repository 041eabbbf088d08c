"""Charts as SVG and PNG, drawn by matplotlib: the extra ``plot``, imported here and only here, when a chart is drawn.

The same chart gives the same bytes: no date, fixed ids, and a layout reckoned from the columns that words take, so
that it does not depend on the fonts of a machine. Text in an SVG stays text, shown in whatever font its reader has.
In a PNG it is painted, for which Chinese needs a font on this machine (``lacks_font``).
"""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, cast

from dealerkit.report.charts.bars import Bars, Limit
from dealerkit.report.charts.chart import Axis, Chart, label
from dealerkit.report.charts.grid import Grid
from dealerkit.report.charts.histogram import Histogram
from dealerkit.report.charts.lines import Lines
from dealerkit.report.diagnostics import display_width, printable
from dealerkit.report.tables import Kind
from dealerkit.values.numbers import Number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Picture = Literal["svg", "png"]
PICTURES: tuple[Picture, ...] = ("svg", "png")

FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "Droid Sans Fallback",
    "Arial Unicode MS",
)
"""Fonts with Chinese characters, the better ones first."""

_LATIN = "DejaVu Sans"
"""It comes with matplotlib, so that every machine measures alike."""

# Ink, and colours that people with colour blindness tell apart (Okabe and Ito 2008).
_INK, _PALE = "#222222", "#cccccc"
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
_LIMIT = "#b00020"

_WIDTH, _DOTS = 8.0, 100
_LINE = 0.30
_COLUMN = 0.078
"""Inches: how wide a chart is, how high one line of it, how wide a column of text."""
_CJK = re.compile("[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")


def drawn(chart: Chart, form: Picture) -> bytes:
    """The picture of a chart. Without matplotlib there is a ``ModuleNotFoundError``."""
    import matplotlib as mpl

    with mpl.rc_context(), _unworried():
        # What a user has set for pictures of his own is not ours.
        mpl.rcdefaults()
        mpl.rcParams.update(cast("Any", _settings(form)))
        figure = _figure_of(chart)
        out = io.BytesIO()
        if form == "svg":
            figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None, "Title": chart.title})
            return _in_readers_font(out.getvalue())
        figure.savefig(out, format="png", dpi=_DOTS, metadata={"Software": None, "Title": chart.title})
        return out.getvalue()


def lacks_font(charts: Sequence[Chart]) -> bool:
    """Whether charts hold Chinese and this machine has no font to paint it with."""
    return any(_CJK.search(line) for each in charts for line in (each.title, *each.lines())) and _painted_font() is None


def _painted_font() -> str | None:
    with _unworried():
        from matplotlib.font_manager import fontManager

    there = set(fontManager.get_font_names())
    return next((each for each in FONTS if each in there), None)


def _settings(form: Picture) -> Mapping[str, object]:
    found = _painted_font() if form == "png" else None
    return {
        "font.family": [_LATIN, *([found] if found else [])],
        "font.size": 10,
        "svg.fonttype": "none",
        "svg.hashsalt": "dealerkit",
        "text.color": _INK,
        "axes.edgecolor": _PALE,
        "axes.labelcolor": _INK,
        "xtick.color": _INK,
        "ytick.color": _INK,
        "axes.unicode_minus": False,
        "text.parse_math": False,
        "text.usetex": False,
        "savefig.bbox": None,
        "path.simplify": False,
    }


@contextmanager
def _unworried() -> Iterator[None]:
    """An SVG leaves characters to its reader's fonts; what ours lack, and what is said of fonts, matters to nobody."""
    log = logging.getLogger("matplotlib")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from", category=UserWarning)
            yield
    finally:
        log.setLevel(before)


def _in_readers_font(svg: bytes) -> bytes:
    families = ", ".join(f"'{each}'" for each in (_LATIN, *FONTS))
    return svg.decode().replace(f"'{_LATIN}'", f"{families}, sans-serif").encode()


def _figure_of(chart: Chart) -> Figure:
    if isinstance(chart, Bars):
        return _bars(chart)
    if isinstance(chart, Lines):
        return _lines(chart)
    if isinstance(chart, Histogram):
        return _histogram(chart)
    if isinstance(chart, Grid):
        return _grid(chart)
    raise TypeError(f"no drawing for {type(chart).__name__}")


def _bars(chart: Bars) -> Figure:
    names = [label(each.label) for each in chart.bars]
    values = [float(each.value or 0) for each in chart.bars]
    said = ["?" if each.value is None else chart.axis.said(each.value) for each in chart.bars]
    figure, axes = _framed(chart.title, names, rows=len(names), legend=bool(chart.limits))
    places = list(range(len(names)))
    colours = ["#8a8a8a" if bar.is_pale else _COLOURS[value < 0] for bar, value in zip(chart.bars, values, strict=True)]
    axes.barh(places, values, color=colours, height=0.62)
    lowest, highest = min([0.0, *values]), max([0.0, *values, *(float(each.value) for each in chart.limits)])
    span = (highest - lowest) or 1.0
    # Room for the figures behind the bars, as a share of what the axes are wide.
    share = min(max(map(display_width, said), default=0) * _COLUMN / (axes.get_position().width * _WIDTH) * 1.15, 0.4)
    room = span * share / (1 - share)
    axes.set_xlim(lowest - (room * 1.3 if lowest < 0 else 0.0), highest + room)
    for place, value, words in zip(places, values, said, strict=True):
        end, way = (value, "left") if value >= 0 else (value, "right")
        axes.annotate(
            words,
            (end, place),
            xytext=(5 if value >= 0 else -5, 0),
            textcoords="offset points",
            va="center",
            ha=way,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.0},
        )
    for each, colour in zip(chart.limits, (_LIMIT, *_COLOURS[1:]), strict=False):
        axes.axvline(float(each.value), color=colour, linestyle="--", linewidth=1.2, label=_limit(each, chart.axis))
    axes.set_yticks(places, names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    _ticks(axes, chart.axis, "x")
    axes.set_xlabel(chart.axis.words)
    if chart.limits:
        _legend(figure, axes)
    return figure


def _lines(chart: Lines) -> Figure:
    figure, axes = _framed(chart.title, _widest(chart.y, [y for each in chart.curves for _, y in each.points]))
    for place, each in enumerate(chart.curves):
        xs, ys = [float(x) for x, _ in each.points], [float(y) for _, y in each.points]
        dash = "-" if place or len(chart.curves) == 1 else (0, (5, 2))
        colour = _COLOURS[place % len(_COLOURS)] if place or len(chart.curves) == 1 else "#777777"
        axes.plot(xs, ys, color=colour, linestyle=dash, linewidth=1.8, label=printable(each.label))
    for limit in chart.limits:
        axes.axhline(float(limit.value), color=_LIMIT, linestyle="--", linewidth=1.2, label=_limit(limit, chart.y))
    _ticks(axes, chart.x, "x")
    _ticks(axes, chart.y, "y")
    axes.margins(x=0.01)
    if min(axes.get_ylim()) > 0 and chart.y.kind is not Kind.RATE:
        axes.set_ylim(bottom=None)
    axes.grid(color="#eeeeee", linewidth=0.8)
    axes.set_xlabel(chart.x.words)
    axes.set_ylabel(chart.y.words)
    _legend(figure, axes)
    return figure


def _histogram(chart: Histogram) -> Figure:
    from matplotlib.ticker import MaxNLocator

    figure, axes = _framed(chart.title, [f"{max((each.count for each in chart.bins), default=0):,}"])
    starts = [float(each.start) for each in chart.bins]
    widths = [float(Fraction(each.end) - Fraction(each.start)) for each in chart.bins]
    axes.bar(starts, [each.count for each in chart.bins], widths, align="edge", color=_COLOURS[0], edgecolor="white")
    for each, colour in zip(chart.marks, (_INK, _COLOURS[1], _COLOURS[2], _COLOURS[3], _LIMIT), strict=False):
        axes.axvline(float(each.value), color=colour, linestyle="--", linewidth=1.4, label=_limit(each, chart.axis))
    _ticks(axes, chart.axis, "x")
    axes.yaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.set_xlabel(chart.axis.words)
    axes.set_ylabel(chart.counted)
    if chart.marks:
        _legend(figure, axes)
    return figure


def _grid(chart: Grid) -> Figure:
    sides = [printable(each) for each in chart.rows]
    figure, axes = _framed(chart.title, sides, rows=len(sides) + 1)
    numbers = [[float("nan") if cell is None else float(cell) for cell in row] for row in chart.cells]
    axes.pcolormesh(numbers, cmap="YlOrBr", edgecolors="white", linewidth=1.0)
    known = [each for row in numbers for each in row if each == each]  # noqa: PLR0124 - not a number is not itself
    middle = (min(known) + 2 * max(known)) / 3 if known else 0.0
    for down, row in enumerate(chart.cells):
        for across, cell in enumerate(row):
            words = "?" if cell is None else _short(cell, chart.value)
            ink = "white" if cell is not None and float(cell) > middle else _INK
            axes.text(across + 0.5, down + 0.5, words, ha="center", va="center", color=ink, fontsize=8)
    axes.set_xticks([place + 0.5 for place in range(len(chart.columns))], [printable(each) for each in chart.columns])
    axes.set_yticks([place + 0.5 for place in range(len(sides))], sides)
    axes.invert_yaxis()
    axes.tick_params(length=0)
    axes.set_xlabel(f"→ {printable(chart.x)}")
    # Addresses are long: what goes down stands above, on the line of a legend, and not on its side.
    height = figure.get_figheight()
    figure.text(0.2 / _WIDTH, 1 - 0.62 / height, f"↓ {printable(chart.y)}", fontsize=9, ha="left", va="center")
    return figure


def _short(number: Number, axis: Axis) -> str:
    """A figure that fits a cell: money without its cents."""
    return axis.said(number) if axis.kind is Kind.RATE else f"{round(number):,}"


def _framed(title: str, side: Sequence[str], rows: int = 12, *, legend: bool = True) -> tuple[Figure, Axes]:
    """A figure and its axes, with room for the words at their side, reckoned by columns."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    columns = max((display_width(each) for each in side), default=0)
    margin = 0.55 + columns * _COLUMN
    above, below = 0.55 + (_LINE if legend else 0.0), 0.65
    height = above + below + max(rows, 2) * _LINE
    figure = Figure(figsize=(_WIDTH, height))
    FigureCanvasAgg(figure)
    axes = figure.add_axes((margin / _WIDTH, below / height, 1 - (margin + 0.3) / _WIDTH, 1 - (above + below) / height))
    figure.text(0.2 / _WIDTH, 1 - 0.3 / height, printable(title), fontsize=12, ha="left", va="center")
    for edge in ("top", "right"):
        axes.spines[edge].set_visible(False)
    return figure, axes


def _legend(figure: Figure, axes: Axes) -> None:
    """What the lines are, in one row between the title and the picture."""
    handles, words = axes.get_legend_handles_labels()
    height = figure.get_figheight()
    figure.legend(
        handles,
        words,
        loc="center left",
        bbox_to_anchor=(0.12 / _WIDTH, 1 - 0.62 / height),
        ncols=max(len(words), 1),
        frameon=False,
        fontsize=9,
        borderpad=0,
        columnspacing=1.6,
    )


def _ticks(axes: Axes, axis: Axis, which: Literal["x", "y"]) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    side = axes.xaxis if which == "x" else axes.yaxis
    side.set_major_locator(MaxNLocator(6))
    side.set_major_formatter(FuncFormatter(lambda value, _: _tick(value, axis)))


def _tick(value: float, axis: Axis) -> str:
    if axis.kind is Kind.RATE:
        return f"{value * 100:.6g}%"
    return f"{value:,.0f}" if value == round(value) else f"{value:,.6g}"


def _widest(axis: Axis, values: Sequence[Number]) -> list[str]:
    """How wide the ticks of an axis can become."""
    return [_tick(float(each) * 1.2, axis) for each in (min(values, default=0), max(values, default=0))]


def _limit(limit: Limit, axis: Axis) -> str:
    return f"{printable(limit.words)} {axis.said(limit.value)}"
