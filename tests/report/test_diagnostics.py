from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth

import dealerkit
from dealerkit.problems import DealerkitError, Location, Problem, Related, Severity, problem
from dealerkit.report.diagnostics import SNIPPET_WIDTH, diagnostic, diagnostics, printable


def shown(line: str, column: int, length: int = 1) -> list[str]:
    """The lines of a snippet: the source as shown, and the carets."""
    found = Problem("DK130", Location("p.yaml", 1, column, length), (("key", "x"), ("nearest", ""), ("allowed", "")))
    text = diagnostic(found, {"p.yaml": line}, "en").splitlines()
    return text[1:3]


class TestText:
    def test_place_sentence_source_carets_and_help(self):
        source = "rebates:\n  volume:\n    bnds: [{at: 300_000}]\n"
        at = Location("p.yaml", 3, 5, 4)
        found = problem("DK130", at, key="bnds", nearest="bands", allowed=("bands", "cap"))
        assert diagnostic(found, {"p.yaml": source}, "en") == (
            "p.yaml:3:5: DK130 unknown key `bnds`\n"
            "  3 |     bnds: [{at: 300_000}]\n"
            "    |     ^^^^\n"
            "  help: did you mean `bands`? known here: bands, cap\n"
            "\n"
        )

    def test_the_same_in_chinese(self):
        at = Location("政策.yaml", 1, 1, 4)
        found = problem("DK130", at, key="坎级表", nearest="坎级", allowed=("坎级", "封顶"), severity=Severity.WARNING)
        assert diagnostic(found, {"政策.yaml": "坎级表: 1\n"}, "zh") == (
            "政策.yaml:1:1: 警告：DK130 未知的键 `坎级表`\n"
            "  1 | 坎级表: 1\n"
            "    | ^^^^^^^\n"
            "  帮助：是不是想写 `坎级`？此处可用：坎级、封顶\n"
            "\n"
        )

    def test_a_related_place_is_shown_with_its_own_line(self):
        source = "a: 1\nb: 2\na: 3\n"
        first = Related("first-defined", Location("p.yaml", 1, 1, 1))
        found = problem("DK113", Location("p.yaml", 3, 1, 1), key="a", related=[first])
        assert diagnostic(found, {"p.yaml": source}, "en") == (
            "p.yaml:3:1: DK113 `a` is written twice here\n"
            "  3 | a: 3\n"
            "    | ^\n"
            "  p.yaml:1:1: first defined here\n"
            "  1 | a: 1\n"
            "    | ^\n"
            "  help: keep one of the two: YAML would silently drop the first\n"
            "\n"
        )

    def test_without_the_source_only_the_sentence_is_shown(self):
        found = problem("DK103", Location("p.yaml", 1), shown_by="dealerkit init")
        assert diagnostic(found, {}, "en").splitlines()[0] == "p.yaml:1:1: DK103 this file is empty"
        assert len(diagnostic(found, {}, "en").splitlines()) == 2

    def test_without_a_place_it_begins_with_the_code(self):
        assert diagnostic(problem("DK103", None), {}, "en").startswith("DK103 this file is empty\n")

    def test_a_note_is_marked(self):
        found = problem("DK103", Location("p.yaml", 1), severity=Severity.NOTE)
        assert diagnostic(found, {}, "en").startswith("p.yaml:1:1: note: DK103 ")

    def test_a_line_beyond_the_file_shows_no_source(self):
        assert "|" not in diagnostic(problem("DK103", Location("p.yaml", 9)), {"p.yaml": "a: 1"}, "en")

    def test_several_problems_follow_each_other(self):
        found = [problem("DK103", Location("a.yaml", 1)), problem("DK103", Location("b.yaml", 1))]
        text = diagnostics(found, {}, "en")
        assert [line.split(":")[0] for line in text.splitlines() if "DK103" in line] == ["a.yaml", "b.yaml"]


class TestCarets:
    def test_they_stand_under_ascii(self):
        assert shown("key: value", 6, 5) == ["  1 | key: value", "    |      ^^^^^"]

    def test_they_are_two_columns_wide_under_chinese(self):
        assert shown("名称: 季度返利", 5, 4) == ["  1 | 名称: 季度返利", "    |       ^^^^^^^^"]

    def test_a_tab_becomes_the_spaces_up_to_its_stop(self):
        assert shown("\ta:\tb", 5, 1) == ["  1 |     a:  b", "    |         ^"]

    def test_a_combining_mark_takes_no_column(self):
        assert shown("e\u0301x", 3, 1) == ["  1 | e\u0301x", "    |  ^"]

    def test_at_least_one_caret_is_shown_behind_the_end(self):
        assert shown("key:", 5, 3) == ["  1 | key:", "    |     ^"]

    def test_they_stop_where_the_line_ends(self):
        assert shown("key: v", 6, 50)[1] == "    |      ^"

    def test_a_control_character_is_shown_as_its_code(self):
        assert shown("a\x1b[31mb", 7, 1) == ["  1 | a\\x1b[31mb", "    |          ^"]

    def test_a_mark_of_direction_is_shown_as_its_code(self):
        assert "\u202e" not in shown("a\u202eb", 3)[0]

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028"])
    def test_lines_end_where_yaml_ends_them(self, end: str):
        found = problem("DK103", Location("p.yaml", 2, 1, 1))
        assert "  2 | b" in diagnostic(found, {"p.yaml": f"a{end}b"}, "en")


class TestLongLines:
    def test_the_place_meant_is_shown_with_what_stands_around_it(self):
        line = "a" * 300 + "BAD" + "b" * 300
        source, carets = shown(line, 301, 3)
        start = carets.index("^")
        assert source[start : start + 3] == "BAD"
        assert carets.count("^") == 3
        assert source[6:].startswith("...a")
        assert source.endswith("b...")

    def test_a_long_line_of_chinese_keeps_the_carets_in_place(self):
        line = "返" * 200 + "错" + "利" * 200
        source, carets = shown(line, 201)
        before = source[: source.index("错")]
        assert wcswidth(before) == carets.index("^")
        assert carets.count("^") == 2

    def test_a_place_longer_than_the_window_is_cut(self):
        _, carets = shown("x" * 500, 1, 500)
        assert carets.count("^") <= SNIPPET_WIDTH

    @pytest.mark.parametrize("column", [1, 2, 40, 250, 499, 500, 501, 900])
    def test_it_is_never_wider_than_the_window(self, column: int):
        source, carets = shown("坎x" * 250, column, 7)
        assert wcswidth(source) <= SNIPPET_WIDTH + 6
        assert "^" in carets


anything = st.text(max_size=60)
wide = st.text(alphabet="ab \t坎级\u0301\u200d\x00\x1b\ufeff\U0001f600", max_size=400)


class TestAnything:
    @given(wide, st.integers(-3, 500), st.integers(-3, 500), anything, st.sampled_from(["en", "zh"]))
    def test_rendering_never_fails_and_every_line_fits(self, line: str, column: int, length: int, word: str, lang: str):
        found = problem("DK130", Location("p.yaml", 1, column, length), key=word, nearest=word, allowed=(word,))
        text = diagnostic(found, {"p.yaml": line}, "zh" if lang == "zh" else "en")
        for shown_line in text.splitlines():
            if shown_line.startswith("  1 | "):
                assert wcswidth(shown_line) <= SNIPPET_WIDTH + 6

    @given(anything)
    def test_printable_text_is_one_line_that_disturbs_nothing(self, text: str):
        assert len(printable(text).splitlines()) <= 1
        assert wcswidth(printable(text)) >= 0

    @given(st.text(alphabet="ab坎级\t ", min_size=1, max_size=60), st.data())
    def test_carets_stand_under_the_character_meant(self, line: str, data: st.DataObject):
        column = data.draw(st.integers(0, len(line) - 1))
        if not line.strip():
            return
        _, carets = shown(line + "x", column + 1)
        naive = 0
        for character in line[:column]:
            naive += {"\t": 4 - naive % 4, " ": 1, "a": 1, "b": 1}.get(character, 2)
        assert carets.index("^") - 6 == naive


class TestWorded:
    BOUND = problem("DK255", Location("s.yaml", 2, 3, 4), value="a.b", step="b", nearest="c", allowed=("c",))

    def test_a_problem_is_said_in_english_or_chinese(self):
        assert (
            dealerkit.worded(self.BOUND).splitlines()[0] == "s.yaml:2:3: DK255 `a.b` matches nothing: there is no `b`"
        )
        assert dealerkit.worded(self.BOUND, "zh").startswith("s.yaml:2:3: DK255 `a.b` 没有对应内容")

    def test_several_are_said_in_their_order_with_the_lines_that_are_meant(self):
        said = dealerkit.worded([self.BOUND, problem("DK103", None)], "en", {"s.yaml": "x:\n  a.b: 1\n"})
        assert "  2 |   a.b: 1\n    |   ^^^^\n" in said
        assert said.index("DK255") < said.index("DK103")
        assert not said.endswith("\n")

    def test_nothing_wrong_is_no_words(self):
        assert dealerkit.worded(()) == ""

    def test_another_language_is_a_mistake_of_the_caller(self):
        with pytest.raises(DealerkitError, match="en and zh"):
            dealerkit.worded(self.BOUND, "de")  # type: ignore[arg-type]
