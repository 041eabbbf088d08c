"""A flow drawn as a Mermaid flowchart, and as a graph for Graphviz; the same flow gives the same text.

Nothing of a policy is written outside quotation marks: ids are ours, and every character that means something
within them to either grammar is written as its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from dealerkit.report.diagnostics import display_width
from dealerkit.report.flow_sketch import CLOCKS, NOTICES, Node, Sketch, sketch
from dealerkit.report.languages import Language
from dealerkit.workflow.flow import Flow

_WIDEST = 46
"""Columns of a label's line; a wide character takes two."""

# A colon, since Mermaid takes `style:#` for a colour wherever it stands; a backslash, since `\\n` is a new line to it;
# two percent signs, which begin a comment or a directive; a backquote, which begins its Markdown.
_TO_MERMAID = re.compile(r'["#<>&`:;\\]|(?<=%)%')
_LIST_ITEM = re.compile(r"^(\d+[.)]|[-*+]) ")
_TO_DOT = {"\\": "\\\\", '"': '\\"', "&": "&amp;"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def mermaid(flow: Flow, lang: Language) -> str:
    """A flow as a Mermaid flowchart, ready to stand in a fenced block."""
    drawn = sketch(flow, lang)
    return "".join(f"{line}\n" for line in _mermaid_lines(drawn, lang))


def dot(flow: Flow, lang: Language) -> str:
    """A flow as a graph for Graphviz."""
    drawn = sketch(flow, lang)
    return "".join(f"{line}\n" for line in _dot_lines(drawn, lang))


def _mermaid_lines(drawn: Sketch, lang: Language) -> Iterator[str]:
    yield "flowchart TD"
    for node in drawn.nodes:
        left, right = _mermaid_shape(node)
        yield f"    {node.id}{left}{_mermaid_label(node.lines)}{right}"
    for arrow in drawn.arrows:
        yield f"    {arrow.from_} -->|{_mermaid_label(arrow.lines)}| {arrow.to}"
    for name, title, cards in (("clocks", CLOCKS, drawn.clocks), ("notices", NOTICES, drawn.notices)):
        if cards:
            yield f"    subgraph {name}[{_mermaid_label((title.said_in(lang),))}]"
            for card in cards:
                yield f"        {card.id}[{_mermaid_label(card.lines)}]"
            yield "    end"


def _mermaid_shape(node: Node) -> tuple[str, str]:
    if node.is_initial:
        return "([", "])"
    if node.is_final:
        return "[[", "]]"
    return ("{{", "}}") if node.is_any else ("[", "]")


def _mermaid_label(lines: Iterable[str]) -> str:
    shown = "<br/>".join(_escaped(line) for each in lines for line in _broken(each))
    return f'"{shown}"'


def _escaped(line: str) -> str:
    """A line as Mermaid reads it; what looks like an item of a list gets a blank that begins none."""
    numbered = _TO_MERMAID.sub(lambda found: f"#{ord(found[0])};", line)
    return _LIST_ITEM.sub(r"\1#160;", numbered)


def _dot_lines(drawn: Sketch, lang: Language) -> Iterator[str]:
    yield "digraph flow {"
    yield f"    graph [label={_dot_label((drawn.title,))}, labelloc=t, rankdir=TB, fontname=sans];"
    yield "    node [shape=box, style=rounded, fontname=sans];"
    yield "    edge [fontname=sans, fontsize=10];"
    for node in drawn.nodes:
        yield f"    {node.id} [label={_dot_label(node.lines)}{_DOT_SHAPES[_kind(node)]}];"
    for arrow in drawn.arrows:
        yield f"    {arrow.from_} -> {arrow.to} [label={_dot_label(arrow.lines)}];"
    for name, title, cards in (("clocks", CLOCKS, drawn.clocks), ("notices", NOTICES, drawn.notices)):
        if cards:
            yield f"    subgraph cluster_{name} {{"
            yield f"        label={_dot_label((title.said_in(lang),))};"
            yield from (
                f"        {card.id} [label={_dot_label(card.lines)}, shape=note, style=solid];" for card in cards
            )
            yield "    }"
    yield "}"


_DOT_SHAPES: Mapping[str, str] = {
    "initial": ", penwidth=2",
    "final": ", peripheries=2",
    "any": ", shape=hexagon, style=dashed",
    "": "",
}


def _kind(node: Node) -> str:
    return "initial" if node.is_initial else "final" if node.is_final else "any" if node.is_any else ""


def _dot_label(lines: Iterable[str]) -> str:
    shown = "\\n".join(_in_dot(line) for each in lines for line in _broken(each))
    return f'"{shown}"'


def _in_dot(line: str) -> str:
    return "".join(_TO_DOT.get(character, character) for character in line)


def _broken(text: str) -> Iterator[str]:
    """A text in lines of a readable width, broken at blanks, or anywhere between wide characters."""
    line = ""
    for word in _words(_CONTROL.sub(" ", text)):
        if line and display_width(line + word) > _WIDEST:
            yield line.rstrip()
            line = word.lstrip()
        else:
            line += word
    yield line.rstrip()


def _words(text: str) -> Iterator[str]:
    """What is not broken: words with the blank before them, and wide characters each for itself."""
    word = ""
    for character in text:
        if character == " " or display_width(character) > 1:
            if word:
                yield word
            word = character
        elif word and display_width(word[-1]) > 1:
            yield word
            word = character
        else:
            word += character
    if word:
        yield word
