"""Wording: how a message is written down, and how its arguments are put into it.

A template is text with places for arguments:

``{key}``
    the argument ``key``. A list of words becomes ``a, b`` (``、`` in Chinese); where the place stands
    between backticks each word gets its own pair. Outside backticks the name of a kind of thing
    (``whole number``, ``mapping``) is said in the language, with its article.
``{share:percent}``
    a number as a percentage: 0.015 is ``1.5%``.
``{weeks:figure}``
    a number with two decimals at most, rounded half up: 47/3 is ``15.67``.
``{amount:plain}``
    a number without thousands separators, as one would type it.
``{count:row|rows}``
    one of two words, by whether the number is 1; the number itself is not written.
``[did you mean `{nearest}`? ]``
    a part that is left out when any argument in it is empty. Brackets without an argument inside are
    just brackets; ``[[`` and ``]]`` are brackets everywhere.
``{{`` and ``}}``
    braces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache

from attrs import frozen

from dealerkit.problems import Arg
from dealerkit.report.languages import Language

ArgumentOf = Callable[[str], Arg]
"""Looks up an argument by name; ``""`` where there is none."""

Terms = Mapping[str, str]
"""How kinds of things are called in a sentence."""

NO_TERMS: Terms = {}


@frozen
class Wording:
    """What a code says: what is wrong (``main``), and what to do about it (``help``)."""

    main: str
    help: str = ""

    def placeholders(self) -> frozenset[str]:
        """The names of all arguments that ``main`` and ``help`` mention."""
        return placeholders(self.main) | placeholders(self.help)


def filled(template: str, argument: ArgumentOf, lang: Language, terms: Terms = NO_TERMS) -> str:
    """``template`` with its arguments put in, and parts with empty arguments left out."""
    return "".join(_texts(_parsed(template), argument, lang, terms)).strip()


def placeholders(template: str) -> frozenset[str]:
    """The names of the arguments that ``template`` mentions."""
    return frozenset(_names(_parsed(template)))


def generic(template: str) -> str:
    """``template`` about no case in particular: every argument is an ellipsis.

    Parts that may be left out and stand directly behind one another are variants: the first is said.
    """
    said = "".join(_texts(_first_variants(_parsed(template)), lambda _: "…", "en", NO_TERMS))
    return said.strip().rstrip(" ,;:，；：、")


def words_of(value: Arg, lang: Language) -> str:
    """One argument as people write it: 1,234.50, 1/3, 2026-03-31, ``a, b``."""
    return _written(value, "", lang, quoted=False)


@frozen
class _Slot:
    name: str
    form: str
    quoted: bool


@frozen
class _Optional:
    parts: tuple[_Part, ...]


_Part = str | _Slot | _Optional


@cache
def _parsed(template: str) -> tuple[_Part, ...]:
    parts: list[_Part] = []
    text: list[str] = []
    position = 0
    while position < len(template):
        character = template[position]
        if template.startswith(("{{", "}}", "[[", "]]"), position):
            text.append(character)
            position += 2
            continue
        end = template.find("}", position) if character == "{" else -1
        if end > 0:
            name, _, form = template[position + 1 : end].partition(":")
            quoted = template.count("`", 0, position) % 2 == 1
            parts += ["".join(text), _Slot(name.strip(), form.strip(), quoted)]
            text = []
            position = end + 1
            continue
        end = _closing(template, position) if character == "[" else -1
        if end > 0 and placeholders(template[position + 1 : end]):
            parts += ["".join(text), _Optional(_parsed(template[position + 1 : end]))]
            text = []
            position = end + 1
            continue
        text.append(character)
        position += 1
    parts.append("".join(text))
    return tuple(part for part in parts if part != "")


def _closing(template: str, opening: int) -> int:
    depth = 0
    for position in range(opening, len(template)):
        depth += {"[": 1, "]": -1}.get(template[position], 0)
        if depth == 0:
            return position
    return -1


def _first_variants(parts: tuple[_Part, ...]) -> tuple[_Part, ...]:
    """``parts`` without those that may be left out and follow directly on another such part."""
    kept: list[_Part] = []
    for before, part in zip((None, *parts), parts, strict=False):
        if not isinstance(part, _Optional):
            kept.append(part)
        elif not isinstance(before, _Optional):
            kept.append(_Optional(_first_variants(part.parts)))
    return tuple(kept)


def _names(parts: tuple[_Part, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, _Slot):
            yield part.name
        elif isinstance(part, _Optional):
            yield from _names(part.parts)


def _texts(parts: tuple[_Part, ...], argument: ArgumentOf, lang: Language, terms: Terms) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, _Slot):
            written = _written(argument(part.name), part.form, lang, quoted=part.quoted)
            yield written if part.quoted else terms.get(written, written)
        elif all(argument(name) not in ("", ()) for name in _names(part.parts)):
            yield from _texts(part.parts, argument, lang, terms)


def _written(value: Arg, form: str, lang: Language, *, quoted: bool) -> str:
    if "|" in form:
        one, many = form.split("|", 1)
        return one if value == 1 else many
    if isinstance(value, tuple):
        comma = "、" if lang == "zh" else ", "
        return (f"`{comma}`" if quoted else comma).join(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    if form == "percent":
        return percent(value)
    if form == "figure":
        return figure(value)
    if isinstance(value, Decimal) and form != "plain":
        return f"{value:,f}"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


# Arguments are figures to be read by people; this many digits hold any that a policy may state, and
# the caller's own decimal context stays out of it.
_READING = Context(prec=1_000)


def figure(value: int | Decimal | Fraction) -> str:
    """A number with two decimals at most, rounded half up, away from zero; zeros at its end left out."""
    cents = (abs(Fraction(value)) * 100 + Fraction(1, 2)).__floor__()
    whole, rest = divmod(cents, 100)
    sign = "-" if value < 0 and cents else ""
    return f"{sign}{whole:,}" + (f".{rest:02}".rstrip("0") if rest else "")


def percent(value: int | Decimal | Fraction) -> str:
    """A number as a percentage: exact if it ends, else rounded half up to a hundredth of a per cent."""
    hundredfold = Fraction(value) * 100
    numerator, denominator = hundredfold.numerator, hundredfold.denominator
    rest = denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest == 1:
        exact = _READING.divide(Decimal(numerator), Decimal(denominator))
        return f"{_READING.normalize(exact):f}%"
    cents = (abs(hundredfold) * 100 + Fraction(1, 2)).__floor__()
    sign = "-" if hundredfold < 0 else ""
    return f"{sign}{cents // 100}.{cents % 100:02}%"
