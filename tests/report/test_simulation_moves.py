"""What moved, as a table: to the cent for people, exact for files, in the words of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest

from dealerkit.decisions import Reason, Rule
from dealerkit.problems import Arg, Location
from dealerkit.report.languages import Language, Words
from dealerkit.report.simulations_moves import exact_moves, in_order_of_weight, moves_table
from dealerkit.values.numbers import Number
from dealerkit.whatif.volumes.moves import Move

TITLE = Words("moves", "变动")
RULE = Rule("scenarios.x.behaviour", Location("x.yaml", 3))


def move(step: str, args: Mapping[str, Arg], before: Number, after: Number, **more: str) -> Move:
    reason = Reason(step, RULE, tuple(args.items()))
    return Move(more.pop("dealer", "A"), "lines", more.pop("measure", "net_amount"), before, after, reason, **more)


THIRD = Fraction(100, 3)
BOUGHT = move(
    "forward-bought",
    {"amount": Decimal("10000.0000"), "bound": Decimal(800000), "gain": Decimal("8100.00")},
    Decimal(790000),
    Decimal("800000.0000"),
    programme="volume",
    period="2026-Q1",
)
ON: dict[str, Arg] = {
    "more": THIRD,
    "passed": THIRD / 2,
    "kept": THIRD / 2,
    "cut": Fraction(1, 300),
    "elasticity": Decimal("-1.8"),
}
BACK: dict[str, Arg] = {"less": Decimal(4000), "passed": Decimal(3000), "kept": Decimal(1000), "rise": Fraction(1, 200)}


BEARS = "of 4,000 less rebate 3,000 goes onto the price, 0.5% higher, and 1,000 the dealer bears; units answer at -2"


class TestForPeople:
    @pytest.mark.parametrize(
        ("each", "lang", "said"),
        [
            (BOUGHT, "en", "bought forward 10,000 to reach 800,000, which gains 8,100"),
            (BOUGHT, "zh", "提前进货 10,000，以达到 800,000，多得 8,100"),
            (
                move("passed-on", ON, THIRD, THIRD),
                "en",
                "of 33.33 more rebate 16.67 goes into the price, 0.33% lower, and 16.67 stays; units answer at -1.8",
            ),
            (
                move("passed-back", {**BACK, "elasticity": Decimal(-2)}, Decimal(1), Decimal(1)),
                "en",
                BEARS,
            ),
            (
                move("passed-back", {**BACK, "elasticity": Decimal(-2)}, Decimal(1), Decimal(1)),
                "zh",
                "少得的返利 4,000 中有 3,000 加到售价（涨 0.5%），自担 1,000；销量弹性 -2",
            ),
            (move("book-paid-later", {"later": "10 days", "receipts": 2}, THIRD, THIRD), "zh", "2 笔回款晚 10 天"),
            (move("book-grown", {"share": Decimal("-0.05")}, THIRD, THIRD), "en", "sales change by -5%"),
        ],
    )
    def test_why_something_moved_is_said_without_words_for_machines(self, each: Move, lang: Language, said: str):
        assert moves_table(TITLE, [each], lang).rows[0][-1] == said

    @pytest.mark.parametrize("lang", ["en", "zh"])
    def test_what_moved_is_named_in_the_reader_s_language_and_to_the_cent(self, lang: Language):
        (row,) = moves_table(TITLE, [BOUGHT], lang).rows
        assert row[:3] == ("A", "volume", "2026-Q1")
        assert "net_amount" not in str(row)
        assert row[4:7] == ("790,000", "800,000", "10,000")


class TestForFiles:
    def test_figures_are_exact_and_the_change_is_named_by_its_address(self):
        table = exact_moves(TITLE, [move("passed-on", ON, THIRD, THIRD * 2)], "en")
        row = dict(zip((each.name for each in table.columns), table.rows[0], strict=True))
        assert (row["before"], row["after"], row["difference"]) == (THIRD, THIRD * 2, THIRD)
        assert (row["measure"], row["change"]) == ("net_amount", "scenarios.x.behaviour")


def test_what_dealers_do_for_a_programme_stands_first_and_who_moves_most_before_others():
    grown = move("book-grown", {"share": Decimal(1)}, Decimal(0), Decimal(10**9))
    small = move("forward-bought", {}, Decimal(0), Decimal(1), dealer="C", programme="volume")
    missing = move("forward-missing", {}, Decimal(1), Decimal(0), programme="volume")
    assert in_order_of_weight([grown, small, BOUGHT, missing]) == [BOUGHT, missing, small, grown]
