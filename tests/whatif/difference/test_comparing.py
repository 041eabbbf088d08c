"""What is a change and what is none, shape by shape."""

from __future__ import annotations

from datetime import date

import pytest

from dealerkit.policy.policy import Policy
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.difference.change import Change, Kind
from dealerkit.whatif.difference.comparing import difference
from tests.whatif.difference.policies import HEAD, policy_of

SETTLE = "settle: {every: quarter, payout: credit-note, negative: carry-forward}"


def programme(
    id: str = "volume", more: str = "", bands: str = "[{at: 300_000, rate: 1%}, {at: 800_000, rate: 2%}]"
) -> str:
    return f"""
  {id}:
    title: 季度坎级返利
    period: quarter
    qualifying: {{measure: net_amount}}
    method: retrospective
    kind: percent
    bands: {bands}
    {more}
    {SETTLE}
"""


def changes(old: Policy, new: Policy) -> list[tuple[str, str, str | None, str | None]]:
    return [said(each) for each in difference(old, new).changes]


def said(change: Change) -> tuple[str, str, str | None, str | None]:
    before, after = (None if each is None else each.text for each in (change.before, change.after))
    return change.kind.value, change.address, before, after


def rebates(*programmes: str, head: str = HEAD, more: str = "") -> Policy:
    return policy_of("rebates:" + "".join(programmes) + more, head=head)


class TestNoChange:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("[{at: 300_000, rate: 1%}]", "[{rate: 0.01, at: 300000.00}]"),
            ("[{at: 300_000, rate: 1%}]", '\n      # a comment\n      - {"at": "300_000", "rate": "1.0%"}'),
            ("[{at: 0, rate: 1/3}]", "[{at: 0, rate: 2/6}]"),
            ("[{at: 0, rate: 1%}]", "[{at: 0, rate: =0.01}]"),
            (
                "[{at: 0, rate: '=if(dealer.class == \"A\", 1%, 2%)'}]",
                "[{at: 0, rate: '= if((\"A\" == dealer.class), 0.01, 2%)'}]",
            ),
        ],
    )
    def test_a_figure_in_another_spelling(self, one: str, other: str):
        assert changes(rebates(programme(bands=one)), rebates(programme(bands=other))) == []

    def test_a_condition_in_another_layout(self):
        one = rebates(programme(more='eligible: dealer.status == "active" and dealer.class == "A"'))
        other = rebates(programme(more='eligible: {when: \'("A" == dealer.class) and  dealer.status=="active"\'}'))
        assert changes(one, other) == []

    def test_definitions_in_another_order_and_in_other_files(self):
        one = rebates(programme("volume"), programme("loyalty"))
        other = policy_of("rebates:" + programme("loyalty"), "rebates:" + programme("volume"))
        assert changes(one, other) == []

    @pytest.mark.parametrize(
        "written",
        [
            "payee: dealer",
            "short_period: whole",
            "effective: 2026-01-01..2026-12-31",
            "paying: {measure: net_amount}",
            "rounding: {to: 0.01}",
            "rounding: {to: 0.010, mode: half-up, level: programme}",
        ],
    )
    def test_a_default_written_out(self, written: str):
        assert changes(rebates(programme()), rebates(programme(more=written))) == []
        assert changes(rebates(programme(more=written)), rebates(programme())) == []

    def test_a_revision_is_a_label(self):
        assert changes(policy_of(""), policy_of("", head=HEAD.replace('"1"', '"2"'))) == []

    def test_supplements_in_another_order(self):
        one, other = '{id: a, when: dealer.class == "A", rate: 1%}', '{id: b, when: dealer.class == "B", rate: 2%}'
        found = (rebates(programme(more=f"supplements: [{x}, {y}]")) for x, y in ((one, other), (other, one)))
        assert changes(*found) == []


class TestAChangedFigure:
    def test_it_names_programme_band_before_after_and_days(self):
        found = difference(
            rebates(programme()), rebates(programme(bands="[{at: 300_000, rate: 1%}, {at: 800_000, rate: 2.5%}]"))
        )
        (change,) = found.changes
        assert said(change) == ("changed", "rebates.volume.bands[800000].rate", "0.02", "0.025")
        assert (change.definition, change.title) == ("rebates.volume", "季度坎级返利")
        assert change.span == DateRange(date(2026, 1, 1), date(2026, 12, 31))
        assert change.before is not None
        assert change.before.is_share
        assert change.new_at is not None
        assert (change.new_at.line, change.new_at.column) == (9, 58)

    def test_the_days_are_those_of_the_programme_within_those_of_the_policy(self):
        more = "effective: 2026-04-01..2027-03-31"
        (change,) = difference(
            rebates(programme(more=more)), rebates(programme(more=more, bands="[{at: 300_000, rate: 1%}]"))
        ).changes
        assert change.span == DateRange(date(2026, 4, 1), date(2026, 12, 31))

    def test_a_band_that_came_is_told_whole(self):
        bands = "[{at: 300_000, rate: 1%}, {at: 800_000, rate: 2%}, {at: 1_500_000, rate: 3%}]"
        assert changes(rebates(programme()), rebates(programme(bands=bands))) == [
            ("added", "rebates.volume.bands[1500000]", None, "at: 1_500_000, rate: 3%")
        ]

    def test_a_band_that_pays_the_same_from_another_bound_on_has_moved(self):
        bands = "[{at: 300_000, rate: 1%}, {at: 900_000, rate: 2%}]"
        (change,) = difference(rebates(programme()), rebates(programme(bands=bands))).changes
        assert said(change) == ("changed", "rebates.volume.bands[900000].at", "800000", "900000")
        assert change.was == "rebates.volume.bands[800000].at"

    def test_a_band_with_another_bound_and_another_rate_is_another_band(self):
        bands = "[{at: 300_000, rate: 1%}, {at: 900_000, rate: 3%}]"
        found = changes(rebates(programme()), rebates(programme(bands=bands)))
        assert [each[:2] for each in found] == [
            ("added", "rebates.volume.bands[900000]"),
            ("removed", "rebates.volume.bands[800000]"),
        ]

    def test_a_clause_that_came_and_one_that_went(self):
        one, other = rebates(programme(more="cap: {payout: 50_000}")), rebates(programme(more="minimum: {payout: 100}"))
        assert changes(one, other) == [
            ("added", "rebates.volume.minimum", None, "payout: 100"),
            ("removed", "rebates.volume.cap", "payout: 50_000", None),
        ]

    def test_an_absent_key_is_told_as_what_it_means(self):
        assert changes(rebates(programme()), rebates(programme(more="short_period: nothing"))) == [
            ("changed", "rebates.volume.short_period", "whole", "nothing")
        ]

    def test_gates_take_part_and_a_changed_condition_shows_its_words(self):
        one = rebates(programme(more='eligible: dealer.class == "A"'))
        other = rebates(programme(more='eligible: dealer.class in ["A", "B"]'))
        assert changes(one, other) == [
            ("changed", "rebates.volume.eligible", 'dealer.class == "A"', 'dealer.class in ["A", "B"]')
        ]


class TestRenamed:
    def test_an_id_that_says_was_is_renamed_and_what_changed_inside_is_told_beside(self):
        bands = "[{at: 300_000, rate: 1%}, {at: 800_000, rate: 2.5%}]"
        found = difference(rebates(programme("volume")), rebates(programme("quarter", more="was: volume", bands=bands)))
        renamed, rate = found.changes
        assert (renamed.kind, renamed.was, renamed.address) == (Kind.RENAMED, "rebates.volume", "rebates.quarter")
        assert (rate.was, rate.address) == ("rebates.volume.bands[800000].rate", "rebates.quarter.bands[800000].rate")
        assert found.names == {"rebates.volume": "rebates.quarter"}

    def test_without_was_it_is_removed_and_added(self):
        found = changes(rebates(programme("volume")), rebates(programme("quarter")))
        assert [each[:2] for each in found] == [("added", "rebates.quarter"), ("removed", "rebates.volume")]

    def test_was_of_an_id_that_is_still_there_renames_nothing(self):
        parameter = "{unit: share, source: x, values: {2026-01-01: 1%}}"
        one = policy_of(f"parameters: {{a: {parameter}}}")
        other = policy_of(f"parameters: {{a: {parameter}, b: {parameter[:-1]}}}}}")
        assert [each[:2] for each in changes(one, other)] == [("added", "parameters.b")]

    def test_any_definition_may_say_was(self):
        one = policy_of("parameters: {a: {unit: share, source: x, values: {2026-01-01: 1%}}}")
        other = policy_of("parameters: {b: {was: a, unit: share, source: x, values: {2026-01-01: 1%}}}")
        (change,) = difference(one, other).changes
        assert (change.kind, change.was, change.address) == (Kind.RENAMED, "parameters.a", "parameters.b")

    def test_who_speaks_of_what_was_renamed_has_not_changed(self):
        def stacked(one: str, other: str, *more: str) -> Policy:
            text = f"\nstacking: {{s: {{rule: exclusive, programmes: [{one}, {other}]}}}}"
            first, second = more or ("", "")
            return rebates(programme(one, more=first), programme(other, more=second), more=text)

        found = changes(stacked("volume", "loyalty"), stacked("quarter", "loyal", "was: volume", "was: loyalty"))
        assert [each[:2] for each in found] == [("renamed", "rebates.quarter"), ("renamed", "rebates.loyal")]

    def test_an_expression_that_reads_a_renamed_parameter_has_not_changed(self):
        def reading(name: str, more: str = "") -> Policy:
            text = f"parameters: {{{name}: {{{more}unit: share, source: x, values: {{2026-01-01: 1%}}}}}}\nrebates:"
            return policy_of(text + programme(bands=f"[{{at: 0, rate: ={name}}}]"))

        found = changes(reading("old_rate"), reading("new_rate", "was: old_rate, "))
        assert [each[:2] for each in found] == [("renamed", "parameters.new_rate")]

    def test_losing_was_is_a_change_for_whoever_keeps_a_ledger_by_it(self):
        found = changes(rebates(programme("quarter", more="was: volume")), rebates(programme("quarter")))
        assert found == [("removed", "rebates.quarter.was", "volume", None)]


class TestDated:
    @staticmethod
    def rate(values: str) -> Policy:
        return policy_of(f"parameters: {{r: {{title: 加点, unit: share, source: x, values: {{{values}}}}}}}")

    def test_the_days_on_which_the_figure_is_another_one_are_told(self):
        one = self.rate("2026-01-01: 1%")
        other = self.rate("2026-01-01: 1%, 2026-04-01: 1.5%, 2026-07-01: 1%")
        (change,) = difference(one, other).changes
        assert said(change) == ("changed", "parameters.r.values", "0.01", "0.015")
        assert change.span == DateRange(date(2026, 4, 1), date(2026, 6, 30))

    @pytest.mark.parametrize(
        "values",
        ["2026-01-01: 1%, 2026-04-01: 1.0%", "2026-01-01: 0.01, 2026-02-01: 1%, 2026-03-01: 1%", "2026-01-01: 1/100"],
    )
    def test_dates_that_are_split_or_merged_say_nothing_else(self, values: str):
        assert changes(self.rate("2026-01-01: 1%"), self.rate(values)) == []
        assert changes(self.rate(values), self.rate("2026-01-01: 1%")) == []

    def test_neighbours_with_the_same_two_figures_are_one_stretch(self):
        one = self.rate("2026-01-01: 1%, 2026-04-01: 1%, 2026-10-01: 3%")
        other = self.rate("2026-01-01: 2%, 2026-07-01: 2%, 2026-10-01: 3%")
        (change,) = difference(one, other).changes
        assert change.span == DateRange(date(2026, 1, 1), date(2026, 9, 30))

    def test_a_figure_that_begins_earlier_is_added_for_the_days_before(self):
        (change,) = difference(self.rate("2026-04-01: 1%"), self.rate("2026-01-01: 1%")).changes
        assert (change.kind, change.span) == (Kind.ADDED, DateRange(date(2026, 1, 1), date(2026, 3, 31)))

    def test_the_last_stretch_is_open(self):
        (change,) = difference(self.rate("2026-01-01: 1%"), self.rate("2026-01-01: 1%, 2026-07-01: 2%")).changes
        assert change.span == DateRange(date(2026, 7, 1), None)

    def test_who_reads_it_is_named(self):
        text = "parameters: {r: {unit: share, source: x, values: {2026-01-01: %s}}}\nrebates:" + programme(
            bands="[{at: 0, rate: =r}]"
        )
        (change,) = difference(policy_of(text % "1%"), policy_of(text % "2%")).changes
        assert change.readers == ("rebates.volume.bands[0]",)


class TestTables:
    @staticmethod
    def matrix(hit: str, *rows: str) -> Policy:
        listed = "".join(f"\n      - {row}" for row in rows)
        return policy_of(f"authority:\n  compensation:\n    hit: {hit}\n    rows:{listed}\n")

    SMALL = "{id: small, amount: {below: 500}, then: {role: supervisor}}"
    LARGE = "{id: large, amount: {at: 500}, then: {role: manager}}"
    ALL = "{id: all, then: {role: manager}}"

    def test_rows_of_a_unique_table_have_no_order(self):
        assert (
            changes(self.matrix("unique", self.SMALL, self.LARGE), self.matrix("unique", self.LARGE, self.SMALL)) == []
        )

    def test_rows_of_a_first_table_have_one(self):
        one, other = self.matrix("first", self.SMALL, self.ALL), self.matrix("first", self.ALL, self.SMALL)
        assert changes(one, other) == [("reordered", "authority.compensation.rows", "small, all", "all, small")]

    def test_a_row_that_came_into_a_first_table_says_before_which(self):
        one = self.matrix("first", self.SMALL, self.ALL)
        (change,) = difference(one, self.matrix("first", self.SMALL, self.LARGE, self.ALL)).changes
        assert (change.kind, change.address, change.ahead_of) == (
            Kind.ADDED,
            "authority.compensation.rows[large]",
            "all",
        )
        (change,) = difference(self.matrix("first", self.SMALL), one).changes
        assert change.ahead_of == ""

    def test_a_cell_is_compared_by_what_it_takes(self):
        other = "{id: small, amount: {below: 500.00}, then: {role: supervisor}}"
        assert changes(self.matrix("unique", self.SMALL, self.LARGE), self.matrix("unique", other, self.LARGE)) == []

    def test_a_changed_cell_is_addressed_by_row_and_column(self):
        small, large = self.SMALL.replace("500", "600"), self.LARGE.replace("500", "600")
        assert changes(self.matrix("unique", self.SMALL, self.LARGE), self.matrix("unique", small, large)) == [
            ("changed", "authority.compensation.rows[small].amount", "below: 500", "below: 600"),
            ("changed", "authority.compensation.rows[large].amount", "at: 500", "at: 600"),
        ]

    def test_words_are_compared_by_what_they_are_and_not_by_their_place(self):
        one = self.matrix("unique", "{id: a, kind: [x, y], then: {role: a}}", "{id: b, kind: z, then: {role: b}}")
        other = self.matrix("unique", "{id: b, kind: z, then: {role: b}}", "{id: a, kind: [y, x], then: {role: a}}")
        assert changes(one, other) == []

    def test_what_follows_is_compared_key_by_key(self):
        large = self.LARGE.replace("role: manager", "role: manager, second: finance")
        assert changes(self.matrix("unique", self.SMALL, self.LARGE), self.matrix("unique", self.SMALL, large)) == [
            ("added", "authority.compensation.rows[large].then.second", None, "finance")
        ]

    def test_a_row_may_say_was(self):
        large = self.LARGE.replace("id: large", "id: big, was: large")
        (change,) = difference(
            self.matrix("unique", self.SMALL, self.LARGE), self.matrix("unique", self.SMALL, large)
        ).changes
        assert (change.kind, change.address) == (Kind.RENAMED, "authority.compensation.rows[big]")


class TestSections:
    def test_a_section_that_came_is_told_definition_by_definition(self):
        found = changes(policy_of(""), rebates(programme("volume"), programme("loyalty")))
        assert [each[:2] for each in found] == [("added", "rebates.volume"), ("added", "rebates.loyalty")]

    def test_the_order_of_an_ordered_stacking_matters_and_of_a_sum_does_not(self):
        def stacked(rule: str, first: str, second: str) -> Policy:
            more = ", reduces: {volume: [loyalty]}" if rule == "ordered" and first == "volume" else ""
            text = f"\nstacking: {{s: {{rule: {rule}, programmes: [{first}, {second}]{more}}}}}"
            return rebates(programme("volume"), programme("loyalty"), more=text)

        assert changes(stacked("sum", "volume", "loyalty"), stacked("sum", "loyalty", "volume")) == []
        found = changes(stacked("exclusive", "volume", "loyalty"), stacked("exclusive", "loyalty", "volume"))
        assert found == [("reordered", "stacking.s.programmes", "[volume, loyalty]", "[loyalty, volume]")]

    @pytest.mark.parametrize(
        ("one", "other", "is_changed"),
        [
            # "+8613900000000" is 8613900000000 without "+", and 13900000000 without "+86": the first decides.
            ('["+86", "+"]', '["+", "+86"]', True),
            ('["+86", "0086"]', '["0086", "+86"]', False),
        ],
    )
    def test_prefixes_that_are_dropped_have_an_order_where_one_begins_another(
        self, one: str, other: str, *, is_changed: bool
    ):
        def phones(drops: str) -> Policy:
            phone = f"{{fields: phone, as: digits, drops: {drops}, then: alarm}}"
            return policy_of(f"customers: {{identity: {{compare: {{phone: {phone}}}}}}}")

        found = [each[0] for each in changes(phones(one), phones(other))]
        assert found == (["reordered"] if is_changed else [])

    def test_limits_within_a_limit_have_an_order(self):
        def limited(first: str, second: str) -> Policy:
            parts = {"half": '{id: half, share: 50%, where: contract.kind == "a"}', "all": "{id: all, share: 100%}"}
            return policy_of(
                f"credit: {{limits: {{l: {{fixed: 1000, sublimits: [{parts[first]}, {parts[second]}]}}}}}}"
            )

        found = changes(limited("half", "all"), limited("all", "half"))
        assert [each[:2] for each in found] == [("reordered", "credit.limits.l.sublimits")]

    def test_a_calendar_with_its_country_written_out_is_the_same(self):
        one = policy_of("calendars: {CN: {holidays: [2026-03-02, 2026-03-03]}}")
        other = policy_of("calendars: {CN: {country: CN, holidays: [2026-03-03, 2026-03-02]}}")
        assert changes(one, other) == []

    def test_what_a_test_gives_is_compared_key_by_key(self):
        def case(base: str) -> Policy:
            given = f"{{of: rebates.volume, as_of: 2026-03-31, given: {{base: {base}}}, expect: 1}}"
            return rebates(programme(), more=f"\ntests: {{t: {given}}}")

        assert changes(case("900_000"), case("900000")) == []
        assert changes(case("900_000"), case("800_000")) == [("changed", "tests.t.given.base", "900_000", "800_000")]

    @pytest.mark.parametrize(
        ("one", "other", "is_changed"),
        [
            ('"1.10"', '"1.1"', True),  # in quotes: two codes
            ('"1.10"', "1.1", True),
            ("1.10", "1.1", False),  # without: one number
            ('"900_000"', "900000", False),
            ('"1.50%"', "1.5%", False),
            ('"007"', '"7"', True),
        ],
    )
    def test_digits_with_a_point_in_quotes_are_a_code(self, one: str, other: str, *, is_changed: bool):
        def case(written: str) -> Policy:
            given = f"{{of: rebates.volume, as_of: 2026-03-31, given: {{base: 1, dealer.code: {written}}}, expect: 0}}"
            return rebates(programme(), more=f"\ntests: {{t: {given}}}")

        assert bool(changes(case(one), case(other))) is is_changed

    def test_a_case_about_a_renamed_programme_has_not_changed(self):
        case = "tests: {t: {of: rebates.%s, as_of: 2026-03-31, given: {base: 1}, expect: 0}}\nrebates:"
        one = policy_of(case % "volume" + programme("volume"))
        other = policy_of(case % "quarter" + programme("quarter", more="was: volume"))
        assert [each[:2] for each in changes(one, other)] == [("renamed", "rebates.quarter")]

    def test_a_declared_fact_is_compared_key_by_key(self):
        text = "facts: {dealer.shops: {type: number, unit: %s, meaning: how many shops, source: a form}}"
        assert changes(policy_of(text % "count"), policy_of(text % "shops")) == [
            ("changed", "facts.dealer.shops.unit", "count", "shops")
        ]
