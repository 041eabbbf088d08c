"""What a base is, in a sentence: what is added up, over which rows; and the year its periods are parts of."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar, Sequence
from dealerkit.policy.scalars import JsonSchema
from dealerkit.rebates.sources.registry import ENTITLEMENTS, SOURCES
from dealerkit.report.handbook import rebate_words as words
from dealerkit.report.handbook.blocks import Chapter, Text
from dealerkit.report.handbook.describing import Describer
from dealerkit.report.handbook.naming import capital
from dealerkit.report.handbook.telling import Teller
from dealerkit.report.languages import Words


def said_base(
    teller: Teller, base: MappingNode, sentence: Words, *, to_buyer: bool = False, **arguments: object
) -> str:
    """A base in a sentence such as ``COUNTS``, and what becomes of rows of which nothing can be told."""
    source, measure = teller.text(base, "from") or "lines", teller.text(base, "measure")
    where = teller.say(words.IF, condition=teller.take(base, "where")) if base.get("where") is not None else ""
    teller.tick(base, "from", "of")
    unclear = teller.text(base, "if_missing")
    behind = teller.say(words.UNCLEAR[unclear]) if unclear else ""
    teller.tick(base, "if_missing")
    is_bought = to_buyer and source == "sell-through"
    told = teller.say(words.BOUGHT if is_bought else words.SOURCES.get(source, words.NOTHING_NAMED))
    if source == ENTITLEMENTS:
        teller.tick(base, "measure")
        said = teller.say(words.EARNED, programmes=_programmes(teller, base), where=where, **arguments)
    elif measure.startswith("="):
        formula = teller.take(base, "measure")
        said = teller.say(words.FORMULAS[sentence], measure=formula, source=told, where=where, **arguments)
    else:
        is_counted = source == "incidents" and measure == "count"
        known = words.INCIDENTS if is_counted else words.MEASURES.get(measure)
        column = teller.say(known) if known is not None else _column(teller, base, source)
        teller.tick(base, "measure")
        said = teller.say(sentence, measure=column, source=told, where=where, **arguments)
    return teller.together([said, behind]) if behind else said


def said_year(teller: Teller, period: MappingNode) -> Iterator[str]:
    """The year that periods are parts of, where it is not the calendar year."""
    voice, starts, closes = teller.voice, teller.text(period, "starts"), period.get("closes")
    if starts:
        yield teller.say(words.YEAR_STARTS, month=_month(teller, starts))
    if teller.text(period, "weeks"):
        yield teller.say(words.YEAR_WEEKS, weeks=teller.text(period, "weeks"))
    if isinstance(closes, MappingNode):
        weekday, which = teller.text(closes, "weekday"), teller.text(closes, "which")
        day = voice.choice(weekday) if voice.lang == "zh" else capital(weekday)
        yield teller.say(words.YEAR_CLOSES[which], weekday=day, month=_month(teller, teller.text(closes, "month")))
    named_after = teller.text(period, "named-after")
    if named_after:
        yield teller.say(words.YEAR_NAMED[named_after])
    teller.tick(period, "starts", "weeks", "closes", "named-after")


def measure_chapters(describer: Describer, name: str, node: Node, place: JsonSchema) -> Iterator[Chapter]:
    """The section ``measures``: a chapter for each sum that rules call by name."""
    yield Chapter(
        "measures",
        name,
        2,
        (
            Text(
                describer.voice.say(words.MEASURED),
            ),
        ),
    )
    if not isinstance(node, MappingNode):
        return
    teller, way = Teller(describer), describer.voice.places.mapping_way(place, node)
    for key, (_, each) in node.entries.items():
        assert isinstance(each, MappingNode)  # noqa: S101  # the policy was read
        title = describer.named(key, each)
        said = Text(capital(said_base(teller, each, words.SUM)))
        blocks = describer.described(each, describer.voice.places.of(way, key), 4)
        yield Chapter(f"measures.{key}", title, 3, (said, *blocks))


def _programmes(teller: Teller, base: MappingNode) -> str:
    """The programmes whose entitlements are added up, by their titles."""
    of = base.get("of")
    items = of.items if isinstance(of, Sequence) else (of,) if of is not None else ()
    named = [teller.voice.name(each.text, "programmes") for each in items if isinstance(each, Scalar)]
    return teller.voice.listed(named, words.AND_LAST) if named else teller.say(words.NOTHING_NAMED)


def _column(teller: Teller, base: MappingNode, source: str) -> str:
    """A column that is added up, by its name."""
    root = SOURCES[source].root if source in SOURCES else "line"
    named = teller.voice.conditions.of_table(root, teller.text(base, "measure"))
    return named if teller.voice.lang == "zh" else f"the {named}"


def _month(teller: Teller, month: str) -> str:
    return teller.voice.choice(month) if teller.voice.lang == "zh" else capital(month)
