"""4,372 real customers classed, and sales measured over customers and countries, against a second reckoning.

The second reckoning reads the file itself and works in whole numbers: money in thousandths of a pound, shares by
multiplying across, fifths by their definition. No code of dealerkit is used in it.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import field, frozen

from dealerkit.assembly import load
from dealerkit.book import FirstRejects, open_book
from dealerkit.scoring.classes.classifying import Classed
from dealerkit.scoring.classifying import Classification, classify_customers
from tests.conftest import ROOT

pytest.importorskip("pyarrow", reason="reading Parquet needs the extra `parquet`")
pytestmark = [pytest.mark.data, pytest.mark.slow]

EXAMPLE = ROOT / "examples" / "online-retail"
LAST_DAY = date(2011, 12, 9)
CUSTOMERS = 4_372
FIFTHS = 5


@frozen
class Bought:
    """What the file says, in thousandths of a pound and days since the last purchase."""

    sales: dict[str, int] = field(factory=dict)
    days: dict[str, set[date]] = field(factory=dict)
    countries: dict[str, int] = field(factory=dict)

    def since(self, customer: str) -> int | None:
        days = self.days.get(customer)
        return None if not days else (LAST_DAY - max(days)).days


@pytest.fixture(scope="module")
def file(real_data: Path) -> Path:
    found = real_data / "online_retail.parquet"
    if not found.is_file():
        pytest.skip("the real data has no online_retail.parquet")
    return found


@pytest.fixture(scope="module")
def bought(file: Path) -> Bought:
    from pyarrow.parquet import read_table

    table = read_table(file)
    names = ("CustomerID", "Country", "InvoiceDate", "Quantity", "UnitPrice")
    found = Bought()
    for customer, country, moment, pieces, price in zip(*(table[name].to_pylist() for name in names), strict=True):
        if customer is None:
            continue
        key = str(customer)
        pounds, thousandths = str(price).split(".")
        amount = pieces * int(pounds + thousandths.ljust(3, "0"))
        found.sales[key] = found.sales.get(key, 0) + amount
        found.countries[country] = found.countries.get(country, 0) + amount
        if pieces > 0:
            found.days.setdefault(key, set()).add(moment.date())
    return found


@pytest.fixture(scope="module")
def result(file: Path, tmp_path_factory: pytest.TempPathFactory) -> Classification:
    folder = tmp_path_factory.mktemp("online-retail") / "book"
    shutil.copytree(EXAMPLE / "book", folder)
    shutil.copyfile(file, folder / file.name)
    policy = load([EXAMPLE / "policy"]).policy
    assert policy is not None
    return classify_customers(policy, open_book(folder, rejects=FirstRejects()), LAST_DAY)


def scheme(result: Classification, id: str) -> Classed:
    assert result.classes is not None
    return result.classes.classed[id]


def names(result: Classification, id: str) -> Mapping[str, str]:
    return {key: placed.name for key, placed in scheme(result, id).placed.items()}


def cut_times_five(ordered: list[int], place: int) -> int:
    """The quantile place/5 by type 7, times five: the point (n - 1) × place / 5 on the line through all values."""
    whole, rest = divmod((len(ordered) - 1) * place, FIFTHS)
    following = ordered[min(whole + 1, len(ordered) - 1)]
    return FIFTHS * ordered[whole] + rest * (following - ordered[whole])


def fifth(value: int, cuts: list[int], ties: str, *, low_is_better: bool = False) -> int:
    below, through = sum(cut < FIFTHS * value for cut in cuts), sum(cut <= FIFTHS * value for cut in cuts)
    ends = [FIFTHS - through, FIFTHS - below] if low_is_better else [below + 1, through + 1]
    return {"worse": ends[0], "better": ends[1], "middle": sum(ends) // 2}[ties]


class TestEveryCustomer:
    def test_everybody_who_bought_or_returned_is_classed_by_every_scheme(self, result: Classification, bought: Bought):
        assert len(bought.sales) == CUSTOMERS
        for id in ("abc", "top", "rfm"):
            assert set(names(result, id)) == set(bought.sales)

    def test_abc_is_what_the_cumulated_sums_say(self, result: Classification, bought: Bought):
        above = sorted(((amount, key) for key, amount in bought.sales.items() if amount > 0), reverse=True)
        whole = sum(amount for amount, _ in above)
        expected = {key: "C" for key, amount in bought.sales.items() if amount <= 0}
        for amount, key in above:
            # The crossing line belongs before, and equal amounts are one line: what lies above it decides.
            begins = sum(other for other, _ in above if other > amount)
            expected[key] = "A" if 100 * begins < 80 * whole else "B" if 100 * begins < 95 * whole else "C"
        assert names(result, "abc") == expected
        assert [each.count for each in scheme(result, "abc").summary] == [1_178, 1_456, 1_738]

    def test_the_top_fifth_is_874_customers_who_cumulate_three_quarters(self, result: Classification, bought: Bought):
        amounts = sorted(bought.sales.values(), reverse=True)
        # 20 %, 50 % and 80 % of 4,372 are 874.4, 2,186 and 3,497.6.
        lasts = (("important", 874), ("main", 2_186), ("ordinary", 3_498), ("small", CUSTOMERS))
        places = {amount: amounts.index(amount) + 1 for amount in set(amounts)}
        expected = {
            key: next(name for name, last in lasts if places[amount] <= last) for key, amount in bought.sales.items()
        }
        assert names(result, "top") == expected
        positive = sum(amount for amount in amounts if amount > 0)
        share = Fraction(sum(amounts[:874]), positive)
        assert Fraction(737, 1000) < share < Fraction(738, 1000)
        first = scheme(result, "top").summary[0]
        assert first.amount is not None
        assert Fraction(first.amount) * 1000 == sum(amounts[:874])

    def test_rfm_scores_are_the_fifths_of_all_customers(self, result: Classification, bought: Bought):
        since = {key: days for key in bought.sales if (days := bought.since(key)) is not None}
        often = {key: len(bought.days.get(key, ())) for key in bought.sales}
        cuts = [
            [cut_times_five(sorted(values), place) for place in range(1, FIFTHS)]
            for values in (since.values(), often.values(), bought.sales.values())
        ]
        expected = {
            key: "".join(
                map(
                    str,
                    (
                        fifth(days, cuts[0], "better", low_is_better=True),
                        fifth(often[key], cuts[1], "middle"),
                        fifth(bought.sales[key], cuts[2], "worse"),
                    ),
                )
            )
            for key, days in since.items()
        }
        placed = scheme(result, "rfm").placed
        assert {key: placed[key].value("digits") for key in expected} == expected
        assert len(expected) == 4_339
        assert {placed[key].name for key in set(placed) - set(expected)} == {"lost"}

    def test_segments_follow_from_the_scores(self, result: Classification):
        for placed in scheme(result, "rfm").placed.values():
            digits = str(placed.value("digits"))
            if not digits:
                continue
            recency, frequency, monetary = map(int, digits)
            if recency >= 4 and frequency >= 4 and monetary >= 4:
                expected = "champions"
            elif recency >= 3 and frequency >= 3:
                expected = "loyal"
            elif recency >= 4:
                expected = "new"
            elif recency <= 2 and frequency >= 3:
                expected = "at-risk"
            else:
                expected = "lost" if recency == 1 else "others"
            assert placed.name == expected


class TestConcentration:
    def test_over_customers(self, result: Classification, bought: Bought):
        assert result.concentration is not None
        found = result.concentration.measured["customers"].spread
        amounts = sorted((amount for amount in bought.sales.values() if amount > 0), reverse=True)
        whole = sum(amounts)
        assert found is not None
        assert (found.count, len(found.below)) == (4_317, 55)
        assert [found.top(count) for count in (1, 3, 10, 100)] == [
            Fraction(sum(amounts[:count]), whole) for count in (1, 3, 10, 100)
        ]
        assert found.hhi == Fraction(sum(amount * amount for amount in amounts), whole * whole)
        ascending = sum((2 * place - len(amounts) - 1) * amount for place, amount in enumerate(reversed(amounts), 1))
        assert found.gini == Fraction(ascending, len(amounts) * whole)

    def test_over_countries(self, result: Classification, bought: Bought):
        assert result.concentration is not None
        measured = result.concentration.measured["countries"]
        positive = {country: amount for country, amount in bought.countries.items() if amount > 0}
        whole = sum(positive.values())
        assert {part.name: Fraction(holding.amount) * 1000 for part, holding in measured.holdings} == positive
        assert measured.spread is not None
        assert measured.spread.hhi == Fraction(sum(each * each for each in positive.values()), whole * whole)
        assert Fraction(815, 1000) < measured.spread.top(1) < Fraction(816, 1000)

    def test_only_the_home_country_raises_an_alarm(self, result: Classification):
        assert result.concentration is not None
        raised = [
            each.alarm.rule.address
            for measured in result.concentration.measured.values()
            for each in measured.alarms
            if each.is_raised
        ]
        assert raised == ["scoring.concentration.countries.alarms.one"]
