"""How definitions are named, and which nodes are what."""

from __future__ import annotations

import re

from dealerkit.policy.nodes import Mapping, Node, Scalar

_LOOSE = re.compile(r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef”]) +(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“])")


def tight(words: str) -> str:
    """Chinese words without the spaces that stand there for figures and foreign words."""
    return _LOOSE.sub("", words)


def is_decision_table(node: Mapping) -> bool:
    """Whether a mapping is a decision table."""
    return {"hit", "rows"} <= node.entries.keys()


def titled(id_: str, node: Node) -> str:
    """A definition by its title, with its id behind."""
    title = node.get("title") if isinstance(node, Mapping) else None
    if not isinstance(title, Scalar) or title.text == id_:
        return title.text if isinstance(title, Scalar) else id_
    return f"{title.text} ({id_})" if id_ else title.text


def only_scalar(node: Node) -> Scalar:
    """A node as the single value it is."""
    assert isinstance(node, Scalar)  # noqa: S101  # a place that only a single value can fill
    return node


def lowered(words: str) -> str:
    """A sentence that goes on behind a colon."""
    return words[:1].lower() + words[1:] if words[1:2].islower() or words.startswith("A ") else words


def capital(words: str) -> str:
    """Words with a capital in front."""
    return words[:1].upper() + words[1:]
