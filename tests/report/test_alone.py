"""What reports say of figures that leave other programmes and payees out."""

from __future__ import annotations

from dealerkit.report.words import alone_words


def test_programmes_that_stand_each_for_itself_are_named():
    assert alone_words(("volume", "spring"), "en") == (
        "Each for itself, before stacking and budgets, which come in when the period is settled: volume, spring."
    )


def test_in_chinese_as_well():
    assert alone_words(("volume", "spring"), "zh").endswith("volume、spring。")


def test_nothing_is_said_where_there_are_none():
    assert alone_words((), "en") == ""
