"""Shapes: one declaration reads a place, finds every mistake in it, and describes it for editors."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.facts import Catalogue, Fact
from dealerkit.policy.nodes import Node, parse
from dealerkit.policy.reading import INVALID, Reading
from dealerkit.policy.scalars import AMOUNT, BOOLEAN, DATE, DURATION, INTEGER, KEY, RANGE, RATE, SHARE, STEP, choice
from dealerkit.policy.shapes import (
    ByKey,
    Keyed,
    Shape,
    entry,
    expression,
    items,
    keyed,
    listing,
    named,
    record,
    ruled,
    value,
)
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.policy.types import MONEY
from dealerkit.values.numbers import Number


@frozen(kw_only=True)
class Part:
    """A part of a whole."""

    rule: Rule = ruled()
    id: str = named()
    at: Decimal | None = entry(AMOUNT, "the bound", default=None)
    above: Decimal | None = entry(AMOUNT, "the other bound", default=None)
    rate: Number = entry(RATE, "the rate")  # type: ignore[assignment]  # mypy joins the union


@frozen(kw_only=True)
class Whole:
    """A whole."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(KEY, "its name", default=None)
    parts: Keyed[Part] = entry(items(record(Part, exactly_one=(("at", "above"),))), "its parts")


PART = record(Part, exactly_one=(("at", "above"),))
WHOLES = keyed(record(Whole))


def node(text: str) -> Node:
    root = parse(f"x: {text}\n".encode(), "p.yaml").root
    assert root is not None
    found = root.get("x")
    assert found is not None
    return found


def read(shape: Shape[object], text: str) -> tuple[object, list[str]]:
    reading = Reading(Catalogue([Fact("dealer.debt", MONEY)]))
    return shape.read(node(text), reading, "x"), [each.code for each in reading.problems]


class TestScalars:
    @pytest.mark.parametrize(
        ("shape", "text", "expected"),
        [
            (AMOUNT, "300_000", Decimal(300000)),
            (AMOUNT, '"1,234.50"', Decimal("1234.50")),
            (AMOUNT, "-0.5", Decimal("-0.5")),
            (RATE, "1.5%", Decimal("0.015")),
            (RATE, "1/3", Fraction(1, 3)),
            (SHARE, "100%", Decimal(1)),
            (INTEGER, "12", 12),
            (BOOLEAN, "true", True),
            (STEP, "0.05", Decimal("0.05")),
            (KEY, "季度-坎级_1", "季度-坎级_1"),
        ],
    )
    def test_a_value_is_read_exactly(self, shape: Shape[object], text: str, expected: object) -> None:
        assert read(shape, text) == (expected, [])

    @pytest.mark.parametrize(
        ("shape", "text", "code"),
        [
            (AMOUNT, "15%", "DK134"),
            (AMOUNT, '">= 5"', "DK143"),
            (AMOUNT, "(10,1000)", "DK122"),
            (AMOUNT, "[1, 2]", "DK122"),
            (AMOUNT, "1e3", "DK144"),
            (AMOUNT, "1:30", "DK145"),
            (AMOUNT, "30万", "DK146"),
            (AMOUNT, "¥100", "DK146"),
            (AMOUNT, "010", "DK156"),
            (AMOUNT, '"1,23"', "DK154"),
            (AMOUNT, "NaN", "DK133"),
            (AMOUNT, "١٢", "DK133"),
            (AMOUNT, "=cap", "DK149"),
            (AMOUNT, "", "DK147"),
            (AMOUNT, "{a: 1}", "DK132"),
            (SHARE, "15", "DK148"),
            (SHARE, "-1%", "DK148"),
            (INTEGER, "2.5", "DK153"),
            (DATE, "2026-02-30", "DK136"),
            (RANGE, "2026-12-31..2026-01-01", "DK137"),
            (RANGE, "2026", "DK137"),
            (DURATION, "soon", "DK138"),
            (BOOLEAN, "yes", "DK139"),
            (BOOLEAN, "NO", "DK139"),
            (KEY, "a b", "DK140"),
            (KEY, "a.b", "DK140"),
            (STEP, "0", "DK158"),
            (choice("month", "quarter"), "quartr", "DK135"),
        ],
    )
    def test_a_mistake_has_its_own_code(self, shape: Shape[object], text: str, code: str) -> None:
        assert read(shape, text) == (INVALID, [code])


class TestRecords:
    def test_a_record_is_its_yaml_key_by_key(self) -> None:
        found, problems = read(PART, "{at: 5, rate: 1%}")
        assert problems == []
        assert isinstance(found, Part)
        assert (found.at, found.above, found.rate) == (Decimal(5), None, Decimal("0.01"))

    def test_every_mistake_of_a_record_is_reported_in_one_run(self) -> None:
        _, problems = read(PART, "{at: x, above: 1e3, bogus: 1}")
        assert sorted(problems) == ["DK130", "DK131", "DK133", "DK144", "DK151"]

    def test_a_misspelt_key_is_not_also_called_missing(self) -> None:
        assert read(PART, "{at: 5, rte: 1%}")[1] == ["DK130"]

    def test_items_are_addressed_by_their_key_never_by_position(self) -> None:
        found, _ = read(WHOLES, "{w: {title: T, parts: [{id: a, at: 1, rate: 1}, {id: b, at: 2, rate: 1}]}}")
        assert isinstance(found, Keyed)
        part = found["w"].parts["b"]
        assert (part.id, part.rule.address) == ("b", "x.w.parts[b]")

    def test_a_definition_stands_where_its_key_is_written(self) -> None:
        found, _ = read(WHOLES, "{w: {title: T, parts: [{id: a, at: 1, rate: 1}]}}")
        assert isinstance(found, Keyed)
        assert (found["w"].rule.at.column, found["w"].rule.title) == (5, "T")

    def test_two_items_with_one_key_are_a_mistake(self) -> None:
        assert read(WHOLES, "{w: {parts: [{id: a, at: 1, rate: 1}, {id: a, at: 2, rate: 1}]}}")[1] == ["DK141"]

    def test_an_item_without_a_key_is_a_mistake(self) -> None:
        assert read(WHOLES, "{w: {parts: [{at: 1, rate: 1}]}}")[1] == ["DK131"]

    @pytest.mark.parametrize("text", ["{}", "{w: {parts: []}}"])
    def test_an_empty_collection_is_a_mistake(self, text: str) -> None:
        assert read(WHOLES, text)[1] == ["DK142"]

    def test_a_list_where_a_mapping_is_expected_is_a_mistake(self) -> None:
        assert read(WHOLES, "[1]")[1] == ["DK132"]

    def test_a_comma_inside_a_number_is_seen_through(self) -> None:
        assert "DK123" in read(PART, "{at: 1,234.50, rate: 1%}")[1]

    def test_a_key_without_a_space_behind_its_colon_is_seen_through(self) -> None:
        assert read(PART, "{at:5, rate: 1%}")[1] == ["DK126"]


class TestCollections:
    def test_one_value_may_stand_without_brackets(self) -> None:
        assert read(listing(KEY), "a") == (("a",), [])

    def test_keys_are_read_by_their_shape(self) -> None:
        from datetime import date

        assert read(ByKey(DATE, RATE), "{2026-01-01: 15%}") == ({date(2026, 1, 1): Decimal("0.15")}, [])

    def test_a_key_of_the_wrong_shape_is_a_mistake(self) -> None:
        assert read(ByKey(DATE, RATE), "{2026: 15%}")[1] == ["DK136"]


class TestExpressions:
    def test_an_expression_is_compiled_and_typed_when_it_is_read(self) -> None:
        found, problems = read(expression(frozenset({"dealer"}), CONDITION), "dealer.debt > 5")
        assert problems == []
        assert found.evaluate({"dealer.debt": Decimal(6)}) is True  # type: ignore[attr-defined]

    def test_a_problem_of_an_expression_points_into_the_text(self) -> None:
        reading = Reading(Catalogue([Fact("dealer.debt", MONEY)]))
        expression(frozenset({"dealer"}), CONDITION).read(node('"dealer.dept > 5"'), reading, "x")
        at = reading.problems[0].at
        assert at is not None
        assert (at.column, at.length) == (5, 11)

    def test_a_value_with_an_equals_sign_is_an_expression(self) -> None:
        found, _ = read(value(AMOUNT, frozenset({"dealer"}), MONEY), "=dealer.debt * 2")
        assert found.evaluate({"dealer.debt": Decimal(6)}) == 12  # type: ignore[attr-defined]

    def test_a_value_without_an_equals_sign_is_itself(self) -> None:
        assert read(value(AMOUNT, frozenset({"dealer"}), MONEY), "7") == (Decimal(7), [])
