"""Where a part of a value stands in its file, however the value is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.policy.nodes import Mapping, Scalar, parse


def value(text: str) -> Scalar:
    root = parse(text.encode(), "p.yaml").root
    assert isinstance(root, Mapping)
    node = root.get("a")
    assert isinstance(node, Scalar)
    return node


def found(text: str, part: str) -> tuple[int, int, int]:
    """Line, column and length of a part of the value under ``a``."""
    node = value(text)
    at = node.part(node.text.index(part), len(part))
    return at.line, at.column, at.length


class TestAPartOfAValue:
    @pytest.mark.parametrize(
        ("text", "place"),
        [
            ("a: one here\n", (1, 8, 4)),
            ("a: '返利 here'\n", (1, 8, 4)),
            ('a: "返利 \\"x\\" here"\n', (1, 14, 4)),
            ('a: "\\u8fd4 here"\n', (1, 12, 4)),
            ("a: 'it''s here'\n", (1, 11, 4)),
            ("a: >-\n  one\n  two here\n", (3, 7, 4)),
            ("a: |\n    one\n\n    two here\n", (4, 9, 4)),
            ("a: >-\n  one\n\n\n  two here\n", (5, 7, 4)),
            ("a: one\n  two here\n", (2, 7, 4)),
            ('a: "one\n  two here"\n', (2, 7, 4)),
            ('a: "one \\\n    two here"\n', (2, 9, 4)),
            ("a: &name one here\n", (1, 14, 4)),
            ("a: &name\n  one here\n", (2, 7, 4)),
            ("a: # said first\n  one here\n", (2, 7, 4)),
            ("\ufeffa: >-\r\n  one\r\n  two here\r\n", (3, 7, 4)),
        ],
    )
    def test_stands_where_it_was_typed(self, text: str, place: tuple[int, int, int]) -> None:
        assert found(text, "here") == place

    def test_over_two_lines_is_as_much_as_its_first_line_holds(self) -> None:
        assert found("a: one here\n  and there\n", "here and") == (1, 8, 5)

    def test_behind_an_anchor_the_value_is_meant_and_not_the_anchor(self) -> None:
        node = value("a: &name 1x\n")
        assert (node.at.column, node.at.length) == (10, 2)

    @given(st.text(alphabet="ab'\"\\ \n返é:#", min_size=1, max_size=30), st.sampled_from(['"', "'"]))
    def test_each_character_of_a_quoted_value_is_found_in_its_source(self, text: str, quote: str) -> None:
        if quote == "'":
            source = "a: '" + text.replace("'", "''").replace("\n", "x") + "'\n"
        else:
            escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            source = f'a: "{escaped}"\n'
        node = value(source)
        line = source.split("\n")[0]
        for offset, character in enumerate(node.text):
            at = node.part(offset, 1)
            typed = line[at.column - 1]
            assert typed == character or (quote == '"' and typed == "\\")
