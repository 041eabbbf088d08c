"""What kinds of things are called in a sentence, in English.

A place that stands outside backticks and is one of these words is said as written here.
"""

from __future__ import annotations

TERMS: dict[str, str] = {
    "mapping": "a mapping (`key: value`)",
    "list": "a list",
    "text": "text",
    "nothing": "nothing",
    "name": "a name",
    "amount": "an amount",
    "rate": "a rate",
    "currency": "a currency",
    "whole number": "a whole number",
    "date": "a date",
    "moment": "a moment",
    "date range": "a range of dates",
    "duration": "a length of time",
    "word": "a word",
    "expression": "an expression",
    "condition": "a condition",
    "number": "a number",
    "tree": "a place in a tree",
    "money": "an amount of money",
    "share": "a share",
    "count": "a count",
    "units": "a quantity of goods",
    "days": "a number of days",
    "least": "least",
    "most": "most",
}
