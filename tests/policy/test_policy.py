"""A policy as a whole: files merged, parameters dated, calendars extended, overlays applied."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dealerkit.policy.fingerprint import fingerprint
from dealerkit.policy.loading import Loaded, load_files, load_texts
from dealerkit.policy.nodes import Mapping, Scalar, parse
from dealerkit.policy.overlays import found, overlaid, steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing
from dealerkit.problems import Location

HEAD = """\
policy:
  name: example
  revision: "1"
  currency: CNY
  calendar: CN
  effective: 2026-01-01..2026-12-31
"""
SHARE = """\
parameters:
  offset_share:
    unit: share
    source: finance rule
    values: {2026-01-01: 15%, 2026-07-01: 20%}
"""
HERE = Location("t", 1)


def loaded(*texts: str) -> Loaded:
    return load_texts({f"{n}.yaml": text.encode() for n, text in enumerate(texts)}, ())


def policy(*texts: str) -> Policy:
    result = loaded(*texts)
    assert result.policy is not None, result.problems
    return result.policy


def codes(result: Loaded) -> list[str]:
    return [each.code for each in result.problems]


class TestFiles:
    def test_sections_may_be_split_over_files(self) -> None:
        assert policy(HEAD, SHARE).parameters["offset_share"].unit == "share"

    def test_one_section_may_be_split_over_files(self) -> None:
        other = SHARE.replace("offset_share", "other_share")
        assert set(policy(HEAD, SHARE, other).parameters) == {"offset_share", "other_share"}

    def test_an_id_defined_in_two_files_is_reported_with_both_places(self) -> None:
        (problem,) = loaded(HEAD, SHARE, SHARE).problems
        assert (problem.code, str(problem.at), str(problem.related[0].at)) == ("DK150", "2.yaml:2:3", "1.yaml:2:3")

    def test_two_heads_are_an_id_defined_twice(self) -> None:
        assert "DK150" in codes(loaded(HEAD, HEAD))

    def test_a_policy_without_a_head_is_not_one(self) -> None:
        assert codes(loaded(SHARE)) == ["DK131"]

    def test_problems_of_all_files_come_in_one_run_sorted_by_place(self) -> None:
        assert codes(loaded(HEAD.replace("CNY", "yuan"), SHARE.replace("15%", "x"))) == ["DK157", "DK133"]

    def test_a_missing_file_is_a_problem(self, tmp_path) -> None:
        assert codes(load_files([tmp_path / "none.yaml"], ())) == ["DK100"]

    def test_a_folder_without_policy_files_names_the_one_that_has_them(self, tmp_path) -> None:
        (tmp_path / "policy").mkdir()
        (tmp_path / "policy" / "a.yaml").write_text(HEAD)
        (problem,) = load_files([tmp_path], ()).problems
        assert (problem.code, problem.arg("nearest")) == ("DK117", "policy")

    def test_a_folder_is_read_in_the_order_of_names(self, tmp_path) -> None:
        (tmp_path / "b.yaml").write_text(SHARE)
        (tmp_path / "a.yaml").write_text(HEAD)
        assert [name[-6:] for name in load_files([tmp_path], ()).sources] == ["a.yaml", "b.yaml"]


class TestParameters:
    @pytest.mark.parametrize(("day", "share"), [("2026-01-01", "0.15"), ("2026-06-30", "0.15"), ("2026-07-01", "0.2")])
    def test_a_parameter_has_the_value_of_the_latest_date_reached(self, day: str, share: str) -> None:
        assert policy(HEAD, SHARE).parameters_at(date.fromisoformat(day))["offset_share"] == Decimal(share)

    def test_before_its_first_date_a_parameter_is_missing(self) -> None:
        assert policy(HEAD, SHARE).parameters_at(date(2025, 12, 31))["offset_share"] == Missing(("offset_share",))

    def test_a_value_is_read_by_the_unit_of_its_parameter(self) -> None:
        assert codes(loaded(HEAD, SHARE.replace("unit: share", "unit: money"))) == ["DK134", "DK134"]


class TestCalendars:
    def test_the_published_calendar_of_the_country_is_used(self) -> None:
        calendar = policy(HEAD).calendar()
        assert calendar is not None
        assert calendar.add_working_days(date(2025, 9, 26), 5) == date(2025, 10, 10)

    def test_a_company_may_extend_a_calendar_and_says_how_far_it_reaches(self) -> None:
        text = HEAD + "calendars:\n  CN: {holidays: [2027-01-01], through: 2027-01-31}\n"
        calendar = policy(text).calendar()
        assert calendar is not None
        assert calendar.is_working_day(date(2027, 1, 1)) is False
        assert calendar.is_working_day(date(2027, 1, 4)) is True

    def test_a_day_beyond_the_calendar_is_not_guessed(self) -> None:
        text = HEAD + "calendars:\n  CN: {holidays: [2027-01-01], through: 2027-01-31}\n"
        calendar = policy(text).calendar()
        assert calendar is not None
        assert not isinstance(calendar.is_working_day(date(2027, 2, 1)), bool)


class TestOverlays:
    def test_an_overlay_replaces_one_value_and_leaves_the_policy_alone(self) -> None:
        before = policy(HEAD, SHARE)
        node = Scalar("30%", True, "t", 1, 1, 3)
        after = before.overlaid({"parameters.offset_share.values[2026-07-01]": (HERE, node)})
        assert isinstance(after, Policy)
        day = date(2026, 8, 1)
        assert (before.parameters_at(day)["offset_share"], after.parameters_at(day)["offset_share"]) == (
            Decimal("0.2"),
            Decimal("0.3"),
        )

    def test_an_overlay_that_matches_nothing_is_a_problem_with_the_nearest(self) -> None:
        result = policy(HEAD, SHARE).overlaid({"parameters.offset_shar.unit": (HERE, Scalar("x", True, "t", 1, 1, 1))})
        assert not isinstance(result, Policy)
        assert (result[0].code, result[0].arg("nearest")) == ("DK255", "offset_share")

    BANDS = """\
rebates:
  volume:
    period: quarter
    qualifying: {measure: net_amount}
    method: retrospective
    kind: percent
    bands: [{at: 1_000, rate: 1%}, {at: 2_000, rate: 2%}]
"""

    def tree(self) -> Mapping:
        root = parse(self.BANDS.encode(), "p").root
        assert root is not None
        return root

    @pytest.mark.parametrize("order", [("1000", "2000"), ("2000", "1000")])
    def test_addresses_mean_the_tree_as_it_was_whatever_moves_first(self, order: tuple[str, str]) -> None:
        # The lower bound takes the place of the upper one, which moves on.
        moved = {"1000": "2_000", "2000": "3_000"}
        changes = {
            f"rebates.volume.bands[{band}].at": (HERE, Scalar(moved[band], True, "t", 1, 1, 5)) for band in order
        }
        rate = (HERE, Scalar("5%", True, "t", 1, 1, 2))
        root, problems = overlaid(self.tree(), {**changes, "rebates.volume.bands[2000].rate": rate})
        assert problems == ()
        bands = {bound: found(root, f"rebates.volume.bands[{bound}].rate") for bound in ("2000", "3000")}
        assert {bound: each.text for bound, each in bands.items() if isinstance(each, Scalar)} == {
            "2000": "1%",
            "3000": "5%",
        }

    def test_an_address_may_also_name_what_an_earlier_overlay_made(self) -> None:
        at = (HERE, Scalar("3_000", True, "t", 1, 1, 5))
        rate = (HERE, Scalar("5%", True, "t", 1, 1, 2))
        changes = {"rebates.volume.bands[2000].at": at, "rebates.volume.bands[3000].rate": rate}
        root, problems = overlaid(self.tree(), changes)
        assert problems == ()
        assert found(root, "rebates.volume.bands[3000].rate") is rate[1]

    def test_an_overlaid_value_is_read_like_any_other(self) -> None:
        node = Scalar("lots", True, "t", 7, 1, 4)
        result = policy(HEAD, SHARE).overlaid({"parameters.offset_share.values[2026-01-01]": (HERE, node)})
        assert not isinstance(result, Policy)
        assert [each.code for each in result] == ["DK133"]

    def test_an_address_is_split_at_dots_and_brackets(self) -> None:
        assert steps("rebates.volume-quarter.bands[above 15].rate") == (
            "rebates",
            "volume-quarter",
            "bands",
            "above 15",
            "rate",
        )

    def test_items_are_found_by_id_and_bands_by_their_bound(self) -> None:
        root = parse(b"a:\n  b: [{id: x, v: 1}, {at: 300_000, v: 2}, {above: 15, v: 3}]\n", "p").root
        assert root is not None
        shown = [found(root, f"a.b[{key}].v") for key in ("x", "300000", "above 15")]
        assert [node.text for node in shown if isinstance(node, Scalar)] == ["1", "2", "3"]


class TestFingerprints:
    def of(self, text: str) -> str:
        root = parse(text.encode(), "p").root
        assert root is not None
        return fingerprint(root)

    @pytest.mark.parametrize("other", ["{b: 2, a: 300000}", "{a: '300_000', b: 2}", "{a:   300_000, b: 2.0}"])
    def test_layout_quotes_and_key_order_change_nothing(self, other: str) -> None:
        assert self.of(f"x: {other}") == self.of("x: {a: 300_000, b: 2}")

    @pytest.mark.parametrize("other", ["{a: 300_001, b: 2}", "{a: 300_000}", "{a: 300_000, c: 2}", "[300_000, 2]"])
    def test_another_meaning_has_another_fingerprint(self, other: str) -> None:
        assert self.of(f"x: {other}") != self.of("x: {a: 300_000, b: 2}")

    def test_the_order_of_a_list_counts(self) -> None:
        assert self.of("x: [1, 2]") != self.of("x: [2, 1]")


class TestWhatIsSaidOnce:
    def test_a_mistake_that_an_alias_repeats_has_one_place(self) -> None:
        text = (
            HEAD
            + """parameters:
  one: &figure {unit: money, source: finance rule, values: {2026-01-01: 5%}}
  two: *figure
"""
        )
        assert codes(loaded(text)) == ["DK134"]

    def test_a_name_that_cannot_be_read_hides_no_figure_that_cannot_be(self) -> None:
        text = (
            HEAD
            + """parameters:
  pay-cap: {unit: money, source: finance rule, values: {2026-01-01: 5}}
  other: {unit: money, source: finance rule, values: {2026-01-01: 5%}}
"""
        )
        assert codes(loaded(text)) == ["DK272", "DK134"]

    @pytest.mark.parametrize("name", ["period.display score", "period.display-score", "period.2nd", "period."])
    def test_a_fact_has_a_name_that_expressions_can_read(self, name: str) -> None:
        text = HEAD + f"facts:\n  '{name}': {{type: number, meaning: m, source: s}}\n"
        assert codes(loaded(text)) == ["DK258"]
