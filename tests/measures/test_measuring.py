from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from dealerkit.book import Book
from dealerkit.measures.cells import Cells, LineCount
from dealerkit.measures.masters import Masters
from dealerkit.measures.measuring import measure
from dealerkit.measures.takes import Take
from dealerkit.policy.expressions import Expression, compile_expression
from dealerkit.policy.facts import LINE, Catalogue, Fact
from dealerkit.policy.types import BOOLEAN, NUMBER, TREE, Missing, Value
from dealerkit.problems import DealerkitError, Location
from dealerkit.values.ranges import DateRange
from tests.measures.asking import CATALOGUE, MASTERS, Refusals, book_of, condition, naive_facts, question, rebatched

JANUARY = (date(2026, 1, 1), date(2026, 1, 31))
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
ALL = Take("all")


def line(day: str, dealer: str, product: str, amount: object, **more: object) -> dict[str, object]:
    return {"date": day, "dealer": dealer, "product": product, "net_amount": str(amount), **more}


def measured(book: Book, *takes: Take, as_of: date = date(2026, 12, 31)) -> tuple[Cells, Refusals]:
    refusals = Refusals()
    asked = question(book, *takes, as_of=as_of)
    return measure(book.batches("lines", asked.wanted()), asked, refusals), refusals


class TestSums:
    def test_lines_of_one_dealer_and_month_are_added_up(self):
        cells, _ = measured(
            book_of([line("2026-01-02", "A", "P1", "1.10"), line("2026-01-31", "A", "P2", "2.20")]), ALL
        )
        assert cells.total("all", "A", *JANUARY) == Decimal("3.30")

    def test_returns_are_negative_lines(self):
        cells, _ = measured(book_of([line("2026-01-02", "A", "P1", 5), line("2026-01-03", "A", "P1", -7)]), ALL)
        assert cells.total("all", "A", *JANUARY) == -2

    def test_no_lines_add_up_to_zero(self):
        cells, _ = measured(book_of([]), ALL)
        assert cells.total("all", "A", *JANUARY) == 0
        assert not cells.has_lines("all", "A", *JANUARY)

    def test_days_outside_the_window_do_not_count(self):
        cells, _ = measured(book_of([line("2026-01-31", "A", "P1", 1), line("2026-02-01", "A", "P1", 2)]), ALL)
        assert cells.total("all", "A", *JANUARY) == 1

    def test_a_window_that_cuts_a_segment_is_a_mistake_of_the_caller(self):
        cells, _ = measured(book_of([line("2026-01-31", "A", "P1", 1)]), ALL)
        with pytest.raises(DealerkitError):
            cells.total("all", "A", date(2026, 1, 1), date(2026, 1, 30))

    def test_the_callers_decimal_context_does_not_matter(self):
        book = book_of([line("2026-01-02", "A", "P1", "123456789.01"), line("2026-01-02", "A", "P1", "0.01")])
        with localcontext() as context:
            context.prec = 3
            cells, _ = measured(book, ALL)
            assert cells.total("all", "A", *JANUARY) == Decimal("123456789.02")

    def test_sums_are_split_by_tax_rate(self):
        lines = [line("2026-01-02", "A", "P1", 1, tax_rate="13%"), line("2026-01-02", "A", "P1", 2, tax_rate="9%")]
        cells, _ = measured(book_of(lines), ALL)
        assert cells.by_tax_rate("all", "A", *JANUARY) == {Decimal("0.13"): 1, Decimal("0.09"): 2}

    def test_each_take_adds_up_its_own_measure(self):
        by_units = Take("units", measure="quantity")
        cells, _ = measured(book_of([line("2026-01-02", "A", "P1", 100, quantity=3)]), ALL, by_units)
        assert [cells.total(each, "A", *JANUARY) for each in ("all", "units")] == [100, 3]

    def test_a_measure_may_be_a_formula_and_stays_exact(self):
        third = Take("third", measure=condition("line.quantity / 3", NUMBER))
        lines = [line("2026-01-02", "A", "P1", 1, quantity=1), line("2026-01-02", "A", "P1", 1, quantity=3)]
        cells, _ = measured(book_of(lines), third)
        assert cells.total("third", "A", *JANUARY) == Fraction(4, 3)

    def test_takes_of_the_same_lines_are_counted_once(self):
        again = Take("again")
        cells, _ = measured(book_of([line("2026-01-02", "A", "P1", 1)]), ALL, again)
        assert len(cells.takes) == 1
        assert cells.total("again", "A", *JANUARY) == 1


class TestConditions:
    def test_a_product_is_within_its_groups_up_to_the_root(self):
        phones = Take("phones", condition('within(product, "phones")'))
        lines = [line("2026-01-02", "A", product, 1) for product in ("P1", "P2", "P3")]
        cells, _ = measured(book_of(lines), phones)
        assert cells.total("phones", "A", *JANUARY) == 2
        assert cells.count == LineCount(read=3, taken=2, untaken=1)

    def test_facts_of_the_dealer_are_those_of_the_lines_day(self):
        gold = Take("gold", condition('dealer.class == "gold"'))
        cells, _ = measured(book_of([line("2026-02-14", "B", "P1", 1), line("2026-02-15", "B", "P1", 2)]), gold)
        assert cells.total("gold", "B", *YEAR) == 2

    def test_the_contract_is_the_one_in_force_on_the_lines_day(self):
        distribution = Take("d", condition('contract.kind == "distribution"'))
        cells, _ = measured(book_of([line("2026-06-30", "A", "P1", 1), line("2026-07-01", "A", "P1", 2)]), distribution)
        assert cells.total("d", "A", *YEAR) == 1

    def test_a_line_may_name_its_contract(self):
        direct = Take("d", condition('contract.kind == "direct"'))
        lines = [line("2026-08-01", "A", "P1", 1, contract="2"), line("2026-08-01", "A", "P1", 2, contract="1")]
        cells, _ = measured(book_of(lines), direct)
        assert cells.total("d", "A", *YEAR) == 1

    def test_a_missing_fact_rejects_the_line_and_names_the_fact(self):
        star = Take("star", condition('product.brand == "Star"'))
        cells, refusals = measured(book_of([line("2026-01-02", "A", "P3", 1)]), star)
        assert refusals.codes == {1: "DK352"}
        assert refusals.found[1].arg("facts") == ("product.brand",)
        assert refusals.found[1].arg("product") == "P3"
        assert cells.count == LineCount(read=1, rejected=1)

    def test_false_and_missing_is_false(self):
        star = Take("star", condition('line.kind == "sale" and product.brand == "Star"'))
        cells, refusals = measured(book_of([line("2026-01-02", "A", "P3", 1, kind="gift")]), star)
        assert refusals.codes == {}
        assert cells.count == LineCount(read=1, untaken=1)

    @pytest.mark.parametrize(("assumed", "total"), [(True, 1), (False, 0)])
    def test_a_programme_may_say_what_a_missing_fact_means(self, assumed: bool, total: int):  # noqa: FBT001
        star = Take("star", condition('product.brand == "Star"'), if_missing=assumed)
        cells, refusals = measured(book_of([line("2026-01-02", "A", "P3", 1)]), star)
        assert refusals.codes == {}
        assert cells.total("star", "A", *JANUARY) == total

    def test_what_is_missing_outside_a_takes_days_does_not_matter(self):
        later = Take("star", condition('product.brand == "Star"'), days=(DateRange(date(2026, 2, 1), None),))
        cells, refusals = measured(book_of([line("2026-01-02", "A", "P3", 1)]), later)
        assert refusals.codes == {}
        assert cells.count == LineCount(read=1, untaken=1)


class TestLinesThatCannotBeUsed:
    def test_an_unknown_dealer(self):
        cells, refusals = measured(book_of([line("2026-01-02", "Z", "P1", 1)]), ALL)
        assert refusals.codes == {1: "DK350"}
        assert cells.count == LineCount(read=1, rejected=1)

    def test_any_dealer_will_do_where_there_are_no_customers(self):
        masters: Mapping[str, list[Mapping[str, object]]] = {}
        cells, _ = measured(book_of([line("2026-01-02", "Z", "P1", 1)], masters), ALL)
        assert cells.total("all", "Z", *JANUARY) == 1

    def test_an_unknown_product_only_where_a_take_asks_about_products(self):
        book = book_of([line("2026-01-02", "A", "P9", 1)])
        _, without = measured(book, ALL)
        _, asking = measured(book, Take("phones", condition('within(product, "phones")')))
        assert (without.codes, asking.codes) == ({}, {1: "DK354"})

    def test_another_currency(self):
        lines = [line("2026-01-02", "A", "P1", 1, currency="USD"), line("2026-01-02", "A", "P1", 2, currency="CNY")]
        cells, refusals = measured(book_of(lines), ALL)
        assert refusals.codes == {1: "DK351"}
        assert cells.total("all", "A", *JANUARY) == 2

    def test_a_measure_that_is_missing(self):
        by_units = Take("units", condition('line.kind == "sale"'), "unit_price")
        lines = [
            line("2026-01-02", "A", "P1", 1, kind="sale"),
            line("2026-01-02", "A", "P1", 1, kind="gift"),
            line("2026-01-02", "A", "P1", 1, kind="sale", unit_price=4),
        ]
        cells, refusals = measured(book_of(lines), by_units)
        assert refusals.codes == {1: "DK353"}
        assert cells.total("units", "A", *JANUARY) == 4
        assert cells.count == LineCount(read=3, taken=1, untaken=1, rejected=1)

    def test_a_line_after_the_day_of_the_question_is_later_and_not_rejected(self):
        lines = [line("2026-03-01", "Z", "P9", 1, currency="USD"), line("2026-01-02", "A", "P1", 1, currency="CNY")]
        cells, refusals = measured(book_of(lines), ALL, as_of=date(2026, 2, 14))
        assert refusals.codes == {}
        assert cells.count == LineCount(read=2, taken=1, later=1)

    def test_a_line_says_where_it_stands(self):
        _, refusals = measured(book_of([line("2026-01-02", "Z", "P1", 1)]), ALL)
        at = refusals.found[1].at
        assert at is not None
        assert (at.file, at.line, at.column) == ("lines", 1, 2)


LINES = st.lists(
    st.fixed_dictionaries(
        {
            "date": st.dates(date(2026, 1, 1), date(2026, 8, 31)).map(str),
            "dealer": st.sampled_from(["A", "B", "C", "Z"]),
            "product": st.sampled_from(["P1", "P2", "P3", "P9"]),
            "net_amount": st.decimals(-1000, 1000, places=2).map(str),
            "kind": st.sampled_from(["sale", "gift", ""]),
        }
    ),
    max_size=40,
)

TAKES = (
    Take("all"),
    Take("phones", condition('within(product, "phones")')),
    Take("star", condition('product.brand == "Star" and line.kind == "sale"'), if_missing=False),
    Take("gold", condition('dealer.class == "gold" or within(product, "small")'), if_missing=True),
    Take("north", condition('within(dealer.territory, "north") and line.net_amount > 10'), if_missing=False),
    Take("contract", condition('contract.kind == "distribution" and product.brand != "Moon"'), if_missing=False),
    Take("sales", condition('line.kind == "sale"')),
)


def naive(
    book: Book, rows: list[dict[str, str]], as_of: date
) -> tuple[dict[tuple[str, str, date], Decimal], LineCount]:
    """The same pass, line by line, condition by condition."""
    sums: dict[tuple[str, str, date], Decimal] = {}
    taken = untaken = later = rejected = 0
    for row in rows:
        day = date.fromisoformat(row["date"])
        if day > as_of:
            later += 1
            continue
        amount = Decimal(row["net_amount"])
        line_facts: dict[str, Value] = {"net_amount": amount, **({"kind": row["kind"]} if row["kind"] else {})}
        facts = naive_facts(book, row["dealer"], row["product"], day, line_facts)
        verdicts = {each.id: each.where.evaluate(facts) if each.where else True for each in TAKES}
        for each in TAKES:
            if isinstance(verdicts[each.id], Missing) and each.if_missing is not None:
                verdicts[each.id] = each.if_missing
        if row["dealer"] == "Z" or any(isinstance(each, Missing) for each in verdicts.values()):
            rejected += 1
            continue
        takers = [id for id, verdict in verdicts.items() if verdict is True]
        taken, untaken = taken + bool(takers), untaken + (not takers)
        for id in takers:
            key = (id, row["dealer"], day.replace(day=1))
            sums[key] = sums.get(key, Decimal(0)) + amount
    return sums, LineCount(len(rows), taken, untaken, later, rejected)


def by_month(cells: Cells) -> dict[tuple[str, str, date], Decimal]:
    found: dict[tuple[str, str, date], Decimal] = {}
    for key, amounts in cells.sums.items():
        for id, index in cells.ids.items():
            if key.takes >> index & 1:
                month = (id, key.payee, key.segment.replace(day=1))
                found[month] = found.get(month, Decimal(0)) + Decimal(amounts[cells.measures[index]])  # type: ignore[arg-type]
    return found


class TestAgainstTheNaiveReading:
    @given(LINES, st.dates(date(2026, 6, 1), date(2026, 9, 1)))
    def test_cells_are_what_reading_line_by_line_gives(self, rows: list[dict[str, str]], as_of: date):
        book = book_of(rows)
        cells, refusals = measured(book, *TAKES, as_of=as_of)
        sums, count = naive(book, rows, as_of)
        assert by_month(cells) == sums
        assert cells.count == count
        assert len(refusals.found) == count.rejected
        assert cells.count.complete

    @given(LINES, st.lists(st.integers(1, 7), min_size=1, max_size=3), st.randoms(use_true_random=False))
    def test_neither_order_nor_batches_matter(self, rows: list[dict[str, str]], sizes: list[int], random: object):
        whole, _ = measured(book_of(rows), *TAKES)
        shuffled = list(rows)
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        book = book_of(shuffled)
        asked = question(book, *TAKES)
        cells = measure(rebatched(list(book.batches("lines", asked.wanted())), sizes), asked, Refusals())
        assert dict(cells.sums) == dict(whole.sums)
        assert cells.count == whole.count


def test_the_masters_of_these_tests_are_sound():
    book = book_of([], MASTERS)
    for table in MASTERS:
        book.rows(table)
    assert book.problems == ()


def test_a_line_whose_place_in_the_tree_is_unknown_is_rejected_at_its_cell():
    catalogue = Catalogue((*CATALOGUE, Fact("line.territory", TREE)))
    at = Location("policy.yaml", 1)
    where = compile_expression('within(line.territory, "north")', at, catalogue, LINE, BOOLEAN, {})
    assert isinstance(where, Expression)
    places = ("north", "north-1", "west", "north-9")
    lines = [{"date": "2026-03-01", "dealer": "A", "territory": place, "net_amount": "1.00"} for place in places]
    book = book_of(lines, {**MASTERS, "territories": [*MASTERS["territories"], {"territory": "west"}]})
    asked = question(book, Take("t", where))
    asked = evolve(asked, masters=Masters(book, catalogue))
    refusals = Refusals()
    cells = measure(book.batches("lines", asked.wanted()), asked, refusals)
    assert cells.total("t", "A", date(2026, 3, 1), date(2026, 3, 31)) == 2
    ((_, why),) = refusals.found.items()
    assert (why.code, dict(why.args)["facts"]) == ("DK352", ("territories.north-9",))
