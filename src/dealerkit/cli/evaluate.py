"""``dealerkit evaluate``: everything that follows from a policy and a book, with an overview."""

from __future__ import annotations

from dealerkit.cli import exits
from dealerkit.cli.results import Asked, policy_of, result_command
from dealerkit.problems import DealerkitError
from dealerkit.report.languages import Words

_HELP = Words(
    """Run every domain that the policy configures over the book and show one overview; with `--out` each
    domain's tables are written into the folder beside it.""",
    """对账册运行政策所配置的每一个领域，给出一份总览；加 `--out` 则把各领域的表格写入该文件夹。""",
)


def run(asked: Asked) -> int:
    """Evaluate."""
    policy = policy_of(asked)
    if policy is None:
        return exits.NOT_RUN
    raise DealerkitError("evaluation is not connected yet")


COMMAND = result_command("evaluate", _HELP, run)
