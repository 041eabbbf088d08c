"""Every mistake in a programme is found before any sale, by its own code, at the right place."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve

from dealerkit.problems import Problem, Severity
from dealerkit.rebates.checks import check_rebates
from dealerkit.values.ranges import DateRange
from tests.rebates.policies import CATALOGUE, programme, read, written

YEAR = DateRange(date(2026, 1, 1), date(2026, 12, 31))
BANDS = "bands: [{at: 300_000, rate: 1%}, {at: 800_000, rate: 2%}]"
SUMS = "bands: [{at: 100, pay: 10}, {at: 200, pay: 50}]"
IN_GOODS = "settle: {payout: goods, negative: carry-forward}"
OF_TARGET = "against: {baseline: target, missing: skip}\nbands: [{at: 90%, rate: 1%}]"
GOODS = f"kind: goods\ngoods: {{product: TEA}}\n{IN_GOODS}\n"


def findings(body: str) -> list[Problem]:
    return list(check_rebates({"p": programme(body)}, YEAR, CATALOGUE))


def said(body: str) -> list[tuple[str, str]]:
    return [(each.code, each.address.removeprefix("rebates.p")) for each in findings(body)]


@pytest.mark.parametrize(
    "body",
    [
        BANDS,
        "method: incremental\n" + BANDS,
        "effective: 2026-04-01..2026-06-30\n" + BANDS,
        "qualifying: {measure: quantity}\nkind: per-unit\nbands: [{at_unit: 1, pay: 10}, {at_unit: 100, pay: 12}]",
        "qualifying: {measure: quantity}\npaying: {measure: net_amount}\n" + OF_TARGET,
        "kind: lump-sum\nmethod: incremental\nbands: [{above: 0, pay: 10}, {at: 200, pay: 50}]",
        "against: {baseline: target, missing: zero}\nmethod: excess-over-baseline\nbands: [{at: 100%, rate: 5%}]",
        "period: {kind: month, weeks: 4-4-5, closes: {weekday: saturday, month: january, which: last}}\n" + BANDS,
        "period: contract-year\n" + BANDS,
        BANDS + "\ncap: {base: 800_000}",
        "bands: [{at: =second_bound, rate: 1%}, {at: 5, rate: =top_rate}]",
        "method: linear\n" + BANDS,
        "method: linear\npaying: {measure: gross_amount}\n" + BANDS,
        "method: linear\nkind: lump-sum\n" + SUMS,
        "kind: per-unit\nmethod: excess-over-band\nbands: [{at: 1_000, pay: 50, per: 1_000}]",
        # 2 for every 100 and then 3 for every 150 is the same; which is more cannot be told from `pay` alone.
        "kind: per-unit\nbands: [{at: 1_000, pay: 50, per: 1_000}, {at: 5_000, pay: 40, per: 500}]",
        "bands: [{at: 0, rate: 0%, plus: 500}]",
        GOODS + "bands: [{at: 100, pay: 2, per: 100}]\nrounding: {to: 1, mode: half-up}",
        GOODS + "method: excess-over-band\nbands: [{at: 100, pay: 2, per: 100}]",
        "bands: [{at: 1, rate: 0%}]\nguarantee: {payout: 500}\ncap: {payout: 500}",
        "gates: [{id: days, of: period.days_to_pay, up_to: 45}]\nshort_period: pro-rata\n" + BANDS,
    ],
)
def test_a_sound_programme_is_not_spoken_of(body: str):
    assert said(body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("bands: [{at: 800_000, rate: 1%}, {at: 300_000, rate: 2%}]", [("DK230", ".bands[300000]")]),
        ("bands: [{at: 800_000, rate: 2%}, {at: 900_000, rate: 1%}]", [("DK303", ".bands[900000]")]),
        ("method: incremental\npaying: {measure: net_amount}\n" + BANDS, [("DK304", ".paying")]),
        ("kind: lump-sum\npaying: {measure: net_amount}\nbands: [{at: 1, pay: 5}]", [("DK304", ".paying")]),
        ("qualifying: {measure: quantity}\nkind: per-unit\nbands: [{at: 3, pay: 2}]", [("DK305", ".bands[3]")]),
        ("qualifying: {measure: = line.quantity}\nkind: per-unit\nbands: [{at: 3, pay: 2}]", [("DK305", ".bands[3]")]),
        ("bands: [{at_unit: 3, rate: 2%}]", [("DK306", ".bands[unit 3]")]),
        ("bands: [{at: 300_000, pay: 5}]", [("DK307", ".bands[300000]")]),
        ("kind: lump-sum\nbands: [{at: 300_000, rate: 5%}]", [("DK307", ".bands[300000]")]),
        (
            BANDS + "\nsupplements: [{id: s, when: period.display_score > 1, pay: 5}]",
            [("DK307", ".supplements[s]")],
        ),
        ("method: excess-over-baseline\n" + BANDS, [("DK308", "")]),
        ("kind: lump-sum\nmethod: excess-over-band\nbands: [{at: 1, pay: 5}]", [("DK309", "")]),
        ("bands: [{at: 110%, rate: 2%}, {at: 0.9, rate: 3%}]", [("DK230", ".bands[0.9]"), ("DK310", ".bands[0.9]")]),
        (
            "qualifying: {measure: quantity}\nkind: per-unit\nbands: [{at_unit: 0, pay: 2}]",
            [("DK311", ".bands[unit 0]")],
        ),
        ("against: {baseline: target, missing: skip}\nbands: [{at: 110, rate: 2%}]", [("DK312", ".bands[110]")]),
        ("gates: [{id: year, of: attainment.year, at: 90}]\n" + BANDS, [("DK312", ".gates[year]")]),
        (
            "factors: [{id: f, of: period.days_to_pay, bands: [{at: 0, factor: 80}]}]\n" + BANDS,
            [("DK312", ".factors[f].bands[0]")],
        ),
        ("settle: {every: year, payout: transfer, negative: floor}\n" + BANDS, [("DK313", ".settle")]),
        ("effective: 2026-06-01..2027-05-31\n" + BANDS, [("DK314", "")]),
        (BANDS + "\ncap: {base: 500_000}", [("DK315", ".bands[800000]")]),
        ("bands: [{above: 500_000, rate: 1%}]\ncap: {base: 500_000}", [("DK315", ".bands[above 500000]")]),
        (BANDS + "\nminimum: {payout: 200}\ncap: {payout: 100}", [("DK316", ".minimum")]),
        ("period: {kind: month, weeks: 4-4-5}\n" + BANDS, [("DK317", ".period")]),
        ("period: {kind: contract-year, starts: april}\n" + BANDS, [("DK318", ".period")]),
        ("against: {baseline: target, missing: target}\nbands: [{at: 1, rate: 2%}]", [("DK319", ".against")]),
        ("bands: [{at: 1, rate: 0%}]", [("DK320", "")]),
        ("gates: [{id: year, of: attainment.year, up_to: 120}]\n" + BANDS, [("DK312", ".gates[year]")]),
        ("gates: [{id: year, of: attainment.year, below: 120}]\n" + BANDS, [("DK312", ".gates[year]")]),
        ("method: linear\nbands: [{at: 1, rate: 1%}]", [("DK421", "")]),
        ("bands: [{at: 1, rate: 1%, per: 5}]", [("DK422", ".bands[1]")]),
        ("kind: lump-sum\nbands: [{at: 1, pay: 1, per: 5}]", [("DK422", ".bands[1]")]),
        (
            "method: linear\nkind: per-unit\nbands: [{at: 1, pay: 1, per: 5}, {at: 9, pay: 2, per: 5}]",
            [("DK422", ".bands[1]")],
        ),
        ("kind: per-unit\nbands: [{at: 1, pay: 1}, {at: 9, pay: 2, per: 5}]", [("DK422", ".bands[9]")]),
        ("kind: per-unit\nbands: [{at: 1, pay: 1, per: 0}]", [("DK423", ".bands[1]")]),
        ("qualifying: {measure: quantity}\nbands: [{at_unit: 3, rate: 2%}]", [("DK431", ".qualifying")]),
        ("qualifying: {measure: net_amount}\npaying: {measure: quantity}\n" + BANDS, [("DK431", ".paying")]),
        ("kind: per-unit\nbands: [{at: 1_000, pay: 50}]", [("DK432", ".bands[1000]")]),
        ("kind: lump-sum\nbands: [{at: 1, pay: 1, plus: 5}]", [("DK424", ".bands[1]")]),
        ("kind: goods\n" + IN_GOODS + "\nbands: [{at: 1, pay: 1}]", [("DK425", "")]),
        ("goods: {product: TEA}\n" + BANDS, [("DK425", ".goods")]),
        ("kind: goods\ngoods: {product: TEA}\nbands: [{at: 1, pay: 1}]", [("DK426", ".settle")]),
        (IN_GOODS + "\n" + BANDS, [("DK426", ".settle")]),
        (GOODS + "method: linear\nbands: [{at: 1, pay: 1}, {at: 9, pay: 2}]", [("DK427", "")]),
        (GOODS + "method: excess-over-band\nbands: [{at: 1, pay: 1}]", [("DK427", "")]),
        (GOODS + "bands: [{at: 1, pay: 0.5, per: 9}]", [("DK428", ".bands[1]")]),
        (GOODS + "bands: [{at: 1, pay: 5}]\ncap: {payout: 9.5}", [("DK428", ".cap")]),
        (GOODS + "bands: [{at: 1, pay: 5}]\nminimum: {payout: 0.5}", [("DK428", ".minimum")]),
        (GOODS + "bands: [{at: 1, pay: 5}]\nguarantee: {payout: 0.5}", [("DK428", ".guarantee")]),
        (GOODS + "bands: [{at: 1, pay: 5}]\nbudget: {amount: 0.5}", [("DK428", ".budget")]),
        (
            GOODS + "bands: [{at: 1, pay: 5}]\nsupplements: [{id: s, when: dealer.filed, pay: 0.5}]",
            [("DK428", ".supplements[s]")],
        ),
        (BANDS + "\nguarantee: {payout: 200}\ncap: {payout: 100}", [("DK429", ".guarantee")]),
        (GOODS + "bands: [{at: 1, pay: 5}]\nrounding: {to: 0.5, mode: down}", [("DK430", ".rounding")]),
        ("method: linear\nkind: lump-sum\npaying: {measure: net_amount}\n" + SUMS, [("DK304", ".paying")]),
    ],
)
def test_a_mistake_is_found_at_its_place(body: str, expected: list[tuple[str, str]]):
    assert said(body) == expected


class TestEarlierIds:
    @pytest.mark.parametrize(
        ("programmes", "expected"),
        [
            # `a` is used again: whatever was posted for it would count for one of the two, and the other pays again.
            ({"b": "a", "a": None}, ["b"]),
            ({"b": "a", "c": "a"}, ["c"]),
            ({"b": "a", "c": "b"}, ["c"]),
            ({"b": "a", "c": None}, []),
            ({"b": "b"}, []),
        ],
    )
    def test_the_postings_of_an_earlier_id_go_on_under_one_programme(
        self, programmes: dict[str, str | None], expected: list[str]
    ):
        made = {
            id: evolve(programme((f"was: {was}\n" if was else "") + BANDS), id=id) for id, was in programmes.items()
        }
        found = list(check_rebates(made, YEAR, CATALOGUE))
        assert [(each.code, dict(each.args)["was"]) for each in found] == [("DK321", made[id].was) for id in expected]


def test_what_may_be_meant_is_a_warning():
    (found,) = findings("bands: [{at: 800_000, rate: 2%}, {at: 900_000, rate: 1%}]")
    assert found.severity is Severity.WARNING


def test_every_mistake_of_a_section_is_found_in_one_run():
    body = "method: excess-over-baseline\nbands: [{at: 800_000, pay: 2}, {at: 300_000, rate: 1%}]\ncap: {base: 5}"
    assert [code for code, _ in said(body)] == ["DK230", "DK307", "DK308", "DK315", "DK315"]


class TestReading:
    @pytest.mark.parametrize(
        ("body", "code"),
        [
            ("qualifying: {measure: net_amuont}\n" + BANDS, "DK300"),
            ("qualifying: {measure: product}\n" + BANDS, "DK300"),
            ("method: cumulative\n" + BANDS, "DK301"),
            ("method: 累计\n" + BANDS, "DK301"),
            ("method: retro\n" + BANDS, "DK135"),
            ("bands: [{at: 1, above: 2, rate: 1%}]", "DK151"),
            ("bands: [{at: 1}]", "DK151"),
            ("bands: [{at: 300_000, rate: 15}]", "DK148"),
            ("bands: [{at: -1, rate: 1%}]", "DK148"),
            ("against: {baseline: target}\n" + BANDS, "DK131"),
            ("against: {baseline: targte, missing: skip}\n" + BANDS, "DK135"),
            ("eligible: line.quantity > 1\n" + BANDS, "DK216"),
        ],
    )
    def test_what_cannot_be_read_is_reported(self, body: str, code: str):
        section, problems = read(written(body))
        assert section is None
        assert [each.code for each in problems] == [code]

    def test_the_nearest_column_is_offered(self):
        _, (found,) = read(written("qualifying: {measure: net_amuont}\n" + BANDS))
        assert found.arg("nearest") == "net_amount"

    def test_a_condition_may_be_written_short_or_long(self):
        short = programme("eligible: dealer.filed\n" + BANDS).eligible
        long = programme("eligible: {when: dealer.filed}\n" + BANDS).eligible
        assert short == long

    def test_bands_are_addressed_by_their_bounds(self):
        found = programme("bands: [{at: 1_000, rate: 1%}, {above: 2_000, rate: 2%}]")
        assert list(found.bands) == ["1000", "above 2000"]

    def test_a_fiscal_year_begins_where_it_says(self):
        found = programme("period: {kind: quarter, starts: april}\n" + BANDS).period.periods()
        assert found is not None
        assert found.containing(date(2026, 5, 1)).start == date(2026, 4, 1)

    def test_a_contract_year_needs_the_contract(self):
        rule = programme("period: contract-year\n" + BANDS).period
        assert rule.periods() is None
        kind = rule.periods((date(2025, 3, 15),))
        assert kind is not None
        assert kind.containing(date(2026, 3, 14)).label == "2025-03-15/1y"
