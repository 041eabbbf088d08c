"""Located nodes: what is read from YAML text, where it stands, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.policy.nodes import MAX_BYTES, MAX_DEPTH, Mapping, Node, Scalar, Sequence, parse


def codes(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    return [problem.code for problem in parse(data, "p.yaml").problems]


def scalar(text: str, *path: str) -> Scalar:
    node: Node | None = parse(text.encode(), "p.yaml").root
    for step in path:
        assert isinstance(node, Mapping)
        node = node.get(step)
    assert isinstance(node, Scalar)
    return node


class TestScalarsArriveAsWritten:
    @pytest.mark.parametrize("text", ["NO", "1:30", "010", "1.10", "0.1", "1e3", "yes", "2026-01-01", "0x1F", "~x"])
    def test_no_type_is_guessed(self, text: str) -> None:
        assert scalar(f"a: {text}\n", "a").text == text

    def test_a_place_counts_characters_not_bytes(self) -> None:
        node = scalar("返利: {坎级: 值}\n", "返利", "坎级")
        assert (node.line, node.column, node.length) == (1, 10, 1)

    def test_a_byte_order_mark_moves_no_column(self) -> None:
        root = parse("\ufeffa: 1\n".encode(), "p.yaml").root
        assert root is not None
        assert root.entries["a"][0].column == 1

    def test_windows_line_ends_move_no_line(self) -> None:
        assert scalar("a: 1\r\nb: 2\r\n", "b").line == 2

    def test_the_inner_place_of_a_quoted_text_is_behind_the_quote(self) -> None:
        node = scalar('a: "xyz"\n', "a")
        assert (node.at.column, node.inner.column, node.inner.length) == (4, 5, 3)

    @pytest.mark.parametrize("text", ["a:\n", "a: ~\n", "a: null\n"])
    def test_nothing_written_is_empty(self, text: str) -> None:
        assert scalar(text, "a").empty

    def test_a_quoted_empty_text_is_not_nothing(self) -> None:
        assert not scalar('a: ""\n', "a").empty


class TestAnchors:
    def test_an_alias_is_the_same_node(self) -> None:
        root = parse(b"a: &x {b: 1}\nc: *x\n", "p.yaml").root
        assert root is not None
        assert root.get("a") is root.get("c")

    def test_a_merge_adds_keys_that_are_not_written(self) -> None:
        assert scalar("a: &x {b: 1, d: 4}\nc:\n  <<: *x\n  b: 2\n", "c", "d").text == "4"

    def test_a_merge_never_overrides_what_is_written(self) -> None:
        assert scalar("a: &x {b: 1}\nc:\n  b: 2\n  <<: *x\n", "c", "b").text == "2"

    def test_the_first_of_several_merged_mappings_wins(self) -> None:
        assert scalar("a: &x {k: 1}\nb: &y {k: 2}\nc:\n  <<: [*x, *y]\n", "c", "k").text == "1"

    def test_an_alias_may_be_a_key(self) -> None:
        assert scalar("a: &k name\nb:\n  *k : 1\n", "b", "name").text == "1"


class TestRefusals:
    def test_two_equal_keys_are_both_named(self) -> None:
        (found,) = parse(b"a: 1\nb: 2\na: 3\n", "p.yaml").problems
        assert (found.code, found.at and found.at.line, found.related[0].at.line) == ("DK113", 3, 1)

    def test_duplicate_keys_do_not_stop_the_reading(self) -> None:
        assert codes("a: 1\na: 2\nb: {c: 1, c: 2}\n") == ["DK113", "DK113"]

    def test_a_file_over_the_limit_is_refused_unread(self) -> None:
        assert codes(b"#" * (MAX_BYTES + 1)) == ["DK101"]

    def test_utf_16_is_refused_with_the_byte(self) -> None:
        assert codes("a: 1\n".encode("utf-16")) == ["DK102"]

    def test_the_deepest_allowed_nesting_is_read(self) -> None:
        assert codes("a: " + "[" * (MAX_DEPTH - 1) + "]" * (MAX_DEPTH - 1)) == []

    def test_one_level_more_is_refused(self) -> None:
        assert codes("a: " + "[" * MAX_DEPTH + "]" * MAX_DEPTH) == ["DK108"]

    def test_nesting_that_would_break_a_recursive_reader_is_refused(self) -> None:
        assert codes("[" * 200_000) == ["DK108"]

    def test_aliases_that_double_forty_times_are_refused(self) -> None:
        lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
        assert codes("\n".join(lines)) == ["DK109"]

    def test_many_harmless_aliases_are_read(self) -> None:
        text = "a: &x {b: 1}\n" + "".join(f"k{n}: *x\n" for n in range(5_000))
        assert codes(text) == []


class TestNothingCrashes:
    @given(st.binary(max_size=200))
    def test_any_bytes_give_a_tree_or_a_problem(self, data: bytes) -> None:
        parsed = parse(data, "p.yaml")
        assert parsed.root is not None or parsed.problems

    @given(st.text(alphabet="ab:&*<>!|?-[]{},'\"# \n\t：%@1", max_size=60))
    def test_any_yaml_like_text_gives_a_tree_or_a_problem(self, text: str) -> None:
        parsed = parse(text.encode(), "p.yaml")
        assert parsed.root is not None or parsed.problems

    @given(st.text(alphabet="ab:&*<>!|?-[]{},'\"# \n\t：%@1", max_size=60))
    def test_every_place_lies_inside_the_text(self, text: str) -> None:
        lines = text.split("\n")
        for problem in parse(text.encode(), "p.yaml").problems:
            assert problem.at is not None
            assert 1 <= problem.at.line <= len(lines)

    @given(st.recursive(st.integers(0, 9).map(str), lambda inner: st.lists(inner, max_size=4), max_leaves=12))
    def test_a_written_tree_is_read_back(self, tree: object) -> None:
        def written(part: object) -> str:
            return "[" + ", ".join(map(written, part)) + "]" if isinstance(part, list) else str(part)

        def read(node: object) -> object:
            if isinstance(node, Sequence):
                return [read(item) for item in node.items]
            assert isinstance(node, Scalar)
            return node.text

        root = parse(f"a: {written(tree)}\n".encode(), "p.yaml").root
        assert root is not None
        assert read(root.get("a")) == tree


class TestHiddenLineEnds:
    @pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
    def test_a_line_end_that_editors_do_not_count_is_refused_where_it_stands(self, character: str) -> None:
        (problem,) = parse(f"a: 1\nb: x{character}y\nc: 2\n".encode(), "p.yaml").problems
        assert problem.code == "DK116"
        assert problem.at is not None
        assert (problem.at.line, problem.at.column) == (2, 5)
