"""The vocabulary of books: every table has a name of its own."""

from __future__ import annotations

from collections import Counter

import pytest

from dealerkit.book.kinds import code, record
from dealerkit.book.tables import PARTS, TABLES, by_name
from dealerkit.problems import DealerkitError


def test_no_two_tables_share_a_name():
    names = Counter(each.name for part in PARTS for each in part.TABLES)
    assert [name for name, count in names.items() if count > 1] == []
    assert set(TABLES) == set(names)


def test_a_second_table_of_a_name_is_refused_aloud():
    table = record("visits", "visits", ("visit",), code("visit", "its number"))
    with pytest.raises(DealerkitError, match="visits"):
        by_name((table, table))


def test_no_table_has_two_columns_of_a_name():
    for each in TABLES.values():
        assert len(each.by_name) == len(each.columns), each.name
