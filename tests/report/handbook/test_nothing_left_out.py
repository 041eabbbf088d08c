"""Every value of a policy is in its handbook, in a form that people read; found without the handbook's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from dealerkit import assembly
from dealerkit.policy.columns import KINDS
from dealerkit.policy.nodes import Mapping, Node, Scalar
from dealerkit.policy.policy import Policy
from dealerkit.report.handbook import handbook
from dealerkit.report.handbook.rebate_words import FIXED
from dealerkit.report.handbook.sentences_contests import CONTEST_SENTENCES
from dealerkit.report.handbook.sentences_contracts import CONTRACT_SENTENCES
from dealerkit.report.handbook.sentences_credit import CREDIT_SENTENCES
from dealerkit.report.handbook.sentences_customers import CUSTOMER_SENTENCES
from dealerkit.report.handbook.sentences_flows import FLOW_SENTENCES
from dealerkit.report.handbook.sentences_governance import GOVERNANCE_SENTENCES
from dealerkit.report.handbook.sentences_rebates import REBATE_SENTENCES
from dealerkit.report.handbook.sentences_scoring import SCORING_SENTENCES
from dealerkit.report.languages import LANGUAGES, Language
from dealerkit.report.layouts import markdown_text
from dealerkit.report.messages import PHRASEBOOKS
from dealerkit.report.messages.en import columns as en_columns
from dealerkit.report.messages.en import labels as en
from dealerkit.report.messages.wording import percent
from dealerkit.report.messages.zh import choices as zh
from dealerkit.report.messages.zh import columns
from dealerkit.report.messages.zh.labels import KEYS
from dealerkit.values.numbers import read_number, read_rate
from tests.conftest import ROOT

EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/policy"))
_LITERAL = re.compile(r'"([^"]*)"|(?<![\w.])(\d[\d_]*(?:\.\d+)?%?)(?![\w%])')
_KIND_OF_COLUMN = re.compile(r"^authority\..*\.columns\.\w+(\.type)?$")
"""What kind of values a column of a decision table has shows in its cells."""
_WORD = re.compile(r"[^\W_]+")
BY_HAND = {
    "counts=true": ("so many attempts count as done", "尝试够次数即算完成"),
    "counts=false": ("attempts alone do not count as done", "只尝试未联系上的不算完成"),
    "when=true": ("in every case", "任何情形"),
    "where=true": ("in every case", "任何情形"),
    "count=rows": ("the number of records of", "的记录数"),
    "compared=year-on-year": ("the same days a year before", "同比"),
    "compared=period-on-period": ("the days just before", "环比"),
    "over=last month": ("the whole month before", "上一整月"),
    "every=1 working day": ("once each working day", "每个工作日一次"),
    "every=1 week": ("once each week, Monday to Sunday", "每周（周一至周日）一次"),
    "every=1 month": ("once each calendar month", "每月一次"),
    "every=1 quarter": ("once each calendar quarter", "每季度一次"),
    "every=1 year": ("once each calendar year", "每年一次"),
    "counted=since-last": ("after the last one at the latest", "距上次最迟"),
    "counted=calendar": ("of the calendar", "按日历"),
    "how=tie-break": ("a second one decides, the greater first", "并列时按第二指标由大到小"),
    "more_sales=never-less": ("a larger base never earns less", "基数增加时所得不会减少"),
}
"""What tables and chapters written by hand say of a fixed word, of a yes or a no."""
_LENGTHS = {
    "minute": "分钟",
    "hour": "小时",
    "working hour": "个工作小时",
    "day": "天",
    "working day": "个工作日",
    "week": "周",
    "month": "个月",
    "quarter": "个季度",
    "year": "年",
}
COLUMN_WORDS = {"en": (en_columns.TABLES,), "zh": (columns.TABLES, columns.SUBJECTS, columns.COLUMNS)}
_LABELS = {"en": en.KEYS, "zh": KEYS}
_CHOICES = {"en": en.CHOICES, "zh": zh.CHOICES}


def leaves(node: Node, key: str = "", around: str = "") -> Iterator[tuple[str, str, Scalar]]:
    if isinstance(node, Scalar):
        yield around, key, node
    elif isinstance(node, Mapping):
        for name, (_, child) in node.entries.items():
            yield from leaves(child, name, f"{around}.{name}")
    else:
        for child in node.items:
            yield from leaves(child, key, around)


def squeezed(text: str) -> str:
    """Only what is read: no marks of Markdown, no spaces, no signs, one case."""
    return "".join(_WORD.findall(text.replace("\\", "").lower()))


def forms(text: str, key: str, policy: Policy, lang: Language, titles: dict[str, set[str]]) -> Iterator[str]:
    """In which ways a value may be read in a handbook."""
    yield text
    number, rate = read_number(text.replace("%", "")), read_rate(text)
    if number is not None:
        yield f"{number:,f}" if "/" not in text else text
    if rate is not None:
        yield percent(rate)
    choices = _CHOICES[lang]
    for known in (choices.get(f"{key}={text}"), choices.get(text), _LABELS[lang].get(text)):
        if known is not None:
            yield known
    yield from sentences(text, key, lang)
    length = re.fullmatch(r"(\d+) ([a-z ]+?)s?", text)
    if length is not None and length[2] in _LENGTHS:
        yield f"{length[1]}{_LENGTHS[length[2]]}"
    day = re.fullmatch(r"(\d+)(?:st|nd|rd|th) of next month", text)
    if day is not None:
        yield f"次月{day[1]}日"
    if text == "end of month":
        yield "当月末"
    yield from (*titles.get(text, ()), *BY_HAND.get(f"{key}={text}", ()))
    yield from (words[text] for words in COLUMN_WORDS[lang] if text in words)
    for root in ("dealer", "lead", "intake", "contract", "line", "return", "case"):
        name = f"{root}.{text}"
        fact = policy.catalogue.get(name)
        if fact is not None:
            yield text.replace("_", " ")
            yield from re.split("[,:;，：；]", fact.meaning.replace("是否", "").removeprefix("whether "))[:1]
            if name in PHRASEBOOKS[lang].facts:
                yield PHRASEBOOKS[lang].facts[name]


def sentences(text: str, key: str, lang: Language) -> Iterator[str]:
    """What stands between the arguments of the sentences that say a fixed word."""
    found = [*FIXED.get(key, {}).get(text, ())]
    for table in (
        CREDIT_SENTENCES,
        FLOW_SENTENCES,
        CUSTOMER_SENTENCES,
        CONTRACT_SENTENCES,
        CONTEST_SENTENCES,
        REBATE_SENTENCES,
        SCORING_SENTENCES,
        GOVERNANCE_SENTENCES,
    ):
        found += [words for name, words in table.items() if name.endswith(f".{key}={text}")]
    for words in found:
        yield max(re.split(r"\{\w+\}", words.said_in(lang)), key=len)


def is_told(text: str, key: str, policy: Policy, lang: Language, titles: dict[str, set[str]], book: str) -> bool:
    if any(squeezed(form) in book for form in forms(text, key, policy, lang, titles)):
        return True
    found = [one or other for one, other in _LITERAL.findall(text)]
    if not re.search(r"[=<>(.]|\b(?:and|or|not)\b", text) and text.replace("_", "") not in policy.parameters:
        return not text.strip()
    # An expression: each of its values is there, whatever its facts are called.
    return all(any(squeezed(form) in book for form in forms(each, "", policy, lang, titles)) for each in found if each)


def is_said(text: str, key: str, lang: Language, book: str) -> bool:
    """Whether a yes or a no is told: by its sentence, or by the name of its key."""
    labels = [words for name, words in _LABELS[lang].items() if name.rpartition(".")[2] == key]
    said = [*sentences(text, key, lang), *(labels or [key.replace("_", " ")]), *BY_HAND.get(f"{key}={text}", ())]
    return any(squeezed(each) in book for each in said)


def titles_of(policy: Policy) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}

    def walk(node: Node, name: str) -> None:
        if isinstance(node, Mapping):
            title, own = node.get("title"), node.get("id")
            if isinstance(title, Scalar):
                found.setdefault(own.text if isinstance(own, Scalar) else name, set()).add(title.text)
            for key, (_, child) in node.entries.items():
                walk(child, key)
        elif not isinstance(node, Scalar):
            for child in node.items:
                walk(child, "")

    walk(policy.root, "")
    return found


def untold(policy: Policy, lang: Language) -> list[str]:
    written = handbook(policy, lang, policy.header.effective.start or date(2026, 1, 1))
    chapters = {each.address: squeezed(each.markdown()) for each in written.chapters}
    head = squeezed(written.title + "".join(each.markdown() for each in written.head))
    titles = titles_of(policy)
    lost = []
    for section, (_, node) in policy.root.entries.items():
        if section == "tests":
            continue
        book = head + "".join(text for address, text in chapters.items() if address.split(".")[0] == section)
        for address, key, leaf in leaves(node, section, section):
            if _KIND_OF_COLUMN.search(address) and leaf.text in KINDS:
                continue
            if leaf.text in {"true", "false"}:
                if not is_said(leaf.text, key, lang, book):
                    lost.append(f"{address} {leaf.text}")
                continue
            if key == "title":
                if squeezed(leaf.text) not in book:
                    lost.append(f"{address} {leaf.text}")
                continue
            if not is_told(leaf.text, key, policy, lang, titles, book):
                lost.append(f"{address} {leaf.text}")
    return lost


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_every_value_of_an_example_is_in_its_handbook(example: str, lang: Language):
    loaded = assembly.load([ROOT / "examples" / example / "policy"])
    assert loaded.policy is not None
    assert untold(loaded.policy, lang) == []


def test_marks_of_markdown_are_no_part_of_what_is_read():
    assert squeezed(markdown_text("a_b|c*")) == "abc"
