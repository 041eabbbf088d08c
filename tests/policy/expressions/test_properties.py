"""Generated expressions: nothing crashes the reading, and two readings of the language agree."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.policy.expressions import Expression, compile_expression
from dealerkit.policy.facts import Catalogue, Fact
from dealerkit.policy.types import BOOLEAN, NUMBER, TEXT, Missing
from dealerkit.problems import Severity
from tests.policy.expressions.naive import Plain, Tree, naive, written
from tests.policy.expressions.world import AT, EVERYTHING, outcome

FACTS = Catalogue([Fact(name, NUMBER) for name in "abc"] + [Fact(name, BOOLEAN) for name in "pq"] + [Fact("t", TEXT)])

_numerals = st.sampled_from(["0", "1", "2", "3", "7", "0.5", "10_000", "15%", "1.25", "99.9%"])
_words = st.sampled_from(["", "A", "B", "大"])


def _numbers(conditions: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    leaves = st.tuples(st.just("number"), _numerals) | st.tuples(st.just("name"), st.sampled_from("abc"))

    def larger(smaller: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
        return (
            st.tuples(st.sampled_from(["+", "-", "*", "/", "min", "max", "or_else"]), smaller, smaller)
            | st.tuples(st.sampled_from(["minus", "abs"]), smaller)
            | st.tuples(st.just("if"), conditions, smaller, smaller)
        )

    return st.recursive(leaves, larger, max_leaves=6)


def _conditions(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    numbers = _numbers(inner)
    compare = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
    texts = st.tuples(st.just("name"), st.just("t"))
    words = st.tuples(st.just("text"), _words)
    leaves = (
        st.tuples(compare, numbers, numbers)
        | st.tuples(
            compare, st.tuples(st.just("name"), st.sampled_from("abc")), st.tuples(st.just("number"), _numerals)
        )
        | st.tuples(st.sampled_from(["==", "!="]), texts, words)
        | st.tuples(st.just("in"), texts, st.lists(words, min_size=1, max_size=3))
        | st.tuples(
            compare,
            st.lists(inner, min_size=1, max_size=4).map(lambda asked: ("count", *asked)),
            st.tuples(st.just("number"), st.sampled_from(["0", "1", "2", "3", "5"])),
        )
        | st.tuples(st.just("known"), numbers)
        | inner
    )
    return st.recursive(
        leaves,
        lambda smaller: (
            st.tuples(st.sampled_from(["and", "or"]), smaller, smaller) | st.tuples(st.just("not"), smaller)
        ),
        max_leaves=6,
    )


_simple = st.tuples(st.just("name"), st.sampled_from("pq"))
CONDITIONS = _conditions(_conditions(_simple) | _simple)

_amounts = st.sampled_from([None, *map(Fraction, ("0", "1", "-1", "2", "1/3", "0.15", "10000", "0.999"))])
WORLDS = st.fixed_dictionaries(
    {
        **dict.fromkeys("abc", _amounts),
        **{name: st.sampled_from([None, True, False]) for name in "pq"},
        "t": st.none() | _words,
    }
)


def _compiled(text: str) -> Expression | None:
    """The expression; None where it is refused for its size or a division by a written zero."""
    result = compile_expression(text, AT, FACTS, frozenset("abcpqt"), BOOLEAN, {})
    if isinstance(result, Expression):
        return result
    assert {each.code for each in result if each.severity is Severity.ERROR} <= {"DK209", "DK227", "DK228"}, (
        text,
        result,
    )
    return None


def _as_facts(world: dict[str, Plain]) -> dict[str, bool | Decimal | Fraction | str | None]:
    """Numbers as a book has them: decimals where they end."""
    return {
        name: Decimal(value.numerator) / value.denominator
        if isinstance(value, Fraction) and value.denominator != 3
        else value
        for name, value in world.items()
    }


class TestTwoReadings:
    @given(CONDITIONS, WORLDS)
    @settings(max_examples=250, deadline=None)
    def test_the_compiled_value_is_the_naive_value(self, tree: Tree, world: dict[str, Plain]):
        expression = _compiled(written(tree))
        if expression is None:
            return
        found = expression.evaluate(_as_facts(world))
        assert (None if isinstance(found, Missing) else found) is naive(tree, world)

    @pytest.mark.slow
    @given(CONDITIONS, st.lists(WORLDS, min_size=1, max_size=5))
    @settings(max_examples=300, deadline=None)
    def test_what_is_called_always_or_never_true_is_never_the_opposite(
        self, tree: Tree, worlds: list[dict[str, Plain]]
    ):
        text = written(tree)
        expression = _compiled(text)
        if expression is None:
            return
        for warning in expression.warnings:
            if warning.code not in {"DK225", "DK226"} or warning.at is None:
                continue
            start = warning.at.column - AT.column
            part = _compiled(text[start : start + warning.at.length])
            assert part is not None
            for world in worlds:
                found = part.evaluate(_as_facts(world))
                assert isinstance(found, Missing) or found is (warning.code == "DK225")

    @given(CONDITIONS, WORLDS)
    @settings(max_examples=200, deadline=None)
    def test_the_conjuncts_together_are_the_whole(self, tree: Tree, world: dict[str, Plain]):
        expression = _compiled(written(tree))
        if expression is None:
            return
        facts = _as_facts(world)
        parts = [part.evaluate(facts) for part in expression.conjuncts()]
        whole = expression.evaluate(facts)
        missing = any(isinstance(part, Missing) for part in parts)
        expected = False if any(part is False for part in parts) else None if missing else True
        assert (None if isinstance(whole, Missing) else whole) is expected


_PIECES = st.sampled_from(
    [
        *("dealer.key", "period.sales", "period.growth", "dealer.class", "product", "payout_cap", "nonsense", "城市"),
        *(
            "and",
            "or",
            "not",
            "in",
            "true",
            "AND",
            "&&",
            "=",
            "==",
            "<>",
            "<",
            ">=",
            "≥",
            "＞",
            "+",
            "-",
            "*",
            "/",
            "%",
        ),
        *("(", ")", "[", "]", ",", "，", "（", "“", "”", '"', "'", '"A"', "“A”", "300_000", "15%", "15 %", "1e3", "٣"),
        *("2026-01-01", "2026-02-30", "max(", "within(", "if(", "known(", "0", "1,234", ".", "\n", "\u3000", "\x00"),
    ]
)


class TestAnything:
    @given(st.text(max_size=60))
    @settings(max_examples=500, deadline=None)
    def test_no_text_raises(self, text: str):
        _answered(text)

    @given(st.lists(_PIECES, max_size=14), st.sampled_from(["", " "]))
    @settings(max_examples=700, deadline=None)
    def test_no_arrangement_of_tokens_raises(self, pieces: list[str], between: str):
        _answered(between.join(pieces))

    @given(_PIECES, st.integers(1, 900))
    @settings(max_examples=200, deadline=None)
    def test_no_repetition_raises(self, piece: str, times: int):
        _answered(piece * times)
        _answered(f" {piece} ".join(["dealer.key"] * min(times, 200)))


def _answered(text: str) -> None:
    """Either something is wrong, each thing at a place within the text, or it can be computed."""
    result = outcome(text, BOOLEAN, EVERYTHING)
    if isinstance(result, Expression):
        assert isinstance(result.evaluate({}), bool | Missing)
        return
    assert result
    for each in result:
        assert each.at is not None
        assert 0 <= each.at.column - AT.column <= len(text)
        assert each.at.column - AT.column + each.at.length <= max(1, len(text)) + 1
