"""The pytest plugin: cases of policies as tests, and no other run disturbed."""

from __future__ import annotations

import tomllib

import pytest

# Before any run inside this one: what a run imports is forgotten after it, which PyYAML's C part does not survive.
from dealerkit.assembly import load
from tests.conftest import ROOT

pytest_plugins = ["pytester"]

HEAD = """\
policy: {name: example, revision: "1", currency: CNY, effective: 2026-01-01..}
"""
RULES = """\
authority:
  compensation:
    hit: unique
    rows:
      - {id: supervisor, amount: {below: 500}, then: {role: supervisor}}
      - {id: manager, amount: {at: 500}, then: {role: manager}}
"""
CASES = """\
tests:
  just-below:
    of: authority.compensation
    as_of: 2026-03-31
    given: {amount: 499.99}
    expect: {role: supervisor}
  at-the-bound:
    title: exactly 500
    of: authority.compensation
    as_of: 2026-03-31
    given: {amount: 500}
    expect: {role: manager}
"""
WRONG = """\
  wrong:
    of: authority.compensation
    as_of: 2026-03-31
    given: {amount: 500}
    expect: {role: supervisor}
"""

OPTIONS = ("-p", "no:dealerkit", "-p", "dealerkit.pytest_plugin", "-p", "no:cacheprovider")
"""By its module, whether or not the installed dealerkit has the entry point."""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEALERKIT_LANG", "en")


def ran(pytester: pytest.Pytester, *more: str) -> pytest.RunResult:
    return pytester.runpytest(*OPTIONS, *more)


def text_of(result: pytest.RunResult) -> str:
    return result.stdout.str()


def write(pytester: pytest.Pytester, **files: str) -> None:
    for name, text in files.items():
        path = pytester.path / "policies" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


class TestCollecting:
    def test_every_case_is_an_item_of_the_file_it_is_written_in(self, pytester: pytest.Pytester):
        write(pytester, volume=HEAD + RULES + CASES)
        items, _ = pytester.inline_genitems(*OPTIONS)
        assert [each.nodeid for each in items] == [
            "policies/volume.yaml::just-below",
            "policies/volume.yaml::at-the-bound",
        ]

    def test_a_policy_split_over_files_is_one_policy_and_its_cases_are_collected_once(self, pytester: pytest.Pytester):
        write(pytester, policy=HEAD, rules=RULES, cases=CASES, more=WRONG.replace("  wrong", "tests:\n  wrong"))
        items, _ = pytester.inline_genitems(*OPTIONS)
        assert [each.nodeid for each in items] == [
            "policies/cases.yaml::just-below",
            "policies/cases.yaml::at-the-bound",
            "policies/more.yaml::wrong",
        ]

    def test_one_file_of_a_split_policy_can_be_named(self, pytester: pytest.Pytester):
        write(pytester, policy=HEAD, rules=RULES, cases=CASES)
        ran(pytester, "policies/cases.yaml").assert_outcomes(passed=2)

    def test_one_case_can_be_named_by_its_node_id(self, pytester: pytest.Pytester):
        write(pytester, volume=HEAD + RULES + CASES)
        ran(pytester, "policies/volume.yaml::at-the-bound").assert_outcomes(passed=1)

    def test_policies_in_one_folder_with_heads_of_their_own_stand_alone(self, pytester: pytest.Pytester):
        write(pytester, one=HEAD + RULES + CASES, other=HEAD + RULES + CASES)
        ran(pytester).assert_outcomes(passed=4)

    def test_the_address_under_test_is_a_keyword_too(self, pytester: pytest.Pytester):
        write(pytester, volume=HEAD + RULES + CASES)
        ran(pytester, "-k", "compensation and bound").assert_outcomes(passed=1, deselected=1)

    def test_cases_can_be_told_from_other_tests_by_their_mark(self, pytester: pytest.Pytester):
        write(pytester, volume=HEAD + RULES + CASES)
        pytester.makepyfile("def test_own(): pass")
        ran(pytester, "-m", "not dealerkit", "--strict-markers").assert_outcomes(passed=1, deselected=2)

    def test_importing_test_modules_by_importlib_changes_nothing(self, pytester: pytest.Pytester):
        write(pytester, volume=HEAD + RULES + CASES)
        ran(pytester, "--import-mode=importlib").assert_outcomes(passed=2)

    def test_workers_of_xdist_share_the_cases_out(self, pytester: pytest.Pytester):
        write(pytester, volume=HEAD + RULES + CASES + WRONG)
        pytester.runpytest_subprocess(*OPTIONS, "-n", "2").assert_outcomes(passed=2, failed=1)


class TestFailing:
    def test_a_failure_is_the_message_with_the_line_of_the_policy(self, pytester: pytest.Pytester):
        write(pytester, volume=HEAD + RULES + CASES + WRONG)
        result = ran(pytester)
        result.assert_outcomes(passed=2, failed=1)
        result.stdout.fnmatch_lines(
            [
                "*authority.compensation: wrong*",
                "policies/volume.yaml:24:20: DK261 test `wrong` expects role supervisor, but it is manager",
                "*24 |     expect: {role: supervisor}",
                "     |                    ^^^^^^^^^^",
            ]
        )

    def test_a_failure_shows_no_line_of_python(self, pytester: pytest.Pytester):
        write(pytester, volume=HEAD + RULES + CASES + WRONG)
        assert ".py:" not in text_of(ran(pytester))
        assert "Traceback" not in text_of(ran(pytester))

    def test_the_first_failure_may_end_the_run(self, pytester: pytest.Pytester):
        write(pytester, volume=HEAD + RULES + CASES.replace("tests:\n", f"tests:\n{WRONG}"))
        ran(pytester, "-x").assert_outcomes(failed=1)

    def test_a_policy_that_cannot_be_read_is_an_error_with_its_findings(self, pytester: pytest.Pytester):
        write(pytester, volume=HEAD + RULES.replace("hit: unique", "hit: uniqe") + CASES)
        result = ran(pytester)
        result.assert_outcomes(errors=1)
        result.stdout.fnmatch_lines(["*policies/volume.yaml:4:10: DK135 *", "*did you mean `unique`*"])
        assert "Traceback" not in text_of(result)

    def test_what_is_said_is_said_in_chinese(self, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setenv("DEALERKIT_LANG", "zh")
        write(pytester, volume=HEAD + RULES + CASES + WRONG)
        ran(pytester).stdout.fnmatch_lines(["*DK261 测试 `wrong` 期望*"])


class TestKnownBugs:
    BUG = "    bug: the bound is one too high\n"

    def test_a_known_bug_is_expected_to_fail(self, pytester: pytest.Pytester):
        write(pytester, volume=HEAD + RULES + CASES + WRONG + self.BUG)
        result = ran(pytester, "-rx")
        result.assert_outcomes(passed=2, xfailed=1)
        result.stdout.fnmatch_lines(["XFAIL policies/volume.yaml::wrong - *the bound is one too high*"])

    def test_a_known_bug_that_is_mended_fails(self, pytester: pytest.Pytester):
        write(pytester, volume=HEAD + RULES + CASES + self.BUG)
        result = ran(pytester)
        result.assert_outcomes(passed=1, failed=1)
        result.stdout.fnmatch_lines(["*DK290 test `at-the-bound` passes*"])

    def test_a_known_bug_that_cannot_be_read_fails(self, pytester: pytest.Pytester):
        write(pytester, volume=HEAD + RULES + CASES + WRONG.replace("{amount: 500}", "{amuont: 500}") + self.BUG)
        ran(pytester).assert_outcomes(passed=2, failed=1)

    def test_runxfail_runs_known_bugs_as_any_case(self, pytester: pytest.Pytester):
        write(pytester, volume=HEAD + RULES + CASES + self.BUG + WRONG + self.BUG)
        ran(pytester, "--runxfail").assert_outcomes(passed=2, failed=1)


class TestOtherProjects:
    @pytest.mark.parametrize(
        "text",
        [
            "services: {web: {image: nginx}}\n",
            "tests: [one, two]\n",
            "policy: strict\ntests: [one]\n",
            "policy:\n  name: allow-list\n  rules: []\ntests: {a: {}}\n",
            "policy:\n  name: network\n  revision: 4\ntests:\n  - {name: dns, request: {port: 53}}\n",
            "policy: {name: network, revision: 4}\ntests: {one: {input: 1, output: 2}}\n",
            "- policy:\n    name: x\n",
            "policy: [\n",
            "",
        ],
    )
    def test_a_yaml_file_that_is_no_policy_is_left_alone(self, pytester: pytest.Pytester, text: str):
        write(pytester, other=text)
        pytester.makepyfile("def test_own(): pass")
        ran(pytester).assert_outcomes(passed=1)

    def test_another_program_s_policy_beside_ours_is_left_alone(self, pytester: pytest.Pytester):
        foreign = "policy: {name: network, revision: 4}\ntests: {one: {input: 1, output: 2}}\n"
        write(pytester, head=HEAD, rules=RULES, cases=CASES, network=foreign)
        ran(pytester).assert_outcomes(passed=2)

    @pytest.mark.parametrize("split", [False, True])
    def test_a_policy_of_ours_without_its_days_is_an_error_and_not_passed_over(
        self, pytester: pytest.Pytester, *, split: bool
    ):
        head = "policy: {name: example, revision: '1'}\n"
        if split:
            write(pytester, head=head, rules=RULES, cases=CASES)
        else:
            write(pytester, volume=head + RULES + CASES)
        result = ran(pytester)
        result.assert_outcomes(errors=1)
        assert "`effective` is missing" in text_of(result)

    def test_a_policy_without_cases_is_left_alone(self, pytester: pytest.Pytester):
        write(pytester, volume=HEAD + RULES)
        assert ran(pytester).ret == pytest.ExitCode.NO_TESTS_COLLECTED

    def test_another_file_beside_a_policy_is_not_read_as_a_part_of_it(self, pytester: pytest.Pytester):
        write(pytester, volume=HEAD + RULES + CASES, compose="services: {}\n")
        ran(pytester).assert_outcomes(passed=2)

    def test_the_setting_switches_it_off(self, pytester: pytest.Pytester):
        write(pytester, volume=HEAD + RULES + CASES)
        pytester.makeini("[pytest]\ndealerkit = false\n")
        assert ran(pytester).ret == pytest.ExitCode.NO_TESTS_COLLECTED

    def test_without_a_policy_nothing_of_dealerkit_is_imported(self, pytester: pytest.Pytester):
        write(pytester, compose="services: {}\n")
        pytester.makepyfile(
            """
            import sys

            def test_own():
                ours = {name for name in sys.modules if name.partition(".")[0] == "dealerkit"}
                assert ours == {"dealerkit", "dealerkit.pytest_plugin"}
                assert "attr" not in sys.modules and "yaml" not in sys.modules
            """
        )
        pytester.runpytest_subprocess(*OPTIONS, "-p", "no:hypothesispytest", "-p", "no:cov").assert_outcomes(passed=1)

    def test_a_file_too_large_for_a_policy_is_not_read(self, pytester: pytest.Pytester):
        write(pytester, volume=HEAD + RULES + CASES + "# " + "x" * (4 * 1024 * 1024))
        assert ran(pytester).ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_findings_that_do_not_stop_a_policy_are_warnings(pytester: pytest.Pytester):
    doubtful = "parameters:\n  p: {unit: share, source: rule, values: {2026-01-01: 15}}\n"
    write(pytester, policy=HEAD + doubtful, rules=RULES, cases=CASES)
    result = ran(pytester, "-W", "default")
    result.assert_outcomes(passed=2, warnings=1)
    result.stdout.fnmatch_lines(["*DK279*"])


def test_the_package_offers_the_plugin_to_pytest():
    offered = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"][
        "pytest11"
    ]
    assert offered == {"dealerkit": "dealerkit.pytest_plugin"}


def test_our_own_suite_runs_without_it(pytestconfig: pytest.Config):
    assert pytestconfig.pluginmanager.get_plugin("dealerkit") is None
    assert not pytestconfig.pluginmanager.has_plugin("dealerkit.pytest_plugin")


def test_policies_of_the_examples_are_collected_whole(pytester: pytest.Pytester):
    """As many items as ``dealerkit test`` has cases."""
    folder = ROOT / "examples" / "handset-distributor" / "policy"
    policy = load([folder]).policy
    assert policy is not None
    items, _ = pytester.inline_genitems(*OPTIONS, str(folder))
    assert [each.name for each in items] == list(policy.cases)
