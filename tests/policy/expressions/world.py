"""A small catalogue that the tests of expressions share, and the short way to compile against it."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.policy.expressions import Expression, compile_expression
from dealerkit.policy.facts import LINE, PAYEE, Catalogue, Fact
from dealerkit.policy.types import (
    BOOLEAN,
    DATE,
    DAYS,
    MONEY,
    NUMBER,
    SHARE,
    TEXT,
    TREE,
    UNITS,
    Missing,
    Type,
    Value,
    set_of,
)
from dealerkit.problems import Location, Problem

AT = Location("policy.yaml", 7, 20)
EVERYTHING = LINE | PAYEE

CATALOGUE = Catalogue(
    [
        Fact("dealer.class", TEXT),
        Fact("dealer.status", TEXT, values=("active", "closed")),
        Fact("dealer.key", BOOLEAN),
        Fact("dealer.tags", set_of(TEXT)),
        Fact("dealer.城市", TEXT),
        Fact("contract.signed", DATE),
        Fact("contract.ends", DATE),
        Fact("period.sales", MONEY),
        Fact("period.target", MONEY),
        Fact("period.growth", SHARE),
        Fact("period.days_to_pay", DAYS),
        Fact("period.display_score", NUMBER),
        Fact("line.quantity", UNITS),
        Fact("line.unit_price", MONEY),
        Fact("product", TREE),
    ]
)

PARAMETERS: Mapping[str, Type] = {"payout_cap": MONEY, "门槛": MONEY, "key_classes": set_of(TEXT)}


def outcome(
    text: str, expected: Type = BOOLEAN, scope: frozenset[str] = EVERYTHING
) -> Expression | tuple[Problem, ...]:
    return compile_expression(text, AT, CATALOGUE, scope, expected, PARAMETERS)


def compiled(text: str, expected: Type = BOOLEAN, scope: frozenset[str] = EVERYTHING) -> Expression:
    result = outcome(text, expected, scope)
    assert isinstance(result, Expression), result
    return result


def value_of(
    text: str, facts: Mapping[str, Value | Missing | None] | None = None, expected: Type = BOOLEAN
) -> Value | Missing:
    return compiled(text, expected).evaluate(facts or {})


def problems(text: str, expected: Type = BOOLEAN, scope: frozenset[str] = EVERYTHING) -> tuple[Problem, ...]:
    """What is found, errors and warnings alike."""
    result = outcome(text, expected, scope)
    return result.warnings if isinstance(result, Expression) else result


def codes(text: str, expected: Type = BOOLEAN, scope: frozenset[str] = EVERYTHING) -> list[str]:
    return [each.code for each in problems(text, expected, scope)]


def only(text: str, expected: Type = BOOLEAN, scope: frozenset[str] = EVERYTHING) -> Problem:
    (found,) = problems(text, expected, scope)
    return found


def marked(text: str, expected: Type = BOOLEAN, scope: frozenset[str] = EVERYTHING) -> list[tuple[str, str]]:
    """Each code with the characters that its location covers."""
    found = []
    for each in problems(text, expected, scope):
        assert each.at is not None
        assert (each.at.file, each.at.line) == (AT.file, AT.line)
        start = each.at.column - AT.column
        found.append((each.code, text[start : start + each.at.length]))
    return found
