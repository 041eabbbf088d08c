"""What is written in a policy, as reviewers read it: keys by their names, a definition by its key points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from dealerkit.policy.bands import SIDES
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.nodes import Sequence as SequenceNode
from dealerkit.policy.overlays import item_key
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages.en import labels as labels_en
from dealerkit.report.messages.zh import choices as choices_zh
from dealerkit.report.messages.zh import labels as labels_zh
from dealerkit.report.words import stated

KEYS: Mapping[str, Words] = {
    "rate": Words("rate", "返利率"),
    "pay": Words("payment", "金额"),
    "plus": Words("fixed sum", "固定金额"),
    "bands.at": Words("bound", "下限"),
    "bands.above": Words("bound", "下限"),
    "bands.at_unit": Words("bound", "下限"),
    "factor": Words("factor", "系数"),
    "title": Words("name", "名称"),
    "effective": Words("validity", "有效期"),
    "revision": Words("revision", "版本"),
    "values": Words("value", "取值"),
    "unit": Words("unit", "单位"),
    "source": Words("source", "来源"),
    "eligible": Words("who takes part", "参加条件"),
    "qualifying": Words("base that reaches a band", "达标基数"),
    "paying": Words("base that is paid on", "计返基数"),
    "cap": Words("cap", "上限"),
    "minimum": Words("minimum", "下限要求"),
    "payout": Words("payout", "支付额"),
    "settle.payout": Words("how it is paid", "支付方式"),
    "budget": Words("budget", "预算"),
    "method": Words("method", "计返方法"),
    "kind": Words("kind", "返利种类"),
    "period": Words("period", "期间"),
    "settle": Words("settlement", "结算"),
    "rounding": Words("rounding", "取整"),
    "hit": Words("hit policy", "命中规则"),
    "then": Words("what follows", "结果"),
    "role": Words("role", "角色"),
    "second": Words("second signature", "会签"),
    "amount": Words("amount", "金额"),
    "when": Words("condition", "条件"),
    "where": Words("condition", "条件"),
    "within": Words("time", "时限"),
    "was": Words("earlier id", "原编号"),
    "tests.of": Words("asks about", "测试对象"),
    "as_of": Words("as of", "基准日"),
    "given": Words("given", "给定"),
    "expect": Words("expected", "预期"),
    "because": Words("because of", "理由"),
    "not_because": Words("not because of", "不应有的理由"),
    "note": Words("note", "备注"),
    "bug": Words("known defect", "已知缺陷"),
    "type": Words("type", "类型"),
    "meaning": Words("meaning", "含义"),
}
_SPOKEN = frozenset({"at", "above", "below", "up_to", "at_unit"})
"""Bounds are said as they are read: from 500."""
_FIXED = frozenset(
    {"period", "every", "method", "kind", "payout", "negative", "mode", "hit", "how", "rule", "if_missing", "measure"}
)
"""Keys whose values are words of dealerkit, and no names of the author's."""
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(_\d{3})+(\.\d+)?\Z")
_PAIR = Words("{label}: {value}", "{label}：{value}")
_BETWEEN = Words("; ", "；")
_NESTED = Words("({inner})", "（{inner}）")


def key_name(key: str, lang: Language, under: str = "") -> str:
    """What a key is called, where it stands under another one."""
    own = KEYS.get(f"{under}.{key}") or KEYS.get(key)
    if own is not None:
        return own.said_in(lang)
    table = labels_zh.KEYS if lang == "zh" else labels_en.KEYS
    return table.get(f"{under}.{key}") or table.get(key) or key.replace("_", " ")


def node_words(node: Node, lang: Language, key: str = "", *, named: bool = True) -> str:
    """A node in one line. Where not ``named``, keys are names of facts and stay as they are."""
    if isinstance(node, Scalar):
        return _scalar(node, lang, key)
    if isinstance(node, SequenceNode):
        return (", " if lang == "en" else "、").join(_inner(each, lang, key, named=named) for each in node.items)
    said = (_pair(name, child, lang, key, named=named) for name, (_, child) in node.entries.items())
    return _BETWEEN.said_in(lang).join(said)


def key_points(node: Node, lang: Language, section: str) -> Iterator[tuple[str, Sequence[tuple[str, Node]]]]:
    """A definition key by key: its words in a line, or the key and its items where each is a line of its own."""
    if not isinstance(node, MappingNode):
        yield node_words(node, lang), ()
        return
    for key, (_, child) in node.entries.items():
        if key == "title":
            continue  # it stands above
        if isinstance(child, SequenceNode) and any(isinstance(each, MappingNode) for each in child.items):
            yield key, [(item_key(each), each) for each in child.items]
            continue
        named = section not in {"tests", "facts"}
        said = node_words(child, lang, key, named=named)
        yield stated(_PAIR, lang, label=key_name(key, lang, section), value=said), ()


def without_bound(node: Node, lang: Language) -> str:
    """What an item says beside its id and its bound."""
    if not isinstance(node, MappingNode):
        return node_words(node, lang)
    kept = {name: child for name, child in node.entries.items() if name not in {"id", "title", *SIDES}}
    return _BETWEEN.said_in(lang).join(_pair(name, child, lang, "") for name, (_, child) in kept.items())


def _pair(name: str, child: Node, lang: Language, under: str, *, named: bool = True) -> str:
    value = _inner(child, lang, name, named=named)
    if not named:
        return f"{name}: {value}"
    if name in _SPOKEN:
        table = labels_zh.KEYS if lang == "zh" else labels_en.KEYS
        return f"{table.get(name) or name.replace('_', ' ')} {value}"
    return stated(_PAIR, lang, label=key_name(name, lang, under), value=value)


def _inner(node: Node, lang: Language, key: str, *, named: bool) -> str:
    said = node_words(node, lang, key, named=named)
    return stated(_NESTED, lang, inner=said) if isinstance(node, MappingNode) else said


def _scalar(node: Scalar, lang: Language, key: str) -> str:
    text = " ".join(node.text.split())
    if _THOUSANDS.match(text):
        return text.replace("_", ",")
    if lang == "zh" and node.plain:
        return (
            choices_zh.CHOICES.get(f"{key}={text}") or (choices_zh.CHOICES.get(text) if key in _FIXED else "") or text
        )
    return text
