"""The chapters of rebates: who takes part, what counts, what each band pays, and what that comes to."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar
from dealerkit.policy.scalars import JsonSchema
from dealerkit.rebates.programme import Programme, programmes_of
from dealerkit.report.handbook import rebate_words as words
from dealerkit.report.handbook.blocks import Block, Chapter, Grid, Text, Title
from dealerkit.report.handbook.describing import Describer
from dealerkit.report.handbook.earning import earnings
from dealerkit.report.handbook.telling import Teller
from dealerkit.report.languages import Words
from dealerkit.values.durations import read_duration


@frozen(eq=False)
class _Programme:
    """One programme as it is told."""

    teller: Teller
    node: MappingNode
    programme: Programme

    def blocks(self) -> Iterator[Block]:
        """Everything of the programme that is told by hand."""
        teller = self.teller
        yield Text(" ".join(self._who_and_what()) if teller.voice.lang == "en" else "".join(self._who_and_what()))
        yield Title(4, teller.say(words.BANDS))
        method = (
            words.METHODS.get((self.programme.method, self.programme.kind)) or words.METHODS[self.programme.method, ""]
        )
        teller.tick(self.node, "method", "kind")
        sentences = [teller.say(method)]
        first = next(iter(self.programme.bands.values()))
        if first.at != 0:
            sentences.append(teller.say(words.BELOW_FIRST))
        yield Text(teller.together(sentences))
        yield self._bands()
        yield from self._conduct()
        limits = [*self._limits(), *self._settled()]
        if limits:
            yield Text(teller.together(limits))

    def _who_and_what(self) -> Iterator[str]:
        teller, node = self.teller, self.node
        period = node.get("period")
        kind = period.get("kind") if isinstance(period, MappingNode) else period
        if isinstance(kind, Scalar):
            teller.describer.tick(kind)
            length = words.PERIODS[kind.text]
        else:
            length = words.PERIODS["year"]
        yield self._base("qualifying", words.COUNTS, period=teller.say(length))
        if node.get("paying") is not None:
            yield self._base("paying", words.PAID_ON)
        eligible = node.get("eligible")
        if isinstance(eligible, Scalar):
            yield teller.say(words.TAKES_PART, condition=teller.take(node, "eligible"))
        elif isinstance(eligible, MappingNode):
            yield teller.say(words.TAKES_PART, condition=teller.take(eligible, "when"))
            yield from self._unknown(eligible)
        else:
            yield teller.say(words.ALL)
        against = node.get("against")
        if isinstance(against, MappingNode):
            baseline, missing = teller.text(against, "baseline"), teller.text(against, "missing")
            known, without = words.BASELINES.get(baseline), words.WITHOUT.get(missing)
            yield teller.say(
                words.COMPARED,
                baseline=teller.say(known) if known else teller.figure(against, "baseline"),
                missing=teller.say(without) if without else teller.figure(against, "missing"),
            )
            teller.tick(against, "baseline", "missing")

    def _base(self, key: str, sentence: Words, **arguments: object) -> str:
        teller, base = self.teller, self.node.get(key)
        assert isinstance(base, MappingNode)  # noqa: S101  # the policy was read
        source, measure = teller.text(base, "from") or "lines", teller.text(base, "measure")
        where = teller.say(words.IF, condition=teller.take(base, "where")) if base.get("where") is not None else ""
        known = words.MEASURES.get(measure)
        said = teller.say(known) if known is not None else teller.take(base, "measure")
        teller.tick(base, "from", "measure")
        return teller.say(sentence, measure=said, source=teller.say(words.SOURCES[source]), where=where, **arguments)

    def _bands(self) -> Block:
        teller = self.teller
        is_share = self.programme.against is not None
        bounds: list[str] = []
        pays: list[str] = []
        sides: list[str] = []
        for band in teller.items(self.node, "bands"):
            side = next(each for each in ("at", "above", "at_unit") if band.get(each) is not None)
            sides.append(side)
            bounds.append(teller.share(band, side) if is_share else teller.figure(band, side))
            pays.append(self._pays(band))
            teller.tick(band, "id")
        return Grid(
            tuple(teller.say(each) for each in words.BAND_HEAD),
            tuple(zip(teller.spans(sides, bounds), pays, strict=True)),
        )

    def _pays(self, band: MappingNode) -> str:
        teller, kind = self.teller, self.programme.kind
        plus = teller.money(band, "plus") if band.get("plus") is not None else ""
        if band.get("rate") is not None:
            said = teller.say(words.SHARE, value=teller.share(band, "rate"))
        elif kind == "goods":
            product = self.programme.goods.product if self.programme.goods else ""
            said = teller.say(words.GOODS_UNITS, value=teller.figure(band, "pay"), product=product)
        elif kind == "lump-sum":
            said = teller.say(words.IN_ALL, value=teller.money(band, "pay"))
        else:
            said = teller.money(band, "pay")
            if band.get("per") is None:
                said = teller.say(words.EACH_UNIT, value=said)
        if band.get("per") is not None:
            said = teller.say(words.EVERY_PER, value=said, per=teller.figure(band, "per"))
        return teller.say(words.AND, rate=said, plus=plus) if plus else said

    def _conduct(self) -> Iterator[Block]:
        teller = self.teller
        for gate in teller.items(self.node, "gates"):
            side = next(each for each in words.BOUNDS if gate.get(each) is not None)
            of = teller.text(gate, "of")
            bound = teller.say(words.BOUNDS[side], value=teller.like(gate, side, of))
            sentences = [teller.say(words.GATE, title=teller.title(gate), of=teller.take(gate, "of"), bound=bound)]
            yield Text(teller.together([*sentences, *self._unknown(gate, of)]))
        for each in teller.items(self.node, "supplements"):
            is_rate = each.get("rate") is not None
            figure = teller.share(each, "rate") if is_rate else teller.money(each, "pay")
            sentence = teller.say(
                words.SUPPLEMENT, title=teller.title(each), figure=figure, when=teller.take(each, "when")
            )
            yield Text(teller.together([sentence, *self._unknown(each)]))
        for each in teller.items(self.node, "factors"):
            of = teller.text(each, "of")
            sentence = teller.say(words.FACTOR, title=teller.title(each), of=teller.take(each, "of"))
            yield Text(teller.together([sentence, *self._unknown(each)]))
            yield self._factors(each, of)

    def _factors(self, factor: MappingNode, of: str) -> Block:
        teller = self.teller
        sides, bounds, factors = list[str](), list[str](), list[str]()
        for band in teller.items(factor, "bands"):
            side = "at" if band.get("at") is not None else "above"
            sides.append(side)
            bounds.append(teller.like(band, side, of))
            factors.append(teller.share(band, "factor"))
            teller.tick(band, "id")
        rows = tuple(zip(teller.spans(sides, bounds), factors, strict=True))
        return Grid(tuple(teller.say(each) for each in words.FACTOR_HEAD), rows, frozenset({1}))

    def _unknown(self, item: MappingNode, of: str = "") -> Iterator[str]:
        """What follows if a fact is missing; as the language has it where nothing is written."""
        teller = self.teller
        written = teller.text(item, "if_missing")
        if not written:
            return
        known = words.UNKNOWN.get(written)
        figure = teller.like(item, "if_missing", of) if of else teller.share(item, "if_missing")
        yield teller.say(known) if known else teller.say(words.ASSUMED, value=figure)
        teller.tick(item, "if_missing")

    def _limits(self) -> Iterator[str]:
        teller, node = self.teller, self.node
        for key, base, payout in (
            ("minimum", words.LEAST_BASE, words.LEAST_PAYOUT),
            ("cap", words.MOST_BASE, words.MOST_PAYOUT),
        ):
            limit = node.get(key)
            if isinstance(limit, MappingNode):
                if limit.get("base") is not None:
                    yield teller.say(base, value=teller.figure(limit, "base"))
                if limit.get("payout") is not None:
                    yield teller.say(payout, value=teller.money(limit, "payout"))
        guarantee, budget = node.get("guarantee"), node.get("budget")
        if isinstance(guarantee, MappingNode):
            over = teller.say(words.OVER_YEAR) if teller.text(guarantee, "over") == "year" else ""
            yield teller.say(words.GUARANTEED, value=teller.money(guarantee, "payout"), over=over)
            teller.tick(guarantee, "over")
        if isinstance(budget, MappingNode):
            yield teller.say(words.BUDGET, value=teller.money(budget, "amount"))

    def _settled(self) -> Iterator[str]:
        teller, settle = self.teller, self.node.get("settle")
        if not isinstance(settle, MappingNode):
            return
        every, payout = teller.text(settle, "every") or "period", teller.text(settle, "payout")
        yield teller.say(words.SETTLED, every=teller.say(words.EVERY[every]), payout=teller.say(words.PAYOUTS[payout]))
        for key, sentence in (("due", words.DUE), ("expires", words.EXPIRES)):
            rule = settle.get(key)
            if isinstance(rule, MappingNode):
                within = read_duration(teller.text(rule, "within"))
                after = teller.say(words.AFTER[teller.text(rule, "after")])
                if within is not None:
                    yield teller.say(sentence, within=teller.voice.duration(within), after=after)
                    teller.tick(rule, "within", "after")
        yield teller.say(words.NEGATIVE[teller.text(settle, "negative")])
        teller.tick(settle, "every", "payout", "negative")


def rebate_chapters(describer: Describer, name: str, node: Node, place: JsonSchema) -> Iterator[Chapter]:
    """The section ``rebates``: a chapter for each programme."""
    voice = describer.voice
    yield Chapter("rebates", name, 2)
    programmes = programmes_of(voice.policy)
    way = voice.places.mapping_way(place, node) if isinstance(node, MappingNode) else {}
    for key, (_, child) in node.entries.items() if isinstance(node, MappingNode) else ():
        assert isinstance(child, MappingNode)  # noqa: S101  # the policy was read
        title = describer.named(key, child)
        teller = Teller(describer)
        blocks = [*_Programme(teller, child, programmes[key]).blocks()]
        blocks += describer.described(child, voice.places.of(way, key), 4)
        blocks += earnings(describer, programmes[key])
        yield Chapter(f"rebates.{key}", title, 3, tuple(blocks))
