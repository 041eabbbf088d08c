"""The examples in the documentation: every wrong one has the finding of its page, every mended one none."""

from __future__ import annotations

import re

import pytest

from dealerkit.policy.expressions import FUNCTIONS
from dealerkit.policy.facts import PAYEE
from dealerkit.report.messages.en.expressions import MESSAGES
from tests.conftest import ROOT
from tests.policy.expressions.world import EVERYTHING, codes, problems

GUIDE = ROOT / "docs" / "expressions.md"

# Examples that only make sense where lines cannot be seen.
SCOPES = {"DK216": PAYEE}


def examples(text: str) -> list[list[str]]:
    """The expressions of each block, a line each."""
    return [block.split("\n")[:-1] or [""] for block in re.findall(r"```expression\n(.*?)```", text, re.DOTALL)]


@pytest.mark.parametrize("code", sorted(MESSAGES))
class TestPages:
    def test_every_wrong_example_has_the_finding(self, code: str):
        wrong, _ = examples((ROOT / "docs" / "problems" / f"{code}.md").read_text("utf-8"))
        for text in wrong:
            assert code in codes(text, scope=SCOPES.get(code, EVERYTHING))

    def test_every_mended_example_has_no_finding(self, code: str):
        wrong, mended = examples((ROOT / "docs" / "problems" / f"{code}.md").read_text("utf-8"))
        assert len(wrong) == len(mended) or code == "DK200"
        for text in mended:
            assert problems(text, scope=SCOPES.get(code, EVERYTHING)) == ()


class TestGuide:
    def test_every_example_is_sound(self):
        found = [text for block in examples(GUIDE.read_text("utf-8")) for text in block]
        assert len(found) >= 8
        for text in found:
            assert problems(text) == (), text

    def test_it_describes_every_function(self):
        text = GUIDE.read_text("utf-8")
        for function in FUNCTIONS.values():
            assert f"`{function.name}(" in text
            assert function.meaning in text
