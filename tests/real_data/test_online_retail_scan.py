"""4,372 real customers scanned in one pass over 541,909 lines, against a second reckoning.

The second reckoning reads the file itself and works in whole numbers: money in thousandths of a pound, medians by
sorting, scores as fractions. No code of dealerkit is used in it.
"""

from __future__ import annotations

import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from attrs import field, frozen

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import FirstRejects, open_book
from dealerkit.governance.scan.run import evaluate
from dealerkit.governance.scan.scanning import ScanRun
from dealerkit.governance.scan.sign import Sign, State
from dealerkit.policy.loading import load_texts
from tests.conftest import ROOT

pytest.importorskip("pyarrow", reason="reading Parquet needs the extra `parquet`")
pytestmark = [pytest.mark.data, pytest.mark.slow]

BOOK = ROOT / "examples" / "online-retail" / "book"
LAST_DAY, FIRST_DAY = date(2011, 12, 9), date(2010, 12, 10)
LAST_MONTH, MONTHS, LEAST = 2011 * 12 + 10, 8, 4
"""November 2011, as months since the year 0 from January on, is the last whole month."""
CUSTOMERS, WITHOUT_CUSTOMER = 4_372, 135_080

POLICY = f"""
policy: {{name: retail, revision: "1", currency: GBP, effective: 2010-01-01..2012-12-31}}
governance:
  scan:
    window: 12 months
    concentration: [{{id: one, top: 1, at: 20%}}, {{id: three, top: 3, at: 40%}}]
    signals:
      - {{id: one_product, single_product: {{at: 60%}}}}
      - {{id: jump, rhythm: {{of: amount, at: 3.5, months: {MONTHS}, least: {LEAST}}}}}
      - {{id: pieces, rhythm: {{of: quantity, at: 3.5, months: {MONTHS}, least: {LEAST}, flat: quiet}}}}
"""


@frozen
class Bought:
    """What the file says of customers: thousandths of a pound, and pieces."""

    amounts: dict[str, int] = field(factory=dict)
    products: dict[str, dict[str, int]] = field(factory=dict)
    money: dict[str, dict[int, int]] = field(factory=dict)
    pieces: dict[str, dict[int, int]] = field(factory=dict)
    begun: dict[str, int] = field(factory=dict)


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
    names = ("CustomerID", "Description", "InvoiceDate", "Quantity", "UnitPrice")
    found = Bought()
    for customer, product, moment, pieces, price in zip(*(table[name].to_pylist() for name in names), strict=True):
        if customer is None:
            continue
        key, day = str(customer), moment.date()
        pounds, thousandths = str(price).split(".")
        amount, month = pieces * int(pounds + thousandths.ljust(3, "0")), day.year * 12 + day.month - 1
        found.begun[key] = min(month, found.begun.get(key, month))
        for by_month, value in ((found.money, amount), (found.pieces, pieces)):
            mine = by_month.setdefault(key, {})
            mine[month] = mine.get(month, 0) + value
        if FIRST_DAY <= day <= LAST_DAY:
            found.amounts[key] = found.amounts.get(key, 0) + amount
            goods = found.products.setdefault(key, {})
            goods[product.strip()] = goods.get(product.strip(), 0) + amount
    return found


@pytest.fixture(scope="module")
def run(file: Path, tmp_path_factory: pytest.TempPathFactory) -> ScanRun:
    folder = tmp_path_factory.mktemp("online-retail") / "book"
    shutil.copytree(BOOK, folder)
    shutil.copyfile(file, folder / file.name)
    policy = load_texts({"policy.yaml": POLICY.encode()}, SECTIONS).policy
    assert policy is not None
    return evaluate(policy, open_book(folder, rejects=FirstRejects()), LAST_DAY)


def sign(run: ScanRun, dealer: str, signal: str) -> Sign:
    found = run.of(dealer)
    assert found is not None
    return next(each for each in found.signs if each.signal.id == signal)


def middle(values: list[Fraction]) -> Fraction:
    ranked = sorted(values)
    half, odd = divmod(len(ranked), 2)
    return ranked[half] if odd else (ranked[half - 1] + ranked[half]) / 2


def test_everybody_who_ever_bought_is_scanned_and_nobody_else(run: ScanRun, bought: Bought):
    assert {each.dealer for each in run.dealers} == set(bought.begun)
    assert len(run.dealers) == CUSTOMERS
    assert run.ground.book.counts["lines"].rejected == WITHOUT_CUSTOMER
    # A line without a customer is nobody's: it takes nothing from what is known of those who have one.
    assert run.ground.lines_unread == 0


def test_amounts_shares_and_ranks_are_those_of_the_file(run: ScanRun, bought: Bought):
    amounts = {key: bought.amounts.get(key, 0) for key in bought.begun}
    whole = sum(amount for amount in amounts.values() if amount > 0)
    ranked = sorted(amounts.values(), reverse=True)
    for each in run.dealers:
        mine = amounts[each.dealer]
        assert each.standing.amount * 1_000 == mine
        assert each.standing.share == Fraction(max(mine, 0), whole)
        assert each.standing.rank == 1 + ranked.index(mine)
    assert [each.share for each in run.alarms] == [Fraction(ranked[0], whole), Fraction(sum(ranked[:3]), whole)]
    assert {each.state for each in run.alarms} == {State.QUIET}


def test_the_largest_product_of_everybody_is_that_of_the_file(run: ScanRun, bought: Bought):
    for each in run.dealers:
        kept = [amount for amount in bought.products.get(each.dealer, {}).values() if amount > 0]
        found = each.signs[0].found
        assert found.value == (Fraction(max(kept), sum(kept)) if kept else None)
        expected = State.UNKNOWN if not kept else State.SHOWN if 10 * max(kept) >= 6 * sum(kept) else State.QUIET
        assert found.state is expected


@pytest.mark.parametrize(("place", "flat_is_shown"), [(1, True), (2, False)])
def test_the_rhythm_of_everybody_is_that_of_the_file(run: ScanRun, bought: Bought, place: int, *, flat_is_shown: bool):
    states: dict[State, int] = dict.fromkeys(State, 0)
    by_month, unit = (bought.money, 1_000) if place == 1 else (bought.pieces, 1)
    for each in run.dealers:
        mine, found = by_month[each.dealer], each.signs[place].found
        states[found.state] += 1
        months = range(max(bought.begun[each.dealer], LAST_MONTH - MONTHS), LAST_MONTH)
        if len(months) < LEAST:
            assert found.state is State.UNKNOWN
            continue
        before = [Fraction(mine.get(month, 0), unit) for month in months]
        difference = Fraction(mine.get(LAST_MONTH, 0), unit) - middle(before)
        deviation = middle([abs(value - middle(before)) for value in before])
        if deviation:
            score = Fraction(6_745, 10_000) * difference / deviation
            assert found.value == score
            assert found.state is (State.SHOWN if abs(score) >= Fraction(7, 2) else State.QUIET)
        else:
            assert found.state is (State.SHOWN if difference and flat_is_shown else State.QUIET)
    assert min(states.values()) > 100
