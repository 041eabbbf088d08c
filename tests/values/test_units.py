from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from dealerkit.values.units import Conversions, Quantity, UnitMismatch

CARTONS = Conversions({("carton", "piece"): Decimal(12), ("pallet", "carton"): Decimal(40)})


def pieces(amount: int) -> Quantity:
    return Quantity(Decimal(amount), "piece")


class TestQuantities:
    def test_they_add_and_subtract_in_one_unit(self) -> None:
        assert pieces(5) + pieces(3) - pieces(1) == pieces(7)

    def test_their_negative_keeps_the_unit(self) -> None:
        assert -pieces(5) == pieces(-5)

    def test_their_text_names_the_unit(self) -> None:
        assert str(Quantity(Fraction(1, 3), "carton")) == "1/3 carton"

    def test_two_units_do_not_add(self) -> None:
        with pytest.raises(UnitMismatch, match="piece and carton"):
            pieces(1) + Quantity(Decimal(1), "carton")


class TestConversion:
    def test_it_multiplies_along_the_table(self) -> None:
        assert CARTONS.convert(Quantity(Decimal("2.5"), "carton"), "piece") == pieces(30)

    def test_it_divides_exactly_against_the_table(self) -> None:
        assert CARTONS.convert(pieces(4), "carton") == Quantity(Fraction(1, 3), "carton")

    def test_the_same_unit_needs_no_table(self) -> None:
        assert Conversions({}).convert(pieces(4), "piece") == pieces(4)

    def test_what_the_table_does_not_say_is_not_converted(self) -> None:
        assert CARTONS.convert(Quantity(Decimal(1), "pallet"), "piece") is None

    def test_a_unit_is_more_than_nothing_of_another(self) -> None:
        with pytest.raises(ValueError, match="a box is 0 piece"):
            Conversions({("box", "piece"): Decimal(0)})
