"""``dealerkit evaluate``: everything that follows from a policy and a book, with an overview."""

from __future__ import annotations

from dealerkit.assembly.evaluating import evaluate
from dealerkit.cli.results import Answer, Asked, Material, answer, result_command
from dealerkit.report.languages import Words
from dealerkit.report.overview import overview

_HELP = Words(
    """Run every domain that the policy configures over the book and show one overview; with `--out` each
    domain's files are written into the folder beside it.""",
    """对账册运行政策所配置的每一个领域，给出一份总览；加 `--out` 则把各领域的文件写入该文件夹。""",
)


def run(asked: Asked) -> int:
    """Evaluate."""

    def evaluated(material: Material) -> Answer:
        found = evaluate(material.policy, material.book, asked.as_of, asked.known_at)
        seen = overview(material.policy, material.book, asked.as_of, found, material.policy_files)
        return Answer(seen.report(), seen.problems, seen.reports())

    return answer(asked, evaluated)


COMMAND = result_command("evaluate", _HELP, run)
