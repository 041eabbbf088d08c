"""An earlier id is claimed by one definition alone, and is nobody's id today, wherever definitions stand."""

from __future__ import annotations

import pytest

from dealerkit.assembly import loads

HEAD = 'policy: {name: t, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}\n'
FIGURE = "of: customer, from: lines, sum: net_amount"
CLASSES = "into: {A: {}}, if_missing: undetermined, bands: {of: figure.sales, bands: [{at: 0, class: A}], below: A}"
CARD = (
    "total: 10, if_missing: refuse, items: [{id: i, of: figure.sales, bands: [{at: 0, points: 10}]}],"
    " grades: [{at: 0, grade: A}]"
)
FLOW = "states: {new: {initial: true}, done: {final: true}}, transitions: [{id: c, from: new, to: done}]"
TABLE = "hit: first, rows: [{id: r, then: {role: a}}]"
ROW = "{id: one, amount: {at: 5}, then: {role: a}}"
RATE = "unit: share, source: x, values: {2026-01-01: 1%}"
SALES = f"figures: {{sales: {{{FIGURE}}}}}"


@pytest.mark.parametrize(
    "text",
    [
        f"parameters: {{one: {{{RATE}}}, two: {{{RATE}%s}}}}",
        f"flows: {{one: {{{FLOW}}}, two: {{{FLOW}%s}}}}",
        "credit: {limits: {one: {fixed: 1000}, two: {fixed: 10%s}}}",
        "flows: {f: {states: {one: {initial: true}, two: {final: true%s}}, transitions: [{id: c, from: one}]}}",
        f"scoring: {{figures: {{one: {{{FIGURE}}}, two: {{{FIGURE}%s}}}}}}",
        f"scoring: {{{SALES}, classes: {{one: {{{CLASSES}}}, two: {{{CLASSES}%s}}}}}}",
        f"scoring: {{{SALES}, scorecards: {{one: {{{CARD}}}, two: {{{CARD}%s}}}}}}",
        f"authority: {{one: {{{TABLE}}}, two: {{{TABLE}%s}}}}",
        f"authority: {{m: {{hit: first, rows: [{ROW}, {{id: two, then: {{role: b}}%s}}]}}}}",
    ],
)
def test_an_id_that_somebody_has_is_no_earlier_id_of_another(text: str):
    def codes(more: str) -> list[str]:
        return [each.code for each in loads({"p.yaml": (HEAD + text.replace("%s", more)).encode()}).problems]

    assert codes("") == []
    assert codes(", was: before") == []
    assert codes(", was: one") == ["DK282"]
    assert codes(", was: two") == ["DK282"]
