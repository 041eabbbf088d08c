"""``dealerkit doc``: the handbook of a policy, and whether a copy of it still holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dealerkit import assembly
from dealerkit.cli import console, exits
from dealerkit.cli.commands import Command, Option, all_existing, argument, choice, day, existing
from dealerkit.cli.delivery import FORMAT, hand_over_findings, note, out_option, stop
from dealerkit.policy.policy import Policy
from dealerkit.problems import Severity
from dealerkit.report.files import write_folder
from dealerkit.report.handbook import check_copy, handbook
from dealerkit.report.languages import Language, Words

_HELP = Words(
    """Write the handbook of a policy: every rule in sentences, tables and worked examples, for people who never read
    YAML. It carries the policy's name, revision and a fingerprint.

    With `--check` nothing is written: a copy of the handbook is compared with the policy, chapter by chapter, and what
    it says otherwise is listed; the run then ends with 1.""",
    """生成政策手册：每条规则都写成句子、表格和算例，给从不看 YAML 的人读。手册带有政策名称、版本和指纹。

    用 `--check` 时不生成：逐章把一份手册与政策比对，列出不一致之处；有不一致时以 1 结束。""",
)
_CHECK = Words("a copy of the handbook to compare with the policy", "要与政策比对的手册")
_AS_OF = Words(
    "the day for which worked examples are computed; the policy's first day if absent",
    "算例以哪一天为准；不写则为政策生效首日",
)


def run(
    lang: Language, policies: tuple[Path, ...], check: Path | None, as_of: date | None, form: str, out: Path | None
) -> int:
    """Write the handbook, or check a copy."""
    loaded = assembly.load(policies)
    found = assembly.checked(loaded)
    note(found.problems, found.sources, lang)
    if loaded.policy is None or any(each.severity is Severity.ERROR for each in found.problems):
        return exits.NOT_RUN
    if check is not None:
        return _checked(loaded.policy, check, out, lang)
    written = handbook(loaded.policy, lang, as_of or _first_day(loaded.policy))
    text = written.html() if form == "html" else written.markdown()
    if out is None:
        console.give(text)
        return exits.FINE
    trouble = write_folder(out, {f"handbook.{form}": text})
    return exits.FINE if trouble is None else stop([trouble], {}, lang)


def _checked(policy: Policy, copy: Path, out: Path | None, lang: Language) -> int:
    text = copy.read_bytes().decode("utf-8", "replace") if copy.is_file() else ""
    problems = tuple(check_copy(policy, text, str(copy)))
    return hand_over_findings(problems, {str(copy): text}, "text", out, lang)


def _first_day(policy: Policy) -> date:
    """The first day of the policy; where it has none its last, or the first day of any of its figures."""
    effective = policy.header.effective
    figures = (day for parameter in policy.parameters.values() for day in parameter.values)
    return effective.start or effective.end or min(figures, default=date.min)


COMMAND = Command(
    "doc",
    _HELP,
    [
        argument("policies", "POLICY", all_existing, many=True),
        Option("--check", metavar="HANDBOOK", callback=existing, help=_CHECK),
        Option("--as-of", metavar="DATE", callback=day, help=_AS_OF),
        choice("--format", "form", choices=("md", "html"), default="md", help=FORMAT),
        out_option(),
    ],
    run,
)
