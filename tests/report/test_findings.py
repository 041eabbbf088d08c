from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from dealerkit.problems import Location, Problem, Related, Severity, problem
from dealerkit.report.findings import Count, findings_github, findings_json, findings_sarif
from dealerkit.report.languages import LANGUAGES

UNKNOWN_KEY = problem(
    "DK130",
    Location("rules/政策 1.yaml", 3, 5, 4),
    address="rebates.volume",
    related=[Related("first-defined", Location("b.yaml", 1))],
    key="bnds",
    nearest="bands",
    allowed=("bands",),
)
EMPTY = problem("DK103", Location("b.yaml", 1), severity=Severity.WARNING, shown_by="dealerkit init")


class TestCount:
    def test_it_says_how_many_of_each_in_how_many_files(self):
        assert Count.of([UNKNOWN_KEY, EMPTY]).summary("en") == "1 error, 1 warning in 2 files"
        assert Count.of([UNKNOWN_KEY, EMPTY]).summary("zh") == "1 个错误，1 个警告（2 个文件）"

    def test_notes_are_no_findings(self):
        note = problem("DK103", None, severity=Severity.NOTE)
        assert Count.of([note]).findings == 0
        assert Count.of([EMPTY, UNKNOWN_KEY]).findings == 2


class TestJson:
    def test_it_carries_version_summary_and_every_part_of_a_problem(self):
        document = json.loads(findings_json([UNKNOWN_KEY], "en"))
        assert document["schema_version"] == 1
        assert document["summary"] == {"errors": 1, "warnings": 0, "notes": 0, "files": 1}
        assert document["problems"] == [
            {
                "code": "DK130",
                "severity": "error",
                "message": "unknown key `bnds`",
                "help": "did you mean `bands`? known here: bands",
                "address": "rebates.volume",
                "at": {"file": "rules/政策 1.yaml", "line": 3, "column": 5, "length": 4},
                "args": {"key": "bnds", "nearest": "bands", "allowed": ["bands"]},
                "related": [
                    {
                        "role": "first-defined",
                        "message": "first defined here",
                        "at": {"file": "b.yaml", "line": 1, "column": 1, "length": 1},
                    }
                ],
            }
        ]

    def test_numbers_keep_every_digit(self):
        found = problem(
            "DK999",
            None,
            a=Decimal("12345678901234567.10"),
            b=Fraction(1, 3),
            c=date(2026, 3, 31),
            d=7,
            e=Decimal("1E+3"),
        )
        (told,) = json.loads(findings_json([found], "en"))["problems"]
        assert told["args"] == {"a": "12345678901234567.10", "b": "1/3", "c": "2026-03-31", "d": 7, "e": "1000"}
        assert told["at"] is None

    def test_nothing_found_is_still_a_document(self):
        assert json.loads(findings_json([], "zh"))["problems"] == []


class TestSarif:
    def test_a_result_has_rule_region_address_and_related_places(self):
        (run,) = json.loads(findings_sarif([UNKNOWN_KEY, EMPTY], "en"))["runs"]
        assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["DK103", "DK130"]
        assert run["tool"]["driver"]["rules"][1]["shortDescription"] == {"text": "unknown key `…`"}
        result = run["results"][0]
        assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("DK130", 1, "error")
        (place,) = result["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"] == "rules/%E6%94%BF%E7%AD%96%201.yaml"
        assert place["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 5, "endColumn": 9}
        assert place["logicalLocations"] == [{"fullyQualifiedName": "rebates.volume"}]
        assert result["relatedLocations"][0]["message"] == {"text": "first defined here"}
        assert run["results"][1]["level"] == "warning"

    def test_a_rule_of_several_variants_is_one_sentence(self):
        # DK161 says of a sum that it is too much, too little, falls or leaps: a rule says one of the four.
        said = {
            "en": "`…` does not hold: on a base of …, with … to pay on, `…` pays … where at most … is promised",
            "zh": "`…` 不成立：基数为 …（计返基数 …）时，`…` 支付 …，承诺至多 …",
        }
        for lang in LANGUAGES:
            (run,) = json.loads(findings_sarif([problem("DK161", None)], lang))["runs"]
            assert run["tool"]["driver"]["rules"][0]["shortDescription"] == {"text": said[lang]}

    def test_columns_are_counted_in_characters(self):
        (run,) = json.loads(findings_sarif([], "en"))["runs"]
        assert run["columnKind"] == "unicodeCodePoints"
        assert run["results"] == []

    def test_a_problem_without_a_place_has_no_location(self):
        (run,) = json.loads(findings_sarif([problem("DK103", None)], "en"))["runs"]
        assert "locations" not in run["results"][0]


class TestGithub:
    def test_a_command_names_file_line_columns_and_code(self):
        assert findings_github([EMPTY], "en") == (
            "::warning file=b.yaml,line=1,col=1,endColumn=2,title=DK103::this file is empty%0A"
            "write into it what it is for, or remove it; `dealerkit init` shows what belongs in it\n"
        )

    def test_signs_that_would_end_a_property_are_escaped(self):
        found = problem("DK103", Location("a,b:c%.yaml", 1))
        assert "file=a%2Cb%3Ac%25.yaml,line=1" in findings_github([found], "en")

    def test_a_line_end_in_a_word_cannot_start_another_command(self):
        found = problem("DK130", None, key="x\n::error::gotcha\r", nearest="", allowed="")
        assert len(findings_github([found], "en").splitlines()) == 1


words = st.text(max_size=20)
problems = st.lists(
    st.builds(
        lambda code, file, line, column, word, severity: Problem(
            code, Location(file, line, column), (("key", word), ("nearest", word)), word, severity
        ),
        st.sampled_from(["DK130", "DK103", "DK999"]),
        words,
        st.integers(-1, 99),
        st.integers(-1, 99),
        words,
        st.sampled_from(Severity),
    ),
    max_size=4,
)


@given(problems)
def test_no_problem_breaks_a_format(found: list[Problem]):
    assert len(json.loads(findings_json(found, "zh"))["problems"]) == len(found)
    assert len(json.loads(findings_sarif(found, "zh"))["runs"][0]["results"]) == len(found)
    assert findings_github(found, "zh").count("\n") == len(found)
