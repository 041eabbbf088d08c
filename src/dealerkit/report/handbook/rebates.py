"""The chapters of rebates: who takes part, what counts, what each band pays, and what that comes to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from attrs import frozen

from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node, Scalar, Sequence
from dealerkit.policy.scalars import JsonSchema
from dealerkit.rebates.members import CEDED
from dealerkit.rebates.programme import Programme, programmes_of
from dealerkit.rebates.terms.scale import gives_sums
from dealerkit.report.handbook import rebate_words as words
from dealerkit.report.handbook.bases import said_base, said_year
from dealerkit.report.handbook.blocks import Block, Chapter, Grid, Text, Title
from dealerkit.report.handbook.describing import Describer
from dealerkit.report.handbook.earning import earnings
from dealerkit.report.handbook.places import leaves
from dealerkit.report.handbook.sentences_rebates import REBATE_SENTENCES
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
        yield Text(teller.together([*self._method()]))
        yield self._bands()
        yield from self._conduct()
        limits = [*self._limits(), *self._settled()]
        if limits:
            yield Text(teller.together(limits))

    def _method(self) -> Iterator[str]:
        """How bands pay, and what holds below the first; goods are whole units where nothing else is said."""
        teller, programme = self.teller, self.programme
        of_sums = words.METHODS.get((programme.method, "sums")) if self.gives_sums else None
        named = words.METHODS.get((programme.method, programme.kind))
        teller.tick(self.node, "method", "kind")
        yield teller.say(of_sums or named or words.METHODS[programme.method, ""])
        first = next(iter(programme.bands.values()))
        is_earned = programme.guarantee is not None
        if first.above is not None:
            yield teller.say(words.UP_TO_GUARANTEED if is_earned else words.UP_TO_FIRST)
        elif first.at != 0:
            yield teller.say(words.BELOW_GUARANTEED if is_earned else words.BELOW_FIRST)
        if programme.kind == "goods" and programme.rounding is None:
            yield teller.say(words.WHOLE_UNITS)

    @property
    def _is_of_whole(self) -> bool:
        """Whether a band that is reached pays on the whole base, or a sum."""
        return self.gives_sums or self.programme.method not in {"incremental", "excess-over-band"}

    @property
    def gives_sums(self) -> bool:
        """Whether a band pays so much in all."""
        return gives_sums(self.programme.kind, tuple(self.programme.bands.values()))

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
        yield from self._together()
        yield from self._time()
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
            instead = teller.say(words.INSTEAD, value=teller.figure(against, "missing"))
            yield teller.say(
                words.COMPARED,
                baseline=teller.say(known) if known else teller.figure(against, "baseline"),
                missing=teller.say(without) if without else instead,
            )
            teller.tick(against, "baseline", "missing")

    def _together(self) -> Iterator[str]:
        """Whose bases are added up together, and who is paid."""
        teller, node = self.teller, self.node.get("accumulate")
        if not isinstance(node, MappingNode):
            return
        over, pay = teller.text(node, "over"), teller.text(node, "pay") or "each"
        yield teller.say(REBATE_SENTENCES[f"clauses.Accumulate.over={over}"])
        weights = node.get("weights")
        if isinstance(weights, Sequence):
            listed = teller.voice.listed([teller.voice.rate(each.text) for each in leaves(weights)])
            yield teller.say(REBATE_SENTENCES["clauses.Accumulate.weights"], value=listed)
        yield teller.say(words.TO_FORMER if over == CEDED else REBATE_SENTENCES[f"clauses.Accumulate.pay={pay}"])
        teller.tick(node, "over", "pay", "weights")

    def _time(self) -> Iterator[str]:
        """The year that periods are parts of, and what becomes of late lines."""
        teller, period, late = self.teller, self.node.get("period"), self.node.get("late")
        if isinstance(period, MappingNode):
            yield from said_year(teller, period)
        if isinstance(late, MappingNode):
            within = read_duration(teller.text(late, "within"))
            if within is not None:
                sentence = words.LATE[teller.text(late, "then")]
                yield teller.say(sentence, within=teller.voice.duration(within))
                teller.tick(late, "within", "then")

    def _base(self, key: str, sentence: Words, **arguments: object) -> str:
        base = self.node.get(key)
        assert isinstance(base, MappingNode)  # noqa: S101  # the policy was read
        return said_base(self.teller, base, sentence, to_buyer=self.programme.payee == "buyer", **arguments)

    def _bands(self) -> Block:
        teller = self.teller
        is_share = self.programme.against is not None
        bounds: list[str] = []
        bands = [*teller.items(self.node, "bands")]
        sides: list[str] = []
        for band in bands:
            side = next(each for each in ("at", "above", "at_unit") if band.get(each) is not None)
            sides.append(side)
            bounds.append(teller.times(band, side) if is_share else teller.figure(band, side))
        pays = [self._pays(band, side, bound) for band, side, bound in zip(bands, sides, bounds, strict=True)]
        if self.programme.method == "linear":
            pays = [
                *(teller.say(words.RISING, one=one, other=other) for one, other in pairwise(pays)),
                pays[-1],
            ]
        for number, band in enumerate(bands):
            pays[number] = self._with_plus(band, pays[number])
            teller.tick(band, "id")
        head = words.SHARE_HEAD if is_share else words.BAND_HEAD[0]
        return Grid(
            (teller.say(head), teller.say(words.BAND_HEAD[1])),
            tuple(zip(teller.spans(sides, bounds, of_whole=self._is_of_whole), pays, strict=True)),
        )

    def _pays(self, band: MappingNode, side: str, bound: str) -> str:
        """What a band pays, on which part of the base."""
        teller, programme = self.teller, self.programme
        way = "retrospective" if programme.method == "linear" else programme.method
        if programme.paying is not None and way == "retrospective":
            way = "paying"
        low = teller.say(words.OF_BASELINE, low=bound) if programme.against is not None else bound
        if side == "at_unit":
            low = teller.say(words.UNIT_BEFORE, unit=teller.before(bound))
        if band.get("rate") is not None:
            return teller.say(words.PART[way], value=teller.share(band, "rate"), low=low)
        paid = self._money_or_goods(band, "pay")
        if band.get("per") is not None:
            return teller.say(words.EVERY_FULL[way], value=paid, per=teller.figure(band, "per"), low=low)
        if self.gives_sums:
            is_further = programme.method == "incremental"
            return teller.say(words.FURTHER if is_further else words.IN_ALL, value=paid)
        return teller.say(words.EACH[way], value=paid, low=low)

    def _with_plus(self, band: MappingNode, rate: str) -> str:
        if band.get("plus") is None:
            return rate
        sentence = words.AND_FURTHER if self.programme.method == "incremental" else words.AND
        return self.teller.say(sentence, rate=rate, plus=self.teller.money(band, "plus"))

    def _money_or_goods(self, node: MappingNode, key: str) -> str:
        """What is paid: money, or units of the product that is given."""
        if self.programme.kind != "goods":
            return self.teller.money(node, key)
        product = self.programme.goods.product if self.programme.goods else ""
        units = self.teller.figure(node, key)
        sentence = words.GOODS_UNIT if units == "1" else words.GOODS_UNITS
        return self.teller.say(sentence, value=units, product=product)

    def _conduct(self) -> Iterator[Block]:
        teller = self.teller
        for gate in teller.items(self.node, "gates"):
            side = next(each for each in words.BOUNDS if gate.get(each) is not None)
            of = teller.text(gate, "of")
            bound = teller.say(words.BOUNDS[side], value=teller.like(gate, side, of))
            sentences = [teller.say(words.GATE, title=teller.title(gate), of=teller.take(gate, "of"), bound=bound)]
            yield Text(teller.together([*sentences, *self._unknown(gate, of)]))
        for each in teller.items(self.node, "supplements"):
            words_, figure = self._added(each)
            sentence = teller.say(words_, title=teller.title(each), figure=figure, when=teller.take(each, "when"))
            yield Text(teller.together([sentence, *self._unknown(each)]))
        for each in teller.items(self.node, "factors"):
            of = teller.text(each, "of")
            sentence = teller.say(words.FACTOR, title=teller.title(each), of=teller.take(each, "of"))
            yield Text(teller.together([sentence, *self._unknown(each, is_factor=True), *self._open(each)]))
            yield self._factors(each, of)

    def _added(self, supplement: MappingNode) -> tuple[Words, str]:
        """What a supplement adds, and to what: the sentence and its figure."""
        teller, method = self.teller, self.programme.method
        if supplement.get("rate") is not None:
            is_sliced = method == "incremental"
            return words.TO_EACH_RATE if is_sliced else words.TO_THE_RATE, teller.share(supplement, "rate")
        paid = self._money_or_goods(supplement, "pay")
        if self.gives_sums:
            return words.SUPPLEMENT, paid
        is_counted = any(band.per is not None for band in self.programme.bands.values())
        return words.FOR_EACH_FULL if is_counted else words.FOR_EACH_UNIT, paid

    def _open(self, factor: MappingNode) -> Iterator[str]:
        """What a figure below the first bound of a factor means."""
        first = next(self.teller.items(factor, "bands"), None)
        if first is not None and (first.get("above") is not None or self.teller.text(first, "at") != "0"):
            yield self.teller.say(words.FACTOR_OPEN)

    def _factors(self, factor: MappingNode, of: str) -> Block:
        teller = self.teller
        sides, bounds, factors = list[str](), list[str](), list[str]()
        for band in teller.items(factor, "bands"):
            side = "at" if band.get("at") is not None else "above"
            sides.append(side)
            bounds.append(teller.like(band, side, of))
            factors.append(teller.times(band, "factor"))
            teller.tick(band, "id")
        rows = tuple(zip(teller.spans(sides, bounds), factors, strict=True))
        return Grid(tuple(teller.say(each) for each in words.FACTOR_HEAD), rows, frozenset({1}))

    def _unknown(self, item: MappingNode, of: str = "", *, is_factor: bool = False) -> Iterator[str]:
        """What follows if a fact is missing; as the language has it where nothing is written."""
        teller = self.teller
        written = teller.text(item, "if_missing")
        if not written:
            return
        known = words.UNKNOWN.get(written)
        figure = teller.like(item, "if_missing", of) if of else teller.times(item, "if_missing")
        assumed = words.ASSUMED_FACTOR if is_factor else words.ASSUMED
        yield teller.say(known) if known else teller.say(assumed, value=figure)
        teller.tick(item, "if_missing")

    def _limits(self) -> Iterator[str]:
        teller, node = self.teller, self.node
        is_goods = self.programme.kind == "goods"
        least_base, least = words.LEAST_BASE, words.LEAST_GOODS if is_goods else words.LEAST_PAYOUT
        if self.programme.guarantee is not None:
            least_base, least = words.LEAST_BASE_EARNED, words.LEAST_EARNED
        for key, base, payout in (
            ("minimum", least_base, least),
            ("cap", words.MOST_BASE, words.MOST_GOODS if is_goods else words.MOST_PAYOUT),
        ):
            limit = node.get(key)
            if isinstance(limit, MappingNode):
                if limit.get("base") is not None:
                    yield teller.say(base, value=teller.figure(limit, "base"))
                if limit.get("payout") is not None:
                    yield teller.say(payout, value=self._money_or_goods(limit, "payout"))
        guarantee, budget = node.get("guarantee"), node.get("budget")
        if isinstance(guarantee, MappingNode):
            over = teller.say(words.OVER_YEAR) if teller.text(guarantee, "over") == "year" else ""
            sentence = words.GUARANTEED_GOODS if is_goods else words.GUARANTEED
            yield teller.say(sentence, value=self._money_or_goods(guarantee, "payout"), over=over)
            teller.tick(guarantee, "over")
        if isinstance(budget, MappingNode):
            yield teller.say(words.BUDGET, value=self._money_or_goods(budget, "amount"))
        rounding = node.get("rounding")
        if isinstance(rounding, MappingNode):
            mode = teller.voice.choice(teller.text(rounding, "mode") or "half-up", "mode")
            to = teller.figure(rounding, "to")
            unit = f"{to}{teller.say(words.UNITS)}" if is_goods else teller.voice.money(to.replace(",", ""))
            each = words.ROUNDED_BANDS if teller.text(rounding, "level") == "band" else words.ROUNDED
            yield teller.say(each, to=unit, mode=mode)
            teller.tick(rounding, "mode", "level")

    def _settled(self) -> Iterator[str]:
        teller, settle = self.teller, self.node.get("settle")
        if not isinstance(settle, MappingNode):
            return
        every, payout = teller.text(settle, "every") or "period", teller.text(settle, "payout")
        is_interim = every not in {"period", self.programme.period.kind}
        settled = words.SETTLED_SO_FAR if is_interim else words.SETTLED
        yield teller.say(settled, every=teller.say(words.EVERY[every]), payout=teller.say(words.PAYOUTS[payout]))
        for key, sentence in (("due", words.DUE), ("expires", words.EXPIRES)):
            rule = settle.get(key)
            if isinstance(rule, MappingNode):
                within = read_duration(teller.text(rule, "within"))
                start = teller.text(rule, "after")
                # What is settled before the period's end is due after the last day that it was settled through.
                is_earlier = key == "due" and is_interim and start == "period-end"
                after = teller.say(words.AFTER["settled-through" if is_earlier else start])
                if within is not None:
                    yield teller.say(sentence, within=teller.voice.duration(within), after=after)
                    teller.tick(rule, "within", "after")
        yield teller.say(words.NEGATIVE[teller.text(settle, "negative")])
        teller.tick(settle, "every", "payout", "negative")


def rebate_chapters(describer: Describer, name: str, node: Node, place: JsonSchema) -> Iterator[Chapter]:
    """The section ``rebates``: a chapter for each programme."""
    voice = describer.voice
    yield Chapter("rebates", name, 2, tuple(Text(voice.say(each)) for each in words.STEPS))
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
