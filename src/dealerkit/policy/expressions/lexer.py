"""Cutting an expression into tokens, reading common misspellings as what was meant, with a finding.

A token is ``(kind, value, start, end)``; operators, brackets and keywords are their own kind.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from dealerkit.policy.expressions.findings import Finding, finding
from dealerkit.policy.expressions.narrow import narrowed
from dealerkit.policy.types import Value
from dealerkit.values.numbers import canonical, read_number

Token = tuple[str, Value, int, int]

NAME, NUMERAL, PERCENTAGE, DAY, QUOTED, END = "name", "number", "percentage", "date", "text", "end"

_KEYWORDS = {word: word for word in ("and", "or", "not", "in", "true", "false")}

# What other languages, spreadsheets and people write, and our spelling of it.
_FOREIGN_WORDS = {
    written: word for word in _KEYWORDS for written in (word.upper(), word.capitalize())
} | {"且": "and", "并且": "and", "或": "or", "或者": "or"}  # fmt: skip
_FOREIGN_SIGNS = {
    "=": "==",
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "!": "not",
    "<>": "!=",
    "≠": "!=",
    "!==": "!=",
    "===": "==",
    "=>": ">=",
    "≥": ">=",
    "=<": "<=",
    "≤": "<=",
    "×": "*",
    "÷": "/",
}

_tokens = re.compile(
    r"""\s*(?:
    ([^\W\d]\w*(?:\.[^\W\d]\w*)*)                                      # 1 a name, or a keyword
    | (\d{4}(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2})(?![\w.]))    # 2 a date
    | (\d[\w.]*%?)                                                     # 3 a number
    | ("[^"]*"|'[^']*')                                                # 4 a text
    | (<>|!==|===|=>|=<|=(?!=)|&&?|\|\|?|!(?!=)|[≥≤≠×÷])               # 5 an operator of another language
    | ([=!<>]=|[-+*/<>(),\[\]])                                        # 6 an operator or bracket
    | (\S)                                                             # 7 anything else
    )""",
    re.VERBOSE,
)
_NAME, _DATE, _NUMBER, _TEXT, _FOREIGN, _SIGN = range(1, 7)

_whole_name = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*").fullmatch

# A leading zero is how a code is written ("010"), not an amount.
_plain_number = re.compile(r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?").fullmatch
_well_formed = re.compile(r"(?:0|[1-9][0-9]*(?:_[0-9]+)*)(?:\.[0-9]+)?%?").fullmatch
_loose_date = re.compile(r"(\d+)\D(\d+)\D(\d+)").fullmatch
_scaled = re.compile(r"([0-9_]+(?:\.[0-9]+)?)(万|亿|[kKmM]|[eE][0-9]{1,2})").fullmatch
_SCALES = {"万": 4, "亿": 8, "k": 3, "m": 6}
_LONGEST_NUMERAL = 60

_FIRST_YEAR, _LAST_YEAR = 1900, 2999


def is_name(text: str) -> bool:
    """Whether an expression can read a fact or a parameter of this name."""
    return _whole_name(text) is not None and text not in _KEYWORDS


def read_tokens(text: str, findings: list[Finding]) -> list[Token] | None:
    """The tokens, closed by one of kind END; nothing when a character makes the rest a guess."""
    text = narrowed(text, findings)
    tokens: list[Token] = []
    unreadable = False
    for match in _tokens.finditer(text):
        group = match.lastindex
        assert group is not None  # noqa: S101  # every alternative is a group
        word = match[group]
        end = match.end()
        start = end - len(word)
        if group == _SIGN:
            tokens.append((word, word, start, end))
        elif group == _NAME:
            kind = _KEYWORDS.get(word, NAME)
            if word in _FOREIGN_WORDS:
                kind = _FOREIGN_WORDS[word]
                findings.append(finding("DK208", start, end, found=word, mend=kind))
            tokens.append((kind, word, start, end))
        elif group == _NUMBER:
            tokens.append(_numeral(word, start, end, findings))
        elif group == _TEXT:
            tokens.append((QUOTED, word[1:-1], start, end))
        elif group == _DATE:
            tokens.append((DAY, _day(word, start, end, findings), start, end))
        elif group == _FOREIGN:
            meant = _FOREIGN_SIGNS[word]
            findings.append(finding("DK207" if word == "=" else "DK208", start, end, found=word, mend=meant))
            tokens.append((meant, meant, start, end))
        elif word == "%" and tokens and tokens[-1][0] == NUMERAL:
            tokens.append(_spaced_percentage(text, tokens.pop(), end, findings))
        elif word in {'"', "'"}:
            findings.append(finding("DK205", start, len(text), quote=word))
            return None
        else:
            findings.append(finding("DK201", start, end, found=word))
            unreadable = True
    tokens.append((END, "", len(text), len(text)))
    return None if unreadable else tokens


def _numeral(word: str, start: int, end: int, findings: list[Finding]) -> Token:
    if len(word) <= _LONGEST_NUMERAL:
        if _plain_number(word):
            return NUMERAL, Decimal(word), start, end
        value = read_number(word) if _well_formed(word) else None
        if value is not None:
            return PERCENTAGE if word[-1] == "%" else NUMERAL, value, start, end
    findings.append(finding("DK213", start, end, found=word, mend=_mended_number(word)))
    return NUMERAL, Decimal(1), start, end


def _mended_number(word: str) -> str:
    """What was probably meant by ``010``, ``30万``, ``1e3``, ``1.``; nothing where that would be a guess."""
    scaled = _scaled(word)
    if scaled and len(word) <= _LONGEST_NUMERAL:
        digits, scale = scaled.groups()
        power = int(scale[1:]) if scale[0] in "eE" else _SCALES[scale.lower()]
        return canonical(Decimal(digits.replace("_", "")).scaleb(power))
    bare = word.lstrip("0").rstrip(".")
    return bare if _plain_number(bare) else ""


def _spaced_percentage(text: str, number: Token, end: int, findings: list[Finding]) -> Token:
    _, value, start, _ = number
    assert isinstance(value, Decimal)  # noqa: S101  # a numeral token holds one
    findings.append(finding("DK212", start, end, found=text[start:end], mend=text[start : number[3]] + "%"))
    return PERCENTAGE, value.scaleb(-2), start, end


def _day(word: str, start: int, end: int, findings: list[Finding]) -> date:
    parts = _loose_date(word)
    assert parts is not None  # noqa: S101  # the token's own pattern is narrower
    year, month, day = map(int, parts.groups())
    try:
        value = date(year, month, day)
    except ValueError:
        value = None
    known = value if value and _FIRST_YEAR <= year <= _LAST_YEAR else None
    mend = known.isoformat() if known else ""
    if word != mend:
        findings.append(finding("DK214", start, end, found=word, mend=mend))
    return known or date(_FIRST_YEAR, 1, 1)
