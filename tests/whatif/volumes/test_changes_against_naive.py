from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from dealerkit.book import Book
from tests.rebates.histories import policy_of
from tests.whatif.volumes import naive_changes as naive
from tests.whatif.volumes.naive_changes import PROGRAMMES, Line
from tests.whatif.volumes.worlds import amounts_after

POLICY = policy_of(PROGRAMMES)
DAYS = [date(2026, month, day) for month in (1, 2, 3, 4, 6) for day in (1, 14, 28)]
SHARES = ("-40%", "0%", "5%", "12.5%", "100%")


def lines() -> st.SearchStrategy[list[Line]]:
    one = st.builds(
        Line,
        day=st.sampled_from(DAYS),
        dealer=st.sampled_from("ABC"),
        kind=st.sampled_from("ab"),
        units=st.integers(-3, 12).map(Fraction),
        amount=st.integers(-300, 4_000).map(Fraction),
    )
    return st.lists(one, min_size=1, max_size=8)


def book_of(lines: list[Line]) -> Book:
    customers = [{"customer": code, "kind": "dealer", "class": "x" if code == "A" else "y"} for code in "ABC"]
    rows = [
        {
            "date": each.day,
            "dealer": each.dealer,
            "product": "P",
            "kind": each.kind,
            "quantity": Decimal(each.units.numerator),
            "net_amount": Decimal(each.amount.numerator),
        }
        for each in lines
    ]
    return Book.from_tables({"lines": rows, "customers": customers})


def exact(text: str) -> Fraction:
    return Fraction(Decimal(text.rstrip("%"))) / 100


Step = tuple[str, list[Line]]


@st.composite
def changes(draw: st.DrawFn) -> tuple[str, list[tuple[object, ...]]]:
    """Up to three changes as a scenario writes them, and as the naive reference is told of them."""
    written, meant = [], list[tuple[object, ...]]()
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(("grow", "price", "lose", "add")))
        where = draw(st.sampled_from(("", "a", "b")))
        dealers = draw(st.sampled_from(("", "x", "y"))) if kind in {"grow", "price"} else ""
        first = draw(st.sampled_from((None, date(2026, 2, 10), date(2026, 4, 1))))
        share = draw(st.sampled_from(SHARES))
        who = draw(st.sampled_from("ABC"))
        parts = [f"id: c{number}"]
        parts += [f"where: line.kind == '{where}'"] if where else []
        parts += [f'dealers: dealer.class == "{dealers}"'] if dealers else []
        parts += [f"during: {first}.."] if first else []
        if kind in {"grow", "price"}:
            parts.append(f"{kind}: {share}")
        elif kind == "lose":
            parts.append(f"lose: {who}")
        else:
            parts.append(f"add: N{number}, like: {who}, times: 150%")
        written.append("- {" + ", ".join(parts) + "}")
        meant.append((kind, where, dealers, first, share, who, f"N{number}"))
    return "book:\n" + "\n".join(f"  {each}" for each in written), meant


def naively(lines: list[Line], meant: list[tuple[object, ...]]) -> list[Line]:
    classes = {"A": "x", "B": "y", "C": "y"}
    for kind, where, dealers, first, share, who, code in meant:

        def takes(line: Line) -> bool:
            return (
                where in {"", line.kind}  # noqa: B023
                and dealers in {"", classes[line.dealer]}  # noqa: B023
                and (first is None or line.day >= first)  # type: ignore[operator]  # noqa: B023
                and (kind in {"grow", "price"} or line.dealer == who)  # noqa: B023
            )

        if kind == "grow":
            lines = naive.grow(lines, takes, exact(str(share)))
        elif kind == "price":
            lines = naive.price(lines, takes, exact(str(share)))
        elif kind == "lose":
            lines = naive.lose(lines, takes)
        else:
            classes[str(code)] = classes[str(who)]
            lines = naive.add(lines, takes, str(code), Fraction(3, 2))
    return lines


class TestChangesOfCellsAreChangesOfLines:
    @settings(max_examples=40)
    @given(lines(), changes())
    def test_whatever_the_changes_and_their_order(
        self, lines: list[Line], asked: tuple[str, list[tuple[object, ...]]]
    ) -> None:
        text, meant = asked
        assert amounts_after(POLICY, book_of(lines), text) == naive.settled(naively(lines, meant))

    @settings(max_examples=40)
    @given(lines(), st.sampled_from(("10%", "25%", "100%")))
    def test_a_shift_of_mix_dealer_by_dealer_and_month_by_month(self, lines: list[Line], share: str) -> None:
        text = f'book: [{{id: mix, shift: {share}, from: line.kind == "a", to: line.kind == "b", keeps: net_amount}}]'
        assert amounts_after(POLICY, book_of(lines), text) == naive.settled(naive.shift(lines, exact(share)))


class TestLawsOfGrowth:
    @settings(max_examples=20)
    @given(lines())
    def test_growing_by_nothing_moves_nothing(self, lines: list[Line]) -> None:
        text = "book: [{id: a, grow: 0%}, {id: b, price: 0%}]"
        assert amounts_after(POLICY, book_of(lines), text) == naive.settled(lines)

    @settings(max_examples=20)
    @given(lines(), st.integers(-50, 90), st.integers(-50, 90))
    def test_growing_by_one_share_and_then_another_is_growing_by_both_multiplied(
        self, lines: list[Line], first: int, second: int
    ) -> None:
        both = Decimal(100 + first) * Decimal(100 + second) / 100 - 100
        twice = amounts_after(POLICY, book_of(lines), f"book: [{{id: a, grow: {first}%}}, {{id: b, grow: {second}%}}]")
        assert twice == amounts_after(POLICY, book_of(lines), f"book: [{{id: a, grow: {both}%}}]")
