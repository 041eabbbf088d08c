"""Cliffs as an author of policies reads them."""

from __future__ import annotations

from dealerkit.rebates.marginal import margins
from dealerkit.report.margins import MarginReport
from dealerkit.report.places import shortest
from tests.report import settling

# The design's own example: 800,000 from 1 % to 2 % returns 101 %, 21 % and 11 % over the last 1, 5 and 10 %.
POLICY = settling.POLICY.replace(
    "{at: 1_000, rate: 1%}, {at: 2_000, rate: 2.5%}", "{at: 300_000, rate: 1%}, {at: 800_000, rate: 2%}"
).replace("9_000", "90_000")


def report() -> MarginReport:
    policy = settling.policy(POLICY)
    programmes = settling.run(text=POLICY).standing.programmes
    found = {id: margins(each, policy.parameters_at(settling.AS_OF)) for id, each in programmes.items()}
    return MarginReport(policy, programmes, found, shortest(["policy/small.yaml"]), settling.AS_OF)


def test_the_returns_before_each_bound_stand_beside_its_jump_and_its_place():
    row = next(line for line in report().report().page("en").text("en").splitlines() if "800,000" in line)
    assert row.split() == ["800,000", "8,000.00", "101%", "21%", "11%", "101%", "small.yaml:22"]


def test_counted_units_return_money_a_unit():
    rows = [line.split() for line in report().report().page("zh").text("zh").splitlines() if "small.yaml:33" in line]
    # The sixth unit earns 40, which is 20 more than it would in the band before; every gap is that one unit.
    assert rows[1] == ["6", "20.00", "40", "40", "40", "40", "small.yaml:33"]


def test_without_a_book_nobody_is_said_to_stand_anywhere():
    assert "stands" not in report().report().page("en").text("en")
    assert report().document("en")["standing"] is None


def test_json_is_exact():
    programmes = report().document("en")["programmes"]
    assert isinstance(programmes, dict)
    volume = programmes["volume"]
    assert isinstance(volume, list)
    bound = volume[1]
    assert isinstance(bound, dict)
    assert (bound["bound"], bound["jump"], bound["headroom"]) == ("800000", "8000.00", "1.01")
