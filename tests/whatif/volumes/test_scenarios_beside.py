"""Several scenarios are measured by one pass; none of them minds the others."""

from __future__ import annotations

from datetime import date

from dealerkit.whatif.engine.workbench import Workbench
from dealerkit.whatif.scenarios.reading import scenarios_of
from tests.rebates.histories import QUARTERLY, line, policy_of
from tests.whatif.volumes.worlds import book_with

POLICY = policy_of(QUARTERLY)
BOOK = book_with([line("2026-02-01", 4000, kind="a"), line("2026-05-01", 2000, kind="a"), line("2026-05-02", 300)])
TWO = """
scenarios:
  whole:
    book: [{id: g, grow: 50%, where: line.kind == "a"}]
  later:
    book: [{id: g, grow: 100%, where: line.kind == "a", during: 2026-04-01..}]
  shorter:
    book: [{id: g, grow: 100%, where: line.kind == "a", during: 2026-02-01..2026-04-15}]
"""


def amounts(*names: str) -> dict[str, list[object]]:
    loaded = scenarios_of({"scenarios.yaml": TWO.encode()}, POLICY)
    assert loaded.file is not None, loaded.problems
    chosen = [loaded.file.scenarios[name] for name in names]
    bench = Workbench.open(POLICY, BOOK, date(2026, 12, 31), chosen)
    assert isinstance(bench, Workbench), bench
    return {each.id: [row.amount for row in bench.outcome(each).rows] for each in chosen}


def test_the_same_condition_on_other_days_is_another_change():
    # First quarter 4,000, second 2,000 of kind `a` and 300 of none.
    # 6,000 at 2 % and 3,300 at 1 %; 4,000 and 4,300 at 1 %; 8,000 at 2 % and 2,300 at 1 %.
    alone = {**amounts("whole"), **amounts("later"), **amounts("shorter")}
    assert alone == {"whole": [120, 33], "later": [40, 43], "shorter": [160, 23]}
    assert amounts("whole", "later", "shorter") == alone
    assert amounts("shorter", "later", "whole") == alone
