"""The chapters of sales contests: what places go by, what each place brings, and what holds between equals."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.scalars import JsonSchema
from dealerkit.report.handbook import rebate_words
from dealerkit.report.handbook import sentences_contests as words
from dealerkit.report.handbook.bases import said_base, said_year
from dealerkit.report.handbook.blocks import Block, Chapter, Grid, Text, Title
from dealerkit.report.handbook.describing import Describer
from dealerkit.report.handbook.naming import lowered
from dealerkit.report.handbook.telling import Teller
from dealerkit.report.handbook.worked import worked


def contest_chapters(describer: Describer, name: str, node: Node, place: JsonSchema) -> Iterator[Chapter]:
    """The section ``contests``: a chapter for each contest."""
    voice = describer.voice
    yield Chapter("contests", name, 2, (Text(voice.say(words.HEAD)),))
    if not isinstance(node, MappingNode):
        return
    teller, way = Teller(describer), voice.places.mapping_way(place, node)
    for key, (_, each) in node.entries.items():
        assert isinstance(each, MappingNode)  # noqa: S101  # the policy was read
        voice.section = f"contests.{key}"
        title = describer.named(key, each)
        said = Text(teller.together([*_ranked(teller, each)]))
        tied = Text(teller.together([*_tied(teller, each)]))
        prizes = _prizes(teller, each)
        rest = describer.described(each, voice.places.of(way, key), 4)
        blocks: tuple[Block, ...] = (said, *rest, Title(4, voice.say(words.PRIZES)), prizes, tied)
        yield Chapter(f"contests.{key}", title, 3, (*blocks, *worked(describer, f"contests.{key}")))


def _ranked(teller: Teller, contest: MappingNode) -> Iterator[str]:
    """How often it is held, and what places go by."""
    period, measured, against = contest.get("period"), contest.get("measured"), contest.get("against")
    kind = period.get("kind") if isinstance(period, MappingNode) else period
    if isinstance(kind, Scalar):
        teller.describer.tick(kind)
        yield teller.say(words.HELD_EACH, period=teller.say(words.EACH[kind.text]))
    if isinstance(period, MappingNode):
        yield from said_year(teller, period)
    assert isinstance(measured, MappingNode)  # noqa: S101  # the policy was read
    by = words.PLACES_BY_SHARE if against is not None else words.PLACES_BY
    yield teller.say(by, base=lowered(said_base(teller, measured, rebate_words.SUM)))
    if isinstance(against, MappingNode):
        baseline, missing = teller.text(against, "baseline"), teller.text(against, "missing")
        known, without = rebate_words.BASELINES.get(baseline), rebate_words.WITHOUT.get(missing)
        instead = teller.say(rebate_words.INSTEAD, value=teller.figure(against, "missing"))
        yield teller.say(
            words.BASELINE,
            baseline=teller.say(known) if known else teller.figure(against, "baseline"),
            missing=teller.say(without) if without else instead,
        )
        teller.tick(against, "baseline", "missing")


def _tied(teller: Teller, contest: MappingNode) -> Iterator[str]:
    """What holds between dealers with the same figure."""
    ties = contest.get("ties")
    how = teller.text(ties, "how") if isinstance(ties, MappingNode) else teller.text(contest, "ties")
    last = how
    if isinstance(ties, MappingNode) and isinstance(by := ties.get("by"), MappingNode):
        last = teller.text(ties, "then") or "share"
        yield teller.say(words.TIE_BREAK, base=lowered(said_base(teller, by, rebate_words.SUM)))
        yield teller.say(words.STILL_TIED[last])
    else:
        yield teller.say(words.TIED[how])
    if last == "share" and any(each.get("goods") is not None for each in teller.items(contest, "prizes")):
        yield teller.say(words.SHARED_OUT)
    if isinstance(ties, MappingNode) and ties.get("beyond_total") is not None:
        yield teller.say(words.BEYOND)
    teller.tick(contest, "ties")


def _prizes(teller: Teller, contest: MappingNode) -> Grid:
    """The places with what each of them brings."""
    rows: list[tuple[str, str]] = []
    for prize in teller.items(contest, "prizes"):
        first, _, last = teller.text(prize, "rank").replace(" ", "").partition("..")
        is_one = not last or first == last
        places = teller.say(words.PLACE if is_one else words.PLACES, first=first, last=last)
        pay = teller.money(prize, "pay") if prize.get("pay") is not None else ""
        goods = _goods(teller, prize)
        brings = teller.say(words.BOTH, pay=pay, goods=goods) if pay and goods else pay or goods
        title = teller.text(prize, "title")
        rows.append((places, teller.say(words.TITLED, title=title, prize=brings) if title else brings))
    teller.tick(contest, "prizes")
    return Grid(tuple(teller.say(each) for each in words.PRIZE_HEAD), tuple(rows))


def _goods(teller: Teller, prize: MappingNode) -> str:
    goods = prize.get("goods")
    if not isinstance(goods, MappingNode):
        return ""
    quantity = teller.voice.number(teller.text(goods, "quantity") or "1")
    sentence = words.GOODS if quantity == "1" else words.GOODS_EACH
    product, worth = teller.text(goods, "product"), teller.money(goods, "worth")
    return teller.say(sentence, quantity=quantity, product=product, worth=worth)
