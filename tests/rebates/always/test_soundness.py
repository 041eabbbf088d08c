"""What once was, or could be, proved wrongly: each case pays more, or less, than promised."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from dealerkit.rebates.always.verdicts import State
from tests.rebates.always.building import verdict_of

SCORE = {"period.score": {"type": "number", "unit": "points", "meaning": "a score", "source": "figures"}}
FLAT = [{"at": "0", "rate": "8%"}]


def reasons(data: dict[str, Any]) -> set[str]:
    verdict = verdict_of(data)
    assert verdict.state is State.OPEN
    return {word for word, _ in verdict.reasons}


def test_a_programme_pays_while_another_waits_for_a_fact() -> None:
    # Without a score the first pays 8 % x 150 % = 12 %, and the second, of 1 %, nothing yet.
    factor = {
        "id": "f",
        "of": "period.score",
        "if_missing": "150%",
        "bands": [{"at": "-1000", "factor": "100%"}],
    }
    waiting = {"bands": [{"at": "0", "rate": "1%"}], "more": {"eligible": "period.score > 1000"}}
    promise = {"at_most": "10%", "of": "base", "tolerance": "0.02"}
    verdict = verdict_of(
        {"bands": FLAT, "more": {"factors": [factor]}, "other": waiting, "facts": SCORE, "promise": promise}
    )
    assert verdict.state is State.BROKEN
    assert verdict.counterexample is not None
    assert [each.programme for each in verdict.counterexample.paid[0]] == ["one"]


def test_who_is_refused_at_a_band_loses_the_guarantee_that_he_had_below_it() -> None:
    bonus = {"id": "s", "when": "period.score > 30", "rate": "1%", "if_missing": "refuse"}
    more = {"guarantee": {"payout": "50"}, "supplements": [bonus]}
    promise = {"more_sales": "never-less"}
    verdict = verdict_of({"bands": [{"at": "100", "rate": "60%"}], "more": more, "facts": SCORE, "promise": promise})
    found = verdict.counterexample
    assert found is not None
    assert (found.base, found.allowed, found.amount) == (Fraction("99.99"), 50, 0)


def test_a_guarantee_is_paid_below_the_bands_though_a_supplement_there_is_unknown() -> None:
    # Without a score the first pays 12 in a hundred, and the second, which waits above its band, its 5 below it.
    factor = {"id": "f", "of": "period.score", "if_missing": "150%", "bands": [{"at": "-1000", "factor": "100%"}]}
    bonus = {"id": "s", "when": "period.score > 30", "rate": "1%"}
    other = {"bands": [{"at": "1000", "rate": "1%"}], "more": {"guarantee": {"payout": "5"}, "supplements": [bonus]}}
    first = {"bands": FLAT, "more": {"factors": [factor], "cap": {"base": "100"}}}
    verdict = verdict_of({**first, "other": other, "facts": SCORE, "promise": {"at_most": "16.99"}})
    assert verdict.counterexample is not None
    assert verdict.counterexample.amount == 17


def test_full_increments_of_another_size_may_be_fewer_just_after_a_bound() -> None:
    # A target of 26.36: four sevens in 28.99 earn 2.80, and two tens in 29.00 earn 2.00.
    bands = [{"at": "0", "pay": "0.7", "per": "7"}, {"at": "1.1", "pay": "1", "per": "10"}]
    more = {"against": {"baseline": "target", "missing": "skip"}}
    promise = {"more_sales": "never-less"}
    verdict = verdict_of({"kind": "per-unit", "measure": "quantity", "bands": bands, "more": more, "promise": promise})
    assert verdict.state is not State.PROVED


def test_a_condition_on_the_base_that_is_paid_is_not_asked_of_the_one_that_qualifies() -> None:
    # 1,001 qualify and 49 are paid on: 1 % + 10 % of 49 is 5.39, where 2 % and a tolerance of 1 allow 1.98.
    bonus = {"id": "s", "when": "period.paying < 50 and period.qualifying > 1000", "rate": "10%"}
    data = {
        "bands": [{"at": "100", "rate": "1%"}],
        "paying": {"measure": "net_amount", "where": 'within(product, "x")'},
        "more": {"supplements": [bonus]},
        "promise": {"at_most": "2%", "of": "base", "tolerance": "1"},
    }
    assert "two-bases" in reasons(data)


def test_a_condition_on_the_base_in_money_does_not_grow_with_the_target() -> None:
    # A target of 600: 999 earn 2 % = 19.98, and 1,000 earn 1 % = 10. At a small target the cap of 30 hides the fall.
    bonus = {"id": "s", "when": "period.qualifying < 1000", "rate": "1%"}
    more = {
        "against": {"baseline": "target", "missing": "skip"},
        "supplements": [bonus],
        "cap": {"payout": "10"},
    }
    bands = [{"at": "1", "rate": "1%"}, {"at": "2", "rate": "5%"}]
    verdict = verdict_of({"bands": bands, "more": more, "promise": {"more_sales": "never-less"}})
    assert verdict.state is not State.PROVED


def test_bases_below_zero_earn_nothing_so_that_nothing_is_ever_negative() -> None:
    paying = {"paying": {"measure": "quantity"}, "bands": [{"at": "100", "rate": "8%"}]}
    assert verdict_of({**paying, "promise": {"at_least": "0"}}).state is State.PROVED


def test_a_proof_over_several_bases_says_that_returns_must_not_outweigh_sales() -> None:
    other = {"bands": FLAT, "where": 'within(product, "x")'}
    verdict = verdict_of({"bands": FLAT, "other": other, "promise": {"at_most": "17%", "of": "base", "tolerance": "1"}})
    assert verdict.state is State.PROVED
    assert ("returns", ()) in verdict.assumed


def test_a_proof_about_a_group_says_that_it_is_about_all_of_it() -> None:
    data = {"bands": FLAT, "more": {"accumulate": {"over": "group"}}, "promise": {"at_most": "9%", "of": "base"}}
    assert ("as-one", ("one",)) in verdict_of({**data, "promise": {**data["promise"], "tolerance": "1"}}).assumed  # type: ignore[dict-item]


def test_of_guarantees_that_exclude_each_other_both_are_paid_where_nothing_was_bought() -> None:
    # At 0 nobody loses his part to the other: 5 + 5; at 0.01 the best alone pays, 5.
    more = {"guarantee": {"payout": "5"}}
    stacking = {"s": {"rule": "best-of", "programmes": ["one", "two"]}}
    other = {"bands": [{"at": "0", "rate": "2%"}], "more": more}
    promise = {"more_sales": "never-less"}
    verdict = verdict_of({"bands": FLAT, "more": more, "other": other, "stacking": stacking, "promise": promise})
    assert verdict.state is not State.PROVED
