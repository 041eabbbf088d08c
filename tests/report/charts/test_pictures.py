"""Charts as SVG and PNG: the same bytes every time, and text that stays text."""

from __future__ import annotations

import re
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

from dealerkit.report.charts import Axis, Bar, Bars, Chart, plot
from tests.report.charts import samples

pytest.importorskip("matplotlib", reason="charts as pictures need the extra `plot`")

SVG = "{http://www.w3.org/2000/svg}"
every_chart = pytest.mark.parametrize("chart", samples.EVERY, ids=lambda chart: chart.name)


def texts(chart: Chart) -> list[str]:
    root = ET.fromstring(plot.drawn(chart, "svg"))  # noqa: S314 - our own
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


@every_chart
class TestEveryChart:
    def test_an_svg_has_the_same_bytes_again_and_says_no_date_or_version(self, chart: Chart):
        drawn = plot.drawn(chart, "svg")
        assert drawn == plot.drawn(chart, "svg")
        assert b"dc:date" not in drawn
        assert b"Matplotlib" not in drawn

    def test_a_png_has_the_same_bytes_again(self, chart: Chart, monkeypatch: pytest.MonkeyPatch):
        drawn = plot.drawn(chart, "png")
        assert drawn.startswith(b"\x89PNG")
        assert drawn == plot.drawn(chart, "png")

    def test_the_title_is_text_in_an_svg(self, chart: Chart):
        assert chart.title in texts(chart)


class TestSvg:
    def test_it_does_not_depend_on_the_fonts_of_the_machine(self, monkeypatch: pytest.MonkeyPatch):
        here = plot.drawn(samples.PAYOUT, "svg")
        monkeypatch.setattr(plot, "_painted_font", lambda: "No Such Font")
        assert plot.drawn(samples.PAYOUT, "svg") == here

    def test_words_are_written_in_fonts_that_a_chinese_reader_has(self):
        drawn = plot.drawn(samples.COSTS, "svg").decode()
        assert "80 万起 2.5%" in drawn
        families = re.findall(r"font-family: ([^;]*);", drawn)
        assert families
        assert all("'Microsoft YaHei'" in each and each.endswith("sans-serif") for each in families)

    def test_bars_carry_their_exact_figures(self):
        assert {"20,000.00", "40,000.00", "0.00", "?"} <= set(texts(samples.COSTS))
        assert "budget 30,000.00" in texts(samples.COSTS)

    def test_a_dollar_sign_is_a_dollar_sign(self):
        chart = Bars(name="x", title="$a_1$ & <b>", axis=Axis(""), bars=(Bar("$x$", samples.COSTS.bars[0].value),))
        assert {"$a_1$ & <b>", "$x$"} <= set(texts(chart))

    def test_a_change_in_the_figures_changes_the_picture(self):
        assert plot.drawn(samples.PAYOUT, "svg") != plot.drawn(samples.SWEPT, "svg")

    def test_settings_of_a_user_for_his_own_pictures_change_nothing(self):
        import matplotlib as mpl

        here = plot.drawn(samples.SWEPT, "svg")
        with mpl.rc_context({"font.size": 30, "axes.grid": True}):
            assert plot.drawn(samples.SWEPT, "svg") == here
            assert mpl.rcParams["font.size"] == 30


class TestFonts:
    def test_without_a_font_chinese_cannot_be_painted(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(plot, "_painted_font", lambda: None)
        assert plot.lacks_font([samples.SWEPT, samples.PAYOUT])
        assert not plot.lacks_font([samples.SWEPT])

    def test_with_one_it_can(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(plot, "_painted_font", lambda: "SimHei")
        assert not plot.lacks_font([samples.PAYOUT])


class TestImport:
    def test_charts_as_text_load_no_matplotlib(self):
        program = (
            "import sys, dealerkit.report.charts.plot as plot\n"
            "from tests.report.charts import samples\n"
            "assert all(each.lines() for each in samples.EVERY)\n"
            "assert 'matplotlib' not in sys.modules and 'numpy' not in sys.modules\n"
        )
        ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr
