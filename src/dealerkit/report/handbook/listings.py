"""The chapters that are one table: dated figures with their sources, and what the company records itself."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.policy.nodes import Mapping, Node, Scalar, Sequence
from dealerkit.policy.scalars import JsonSchema
from dealerkit.report.handbook.blocks import Chapter, Grid, Text
from dealerkit.report.handbook.describing import Describer
from dealerkit.report.languages import Words

_FIGURE = Words("Figure", "项目")
_UNIT = Words("Unit", "单位")
_FROM = Words("From", "起")
_VALUE = Words("Value", "数值")
_SOURCE = Words("Source", "来源")
_FIGURES = Words(
    "Each figure holds from its day until the next one; rules read it by name.",
    "每个数值自所列日期起有效，至下一日期为止；规则按名称取用。",
)
_FACT = Words("What is recorded", "记录内容")
_KIND = Words("Kind", "类型")
_VALUES = Words("It can be", "可取的值")
_READ = Words("Read on", "读取时点")


def parameter_chapter(describer: Describer, name: str, node: Node, place: JsonSchema) -> Iterator[Chapter]:
    """The section ``parameters``: a row for each figure and day."""
    voice = describer.voice
    rows: list[tuple[str, ...]] = []
    for key, parameter in voice.policy.parameters.items():
        said = f"{parameter.title} ({key})" if parameter.title else key
        for day, value in sorted(parameter.values.items()):
            figure = voice.conditions.value(value, parameter.type)
            rows.append((said, day.isoformat(), figure, voice.choice(parameter.unit, "unit"), parameter.source))
    describer.tick(node)
    headings = tuple(voice.say(each) for each in (_FIGURE, _FROM, _VALUE, _UNIT, _SOURCE))
    yield Chapter("parameters", name, 2, (Text(voice.say(_FIGURES)), Grid(headings, tuple(rows), frozenset({2}))))
    del place


def fact_chapter(describer: Describer, name: str, node: Node, place: JsonSchema) -> Iterator[Chapter]:
    """The section ``facts``: a row for each fact that the company's own records give."""
    voice = describer.voice
    rows: list[tuple[str, ...]] = []
    for key, (_, fact) in node.entries.items() if isinstance(node, Mapping) else ():
        assert isinstance(fact, Mapping)  # noqa: S101  # the policy was read
        kind = voice.choice(_text(fact, "type"), "type")
        unit = _text(fact, "unit")
        meaning = _text(fact, "meaning")
        # Elsewhere a fact is called by its name where its meaning is not in the reader's language.
        is_by_name = voice.lang == "zh" and voice.conditions.fact(key) == key
        rows.append(
            (
                f"{key} ({meaning})" if is_by_name else f"{meaning} ({key})",
                f"{kind} ({voice.choice(unit, 'unit')})" if unit else kind,
                _text(fact, "values"),
                _text(fact, "source"),
                _text(fact, "instant"),
            )
        )
    describer.tick(node)
    columns = (_FACT, _KIND, _VALUES, _SOURCE, _READ)
    used = [number for number in range(len(columns)) if any(row[number] for row in rows)]
    headings = tuple(voice.say(columns[number]) for number in used)
    yield Chapter("facts", name, 2, (Grid(headings, tuple(tuple(row[number] for number in used) for row in rows)),))
    del place


def _text(node: Mapping, key: str) -> str:
    found = node.get(key)
    if isinstance(found, Sequence):
        return ", ".join(each.text for each in found.items if isinstance(each, Scalar))
    return found.text if isinstance(found, Scalar) else ""
