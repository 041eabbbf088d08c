"""RFM: scores for recency, frequency and money, and segments by a decision table over the scores.

Source: A. M. Hughes, "Strategic Database Marketing" (1994), for scores by fifths. A score comes from fixed bands, so
that nobody's depends on the others, or from quantiles of all members, whose definition and tie rule are stated.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from attrs import frozen

from dealerkit.decisions import Decision, Outcome, Reason, Rule
from dealerkit.policy.bands import Band, Ladder, banded
from dealerkit.policy.expressions import Expression
from dealerkit.policy.lookup import decide
from dealerkit.policy.scalars import COUNT_FROM_0, INTEGER, KEY, TEXT, between, choice
from dealerkit.policy.shapes import Keyed, entry, expression, keyed, named, record, ruled
from dealerkit.policy.tables import Table, table
from dealerkit.policy.types import COUNT, NUMBER, Type
from dealerkit.problems import Arg
from dealerkit.scoring.classes.members import SCOPE, Member, Placed, Use, known_numbers
from dealerkit.values.exact import Number
from dealerkit.values.quantiles import TYPES, quantile

HIGH, LOW = "high", "low"
BETTER, WORSE, MIDDLE = "better", "worse", "middle"
TOTAL = "total"
"""The column of the segments' table that is the sum of all scores."""
BELOW_BANDS = "the score below the first bound of `bands`"
_ONE_DIGIT = 9
_INTO = between(INTEGER, 2, 100)
_TYPE = between(INTEGER, TYPES[0], TYPES[-1])


@frozen(kw_only=True)
class ScoreBand(Band):
    """A score from a value on."""

    score: int = entry(COUNT_FROM_0, "the score from this value on")


@frozen(kw_only=True)
class Quantiles:
    """Scores 1 to ``into`` by quantiles of all members: a fifth of them each, for five."""

    rule: Rule = ruled()
    into: int = entry(_INTO, "how many scores there are: 5 for fifths")
    type: int = entry(_TYPE, "the definition of a quantile, 1 to 9 as Hyndman and Fan number them")
    better: str = entry(choice(HIGH, LOW), "which values get the high scores: high ones, or low ones (days since …)")
    ties: str = entry(
        choice(BETTER, WORSE, MIDDLE),
        "the score of a value that is itself a quantile: the better of the scores it lies between, the worse, or the"
        " one in the middle (of two, the worse)",
    )

    def scores(self, values: Mapping[str, Number]) -> dict[str, int]:
        """Every member's score; equal values have equal scores."""
        ordered = sorted(values.values())
        cuts = [quantile(ordered, Fraction(place, self.into), self.type) for place in range(1, self.into)]
        by_value: dict[Number, int] = {}
        return {key: by_value.setdefault(value, self._score(value, cuts)) for key, value in values.items()}

    def _score(self, value: Number, cuts: Sequence[Number]) -> int:
        below, through = bisect_left(cuts, value), bisect_right(cuts, value)
        worse, better = (below + 1, through + 1) if self.better == HIGH else (self.into - through, self.into - below)
        return {BETTER: better, WORSE: worse}.get(self.ties, (worse + better) // 2)


@frozen(kw_only=True)
class Part:
    """One score: of which figure, and by fixed bands or by quantiles."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the score's name for people", default=None)
    of: Expression = entry(expression(SCOPE, NUMBER), "the figure that is scored, as in figure.orders")
    bands: Keyed[ScoreBand] | None = entry(banded(ScoreBand), "from which value on which score", default=None)
    below: int | None = entry(COUNT_FROM_0, BELOW_BANDS, default=None)
    quantiles: Quantiles | None = entry(record(Quantiles), "scores by quantiles of all members", default=None)

    def scored(self, members: Sequence[Member]) -> tuple[dict[str, tuple[int, Reason]], dict[str, tuple[str, ...]]]:
        """The score of each member with its reason; and what is missing for those without one."""
        known, lacking = known_numbers(members, self.of)
        if self.quantiles is not None:
            scores = self.quantiles.scores(known) if known else {}
            found = {
                key: (score, Reason("class-quantile", self.quantiles.rule, self._told(known[key], score)))
                for key, score in scores.items()
            }
            return found, lacking
        ladder = Ladder(() if self.bands is None else self.bands.values())
        found = {}
        for key, amount in known.items():
            band = ladder.reached(amount)
            if band is not None:
                found[key] = band.score, Reason("class-score", band.rule, self._told(amount, band.score))
            elif self.below is not None:
                found[key] = self.below, Reason("class-score", self.rule, self._told(amount, self.below))
            else:
                lacking[key] = (f"{self.id}.below",)
        return found, lacking

    def _told(self, amount: Number, score: int) -> tuple[tuple[str, Arg], ...]:
        into = "" if self.quantiles is None else self.quantiles.into
        return (("part", self.title or self.id), ("figure", amount), ("score", score), ("into", into))


@frozen(kw_only=True)
class Segment:
    """What follows from a row of scores."""

    class_: str = entry(KEY, "the class of members with these scores")


@frozen(kw_only=True)
class ByRfm:
    """RFM: scores for recency, frequency and money, and a decision table from scores to classes."""

    adds_up: ClassVar[str] = ""
    rule: Rule = ruled()
    parts: Keyed[Part] = entry(
        keyed(record(Part, exactly_one=(("bands", "quantiles"),), not_together=(("quantiles", "below"),))),
        "the scores, in the order of the digits",
    )
    segments: Table[Segment] = entry(
        table(record(Segment)),
        "from scores to classes: a decision table whose columns are the parts, or `total` for the sum of all scores",
    )

    @property
    def figures(self) -> Mapping[str, Type]:
        """The digits, each score, and their sum."""
        return {**dict.fromkeys(self.parts, COUNT), TOTAL: COUNT}

    def uses(self) -> Iterator[Use]:
        """The class of each row."""
        return (Use(row.then.class_, row.rule) for row in self.segments.rows)

    def place(self, members: Sequence[Member]) -> Mapping[str, Placed]:
        """Every member's scores and class."""
        scored = {part.id: part.scored(members) for part in self.parts.values()}
        found: dict[str, Placed] = {}
        for member in members:
            missing = tuple(fact for _, lacking in scored.values() for fact in lacking.get(member.key, ()))
            if missing:
                found[member.key] = Placed(member.key, missing=tuple(dict.fromkeys(missing)))
                continue
            parts = {part: known[member.key] for part, (known, _) in scored.items()}
            found[member.key] = self._placed(member.key, parts)
        return found

    def _placed(self, key: str, parts: Mapping[str, tuple[int, Reason]]) -> Placed:
        scores = {part: score for part, (score, _) in parts.items()}
        whole = sum(scores.values())
        facts = {**{part: Decimal(score) for part, score in scores.items()}, TOTAL: Decimal(whole)}
        chosen = decide(self.segments, facts)
        values: tuple[tuple[str, Arg], ...] = (("digits", _digits(scores)), *scores.items(), (TOTAL, whole))
        reasons = (*(reason for _, reason in parts.values()), *chosen.reasons)
        return _segmented(key, chosen, values, reasons)


def _segmented(key: str, chosen: Decision, values: tuple[tuple[str, Arg], ...], reasons: tuple[Reason, ...]) -> Placed:
    if chosen.outcome is Outcome.GRANTED:
        return Placed(key, str(chosen.value("class")), values, reasons, chosen.tried)
    missing = chosen.missing or ("segments",) if chosen.outcome is Outcome.UNDETERMINED else ()
    return Placed(key, "", values, reasons, chosen.tried, missing, code=chosen.code)


def _digits(scores: Mapping[str, int]) -> str:
    """The scores as one word: 545, or 10-4-5 where one has two digits."""
    return ("" if max(scores.values()) <= _ONE_DIGIT else "-").join(map(str, scores.values()))


BY_RFM = record(ByRfm)
