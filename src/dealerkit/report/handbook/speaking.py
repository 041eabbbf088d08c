"""A policy's values as people read them: amounts with separators, shares, days, lengths of time, words.

A scalar is read by what its place may hold, which its JSON Schema says; nothing is rounded and nothing guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from attrs import define, field

from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import JsonSchema
from dealerkit.report.durations import duration_words
from dealerkit.report.handbook import references
from dealerkit.report.handbook.conditions import Conditions
from dealerkit.report.handbook.naming import tight
from dealerkit.report.handbook.patterns import pattern_words
from dealerkit.report.handbook.places import Places, owner_of
from dealerkit.report.handbook.sentences_contests import CONTEST_SENTENCES
from dealerkit.report.handbook.sentences_contracts import CONTRACT_SENTENCES
from dealerkit.report.handbook.sentences_credit import CREDIT_SENTENCES
from dealerkit.report.handbook.sentences_customers import CUSTOMER_SENTENCES
from dealerkit.report.handbook.sentences_flows import FLOW_SENTENCES
from dealerkit.report.handbook.sentences_governance import GOVERNANCE_SENTENCES
from dealerkit.report.handbook.sentences_rebates import REBATE_SENTENCES
from dealerkit.report.handbook.sentences_scoring import SCORING_SENTENCES
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import values, zh
from dealerkit.report.messages.en import columns as columns_en
from dealerkit.report.messages.en import labels as labels_en
from dealerkit.report.messages.wording import percent
from dealerkit.report.messages.zh import choices as choices_zh
from dealerkit.report.messages.zh import columns as columns_zh
from dealerkit.report.messages.zh import labels as labels_zh
from dealerkit.report.workings import money
from dealerkit.scoring.figures.tables import rows_of
from dealerkit.values.durations import Duration, Unit, read_duration
from dealerkit.values.numbers import ONE, Number, read_rate
from dealerkit.values.ranges import DateRange, read_range

_SENTENCES: Mapping[str, Words] = {
    **CREDIT_SENTENCES,
    **FLOW_SENTENCES,
    **CUSTOMER_SENTENCES,
    **CONTRACT_SENTENCES,
    **CONTEST_SENTENCES,
    **REBATE_SENTENCES,
    **SCORING_SENTENCES,
    **GOVERNANCE_SENTENCES,
}
_OWNERS = frozenset(name.rpartition("=")[0].rpartition(".")[0] or name.rpartition(".")[0] for name in _SENTENCES)
_IF_ABSENT = re.compile(r"[;,] [^;,]*\bif absent.*$")
"""What holds where a key is not written: nothing to tell where it is."""
_DURATION = r"^\d+ [a-z]+( [a-z]+)?$"
_DATE_RANGE = r"^(\d{4}-\d\d-\d\d)?\.\.(\d{4}-\d\d-\d\d)?$"
_NUMBER_START = "^(=.*|[+-]?[0-9]"
_PLAIN_NUMBER = re.compile(r"[+-]?\d[\d_]*(\.\d+)?\Z")
_CALENDAR = frozenset({"day", "month", "quarter", "half-year", "year"})
_DAY_OF_MONTH = re.compile(r"(?:(?P<end>end)|(?P<day>\d+)(?:st|nd|rd|th)) of (?P<month>month|next month)\Z")
_ROLES = frozenset({"flow.Transition.by", "flow.Escalation.to", "flow.Notice.to", "flow.Clock.owner"})
"""Keys under which roles stand, though columns or other definitions stand under their like elsewhere."""
_IN_ONE_LINE = frozenset({"span._Written"})
"""Classes that are said inside the sentence of a key."""
_STANDARDS = frozenset({"format", "any"})
"""Keys under which published standards stand beside the policy's own forms of values."""
_BY_COLUMN = frozenset({"section.SourceField"})
"""Definitions whose keys are names of columns."""
_COLUMN = re.compile(r"[a-z]+(_[a-z]+)+\Z")
_WHO_MADE = Words("whoever made the step {step}", "办理“{step}”的人")
_SHARE_KEYS = frozenset(
    {"rate", "share", "factor", "weight", "weights", "rates", "minimum_share", "loss_share", "most"}
)


@define(eq=False)
class Voice:
    """How one policy is said in one language."""

    policy: Policy
    lang: Language
    places: Places = field(repr=False)
    section: str = ""
    """The address of what is being told: a word may refer to a definition near it."""
    meanings: Mapping[str, str] = field(init=False, repr=False)
    """What each key of each class means."""
    conditions: Conditions = field(init=False, repr=False)

    @meanings.default
    def _documented(self) -> Mapping[str, str]:
        return {
            f"{owner_of(definition)}.{key}": str(part.get("description", ""))
            for definition in self.places.definitions.values()
            for key, part in cast("Mapping[str, JsonSchema]", definition["properties"]).items()
        }

    @conditions.default
    def _conditions(self) -> Conditions:
        return Conditions(self.policy, self.lang)

    def say(self, words: Words, **arguments: object) -> str:
        """A sentence with its arguments put in."""
        said = words.said_in(self.lang).format(**arguments)
        return tight(said) if self.lang == "zh" else said

    def label(self, key: str, owner: str = "") -> str:
        """What a key is called; ``owner`` is the definition it belongs to."""
        table = labels_zh.KEYS if self.lang == "zh" else labels_en.KEYS
        found = table.get(f"{owner}.{key}") or table.get(key)
        return found or key.replace("_", " ")

    def choice(self, word: str, key: str = "") -> str:
        """What one of a policy's fixed words is called, under a key."""
        table = choices_zh.CHOICES if self.lang == "zh" else labels_en.CHOICES
        plain = word if self.lang == "zh" else word.replace("-", " ").replace("_", " ")
        return table.get(f"{key}={word}") or table.get(word) or plain

    def sentence(self, owner: str, key: str, node: Node, value: str) -> str:
        """What a key says as a sentence; ``""`` where none was written by hand."""
        text = node.text if isinstance(node, Scalar) else ""
        words = _SENTENCES.get(f"{owner}.{key}={text}") or _SENTENCES.get(f"{owner}.{key}")
        if words is None:
            return ""
        is_plain = _PLAIN_NUMBER.match(text.replace(",", "")) is not None
        said = self.say(words, value=value, money=self.money(text) if is_plain else value)
        return said[:-1] if said.endswith("..") else said

    def meaning(self, owner: str, key: str) -> str:
        """What a key means, as the language documents it; ``""`` where that would tell people nothing."""
        documented = self.meanings.get(f"{owner}.{key}", "")
        if "`" in documented or "=" in documented or documented.startswith("true:"):
            return ""
        if self.lang == "en":
            return _IF_ABSENT.sub("", documented.partition(", as in")[0])
        return zh.TERMS.get(documented, "")

    def sentences_of(self, owner: str, around: str, key: str) -> str:
        """Whose sentence says a key: that of its place, ``check.Check.static.above``, or else that of its class."""
        return around if f"{around}.{key}" in _SENTENCES else owner

    def read_as(self, owner: str, key: str) -> str:
        """The key as which a value is read: names of roles are no names of columns or states."""
        return "role" if f"{owner}.{key}" in _ROLES else key

    def defined(self, owner: str, key: str) -> str:
        """What a definition is called by its key."""
        return self.name(key, "column") if owner in _BY_COLUMN else key

    def has_sentences(self, owner: str) -> bool:
        """Whether anything of a class is said in sentences written by hand."""
        return owner in _OWNERS and owner not in _IN_ONE_LINE

    def listed(self, words: list[str] | tuple[str, ...], last: Words | None = None) -> str:
        """Several in one phrase; ``last`` stands before the last of them, such as *and*."""
        comma = "、" if self.lang == "zh" else ", "
        if last is None or len(words) < 2:  # noqa: PLR2004 - a pair is the least that has a last one
            return comma.join(words)
        joint = last.said_in(self.lang)
        return f"{comma.join(words[:-1])}{joint if self.lang == 'zh' else f' {joint} '}{words[-1]}"

    def money(self, amount: Number | str) -> str:
        """An amount in the policy's currency."""
        return self._in_currency(self.number(amount))

    def amount(self, computed: Number) -> str:
        """An amount that was computed, with its cents."""
        return self._in_currency(money(computed))

    def _in_currency(self, figure: str) -> str:
        currency = self.policy.header.currency
        if self.lang == "en":
            return f"{currency} {figure}"
        return f"{figure} {values.CURRENCIES_ZH.get(currency, currency)}"

    def number(self, value: Number | str) -> str:
        """A number with its thousands told apart, as written."""
        if isinstance(value, str):
            text = value.replace("_", "").replace(",", "")
            if not _PLAIN_NUMBER.match(text):
                return value.replace("_", "").replace("%", "%")
            return f"{Decimal(text):,f}"
        return f"{value:,f}" if isinstance(value, Decimal) else str(value)

    def rate(self, text: str) -> str:
        """A share as written with its sign; one without a sign that is at most 1 gets one."""
        value = read_rate(text)
        if value is None or "/" in text or value > ONE or value < -ONE:
            return self.number(text)
        return percent(value)

    def duration(self, length: Duration) -> str:
        """A length of time."""
        if not length.count and length.unit is Unit.DAYS:
            return self.say(values.SAME_DAY)
        return duration_words(length, self.lang)

    def days(self, days: DateRange) -> str:
        """Days from .. to, both included."""
        start, end = days.start, days.end
        if start and end:
            return self.say(values.FROM_TO, start=start.isoformat(), end=end.isoformat())
        if start:
            return self.say(values.FROM_ON, start=start.isoformat())
        return self.say(values.UNTIL, end=end.isoformat()) if end else self.say(values.ALWAYS)

    def scalar(self, node: Scalar, place: JsonSchema, key: str = "") -> str:
        """One value as its place has it read."""
        text = node.text
        ways = [*self.places.ways(place)]
        if any(text in cast("list[str]", way.get("enum", ())) for way in ways):
            return self.choice(text, key)
        if text.startswith("="):
            return self.conditions.said(text[1:])
        patterns = {str(way.get("pattern", "")) for way in ways}
        is_condition = any(way.get("type") == ["string", "boolean"] for way in ways)
        if text == "true" and is_condition:
            return self.say(values.ALWAYS_HOLDS)
        if {"true", "false"} >= {text} and node.plain:
            return self.say(values.YES if text == "true" else values.NO)
        if _DURATION in patterns and (length := read_duration(text)) is not None:
            return self.duration(length)
        if _DATE_RANGE in patterns and (days := read_range(text)) is not None:
            return self.days(days)
        if any(pattern.startswith(_NUMBER_START) for pattern in patterns) and read_rate(text) is not None:
            is_rate = "%" in text or (key in _SHARE_KEYS and any("%" in pattern for pattern in patterns))
            return self.rate(text) if is_rate else self.number(text)
        if is_condition:
            return self.conditions.said(text)
        return self.calendar_words(text) or self.name(" ".join(text.split()), key)

    def calendar_words(self, text: str) -> str:
        """A length of time or a day of the calendar, wherever it stands; ``""`` for anything else."""
        if (length := read_duration(text)) is not None:
            return self.duration(length)
        if text in _CALENDAR:
            return self.choice(text)
        day = _DAY_OF_MONTH.match(text)
        if day is None or self.lang == "en":
            return ""
        month = values.MONTHS_ZH[day["month"]]
        return f"{month}末" if day["end"] else f"{month} {day['day']} 日"

    def range_words(self, text: str) -> str:
        """Days from .. to, wherever they stand; the text itself for anything else."""
        days = read_range(text)
        return text if days is None else self.days(days)

    def subject(self, kind: str) -> str:
        """What a kind of subjects is called: customer, outlet, product."""
        return columns_zh.SUBJECTS.get(kind, kind) if self.lang == "zh" else kind.replace("_", " ")

    def title_of(self, id_: str, key: str) -> str:
        """The title of what a word names in the section that is told; the word itself where it names nothing."""
        here = self.section.split(".")
        parts = {"holiday": ("holidays",), "after": ("occasions",), "before": ("occasions",)}.get(key, ())
        for part in parts:
            found = self.conditions.titles.get(".".join([*here, part]), {}).get(id_)
            if found:
                return found
        return id_

    def title_in_section(self, id_: str) -> str:
        """The title of the definition near what is told that bears this id; the id itself where none does."""
        return references.called(id_, "of", self.section, self.policy, self.conditions)

    def table(self, name: str) -> str:
        """What a table of the book is called."""
        table = columns_zh.TABLES if self.lang == "zh" else columns_en.TABLES
        return table.get(name, name.replace("_", " "))

    def column(self, table: str, name: str) -> str:
        """What a column of a table is called in a sentence about that table."""
        rows = rows_of(table)
        return name.replace("_", " ") if rows is None else self.conditions.of_table(rows.root, name)

    def name(self, text: str, key: str) -> str:
        """What a word refers to: a definition by its title, a column by its name; else the word itself."""
        table = choices_zh.CHOICES if self.lang == "zh" else labels_en.CHOICES
        if f"{key}={text}" in table:
            return table[f"{key}={text}"]
        if key in {"from", "column"} and rows_of(text) is not None:
            return self.table(text)
        if key == "of" and self.section.startswith("scoring") and text in columns_zh.SUBJECTS:
            # A scorecard or a class may bear the name of a kind of subjects.
            return self.subject(text)
        if key == "pattern" and self.section == "customers.codes":
            return pattern_words(text, self.lang, lambda each: self.name(each, "column"))
        called = references.called(text, key, self.section, self.policy, self.conditions)
        if called == text and key in _STANDARDS:
            return table.get(text, text)
        if key == "not_by":
            return self.say(_WHO_MADE, step=called)
        if called == text and references.is_column(key):
            return columns_zh.COLUMNS.get(text, text) if self.lang == "zh" else _spaced(text)
        return called


def _spaced(column: str) -> str:
    """A column's name as words; anything else as it is."""
    return column.replace("_", " ") if _COLUMN.match(column) else column
