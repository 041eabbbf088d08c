"""Charts: exact figures as pictures; as bars of text everywhere, as SVG or PNG with the extra ``plot``.

A chart holds the exact figures and the words in one language. It is a block of a page, where it stands as bars of
text; ``plot`` draws it. Only there figures become pixels.
"""

from __future__ import annotations

from dealerkit.report.charts.bars import Bar, Bars, Limit
from dealerkit.report.charts.chart import Axis, Chart
from dealerkit.report.charts.grid import Grid
from dealerkit.report.charts.histogram import Bin, Histogram
from dealerkit.report.charts.lines import Line, Lines

__all__ = ["Axis", "Bar", "Bars", "Bin", "Chart", "Grid", "Histogram", "Limit", "Line", "Lines"]
