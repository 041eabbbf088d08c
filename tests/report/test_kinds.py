"""Reports about lines, increments, fixed sums, goods, guarantees and short periods: in words and on one line."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dealerkit.book import Book
from dealerkit.rebates.results import Row
from dealerkit.rebates.run import Run, rounding_of
from dealerkit.rebates.statement import statement_of
from dealerkit.report.languages import Language
from dealerkit.report.places import shortest
from dealerkit.report.sentences import told, told_to_payee
from dealerkit.report.statements import StatementReport
from dealerkit.report.whys import rate_words, teller_of
from dealerkit.report.workings import working
from tests.report.settling import policy

HEAD = """
policy: {name: p, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
rebates:
  p:
    period: quarter
"""
SETTLE = "    settle: {payout: credit-note, negative: carry-forward}\n"
IN_GOODS = "    goods: {product: TEA}\n    settle: {payout: goods, negative: carry-forward}\n"
MONEY = "    qualifying: {measure: net_amount}\n"
CUPS = "    qualifying: {measure: quantity}\n"

LINE = MONEY + "    method: linear\n    kind: percent\n    bands: [{at: 100, rate: 1%}, {at: 200, rate: 2%}]\n" + SETTLE
SUMS = MONEY + "    method: linear\n    kind: lump-sum\n    bands: [{at: 100, pay: 10}, {at: 400, pay: 20}]\n" + SETTLE
FULL = MONEY + "    method: retrospective\n    kind: per-unit\n    bands: [{at: 100, pay: 5, per: 100}]\n" + SETTLE
FIXED = MONEY + "    method: retrospective\n    kind: percent\n    bands: [{at: 100, rate: 1%, plus: 7}]\n" + SETTLE
SLICES = (
    MONEY
    + "    method: incremental\n    kind: percent\n"
    + "    bands: [{at: 100, rate: 1%, plus: 7}, {at: 200, rate: 2%, plus: 3}]\n"
    + SETTLE
)
GOODS = CUPS + "    method: retrospective\n    kind: goods\n    bands: [{at_unit: 100, pay: 2, per: 100}]\n" + IN_GOODS
IN_ALL = (
    CUPS
    + "    method: incremental\n    kind: goods\n    bands: [{at_unit: 10, pay: 2}, {at_unit: 20, pay: 3}]\n"
    + IN_GOODS
)
RAISED = FIXED.replace("plus: 7", "plus: 0") + "    guarantee: {payout: 9}\n"
PART = FIXED + "    short_period: pro-rata\n"


def run(body: str, base: str, **contract: date) -> Run:
    line = {"date": date(2026, 3, 20), "dealer": "D1", "net_amount": Decimal(base), "quantity": Decimal(base)}
    contracts = [{"contract": "C1", "customer": "D1", **contract}] if contract else []
    book = Book.from_tables({"lines": [line], "contracts": contracts, "postings": []})
    return Run.open(policy(HEAD + body), book, date(2026, 3, 31))


def row(found: Run) -> Row:
    (only,) = found.settlement().rows
    return only


def line_of(body: str, base: str, **contract: date) -> str:
    found = run(body, base, **contract)
    programme = found.standing.programmes["p"]
    return working(programme, row(found).decided, rounding_of(found.standing.policy, programme))


class TestTheWorking:
    @pytest.mark.parametrize(
        ("body", "base", "line"),
        [
            (LINE, "150", "150 × 1.5% = 2.25"),
            (LINE, "300", "300 × 2% = 6.00"),
            (SUMS, "250", "15.00"),
            (FULL, "799", "7 × 5 = 35.00"),
            (FIXED, "150", "150 × 1% + 7.00 = 8.50"),
            (SLICES, "250", "100 × 1% + 7.00 + 50 × 2% + 3.00 = 12.00"),
            (GOODS, "640", "6 × 2 = 12"),
            (IN_ALL, "25", "2 + 3 = 5"),
            (RAISED, "150", "150 × 1% = 1.50 → 9.00"),
        ],
    )
    def test_is_on_one_line(self, body: str, base: str, line: str):
        assert line_of(body, base) == line

    def test_of_a_half_quarter_has_the_half_of_the_fixed_sum(self):
        assert line_of(PART, "150", start=date(2026, 2, 15)) == "150 × 1% + 3.50 = 5.00"


class TestTheRate:
    @pytest.mark.parametrize(
        ("body", "base", "lang", "words"),
        [
            (LINE, "150", "en", "1.5%"),
            (FULL, "799", "en", "5.00 for each full 100"),
            (FULL, "799", "zh", "每满 100 给 5.00"),
            (FIXED, "150", "en", "1% + 7.00"),
            (GOODS, "640", "en", "2 units for each full 100"),
            (GOODS, "640", "zh", "每满 100 给 2 件"),
            (IN_ALL, "25", "zh", "3 件"),
        ],
    )
    def test_is_said_with_what_stands_beside_it(self, body: str, base: str, lang: Language, words: str):
        found = run(body, base)
        assert rate_words(found.standing.programmes["p"], row(found), lang) == words


class TestGoodsAreNoMoney:
    def test_a_title_has_units(self):
        found = run(GOODS, "640")
        points = teller_of(found, shortest({})).points(row(found), "en")
        assert points.title == "p 2026-Q1: 12 × TEA"
        assert points.points[-1].words == "payable now: 12, in goods, units of TEA"

    def test_nothing_is_paid_out(self):
        assert run(GOODS, "640").settlement().paid_out == 0


class TestTheNextIncrement:
    @pytest.mark.parametrize(
        ("body", "base", "sentence"),
        [
            (GOODS, "640", "60 units to go to the next full 100."),
            (GOODS, "600", "100 units to go to the next full 100."),
            (FULL, "799", "1 to go to the next full 100."),
            (FULL.replace("retrospective", "incremental"), "799", "1 to go to the next full 100."),
            (FULL.replace("retrospective", "excess-over-band"), "799", ""),
            (FULL + "    cap: {base: 700}\n", "799", ""),
        ],
    )
    def test_is_told_to_the_payee(self, body: str, base: str, sentence: str):
        found = run(body, base)
        report = StatementReport(statement_of(found, "D1"), teller_of(found, shortest({})))
        (entry,) = report.statement.entries
        said = [each for each in report._sentences(entry, "en") if "next full" in each]
        assert said == ([sentence] if sentence else [])


class TestSentences:
    @pytest.mark.parametrize(
        ("body", "base", "lang", "sentences"),
        [
            (LINE, "150", "en", ["the base of 150 has reached the bound 100, on the straight line to 200: 1.5%"]),
            (LINE, "300", "zh", ["基数 300 达到 200：2%"]),
            (
                GOODS,
                "640",
                "en",
                ["the base of 640 has reached the band from 100: 2 units of TEA for each full 100, 6 times"],
            ),
            (
                RAISED.replace(", plus: 0", ""),
                "50",
                "en",
                ["the base of 50 does not reach the first band, 100", "0 would be paid, 9 is guaranteed"],
            ),
        ],
    )
    def test_for_our_own_people(self, body: str, base: str, lang: Language, sentences: list[str]):
        found = run(body, base)
        programme = found.standing.programmes["p"]
        assert [told(each, programme, lang) for each in row(found).decided.reasons] == sentences

    def test_for_the_payee(self):
        found = run(PART, "150", start=date(2026, 2, 15))
        programme = found.standing.programmes["p"]
        said = [told_to_payee(each, programme, "zh") for each in row(found).decided.reasons]
        assert [each for each in said if each] == [
            "本期 90 天中为您计入 45 天：界限和金额按此比例折算。",
            "达到 50：固定 3.50。",
        ]
