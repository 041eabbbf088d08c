"""``dealerkit explain``: why this decision, and why not the other."""

from __future__ import annotations

from dealerkit.cli import exits
from dealerkit.cli.commands import Option
from dealerkit.cli.results import Asked, policy_of, result_command
from dealerkit.problems import DealerkitError
from dealerkit.report.languages import Words

_HELP = Words(
    """Explain one dealer's rebate step by step: the rules that decided, the rules that were tried and not
    met, and the figures both read, each down to its line in the policy.""",
    """逐步解释某一经销商的返利：哪些规则起了作用，哪些规则试过而不满足，各自读取了哪些数字，一直追溯到政策文件的那一行。""",
)
_DEALER = Words("the dealer's code", "经销商编码")
_PROGRAMME = Words("only this programme, as in volume-quarter", "只看该返利项目，如 volume-quarter")


def run(asked: Asked, dealer: str, programme: str) -> int:
    """Explain."""
    policy = policy_of(asked)
    if policy is None:
        return exits.NOT_RUN
    raise DealerkitError(f"explanations are not connected yet ({dealer} {programme})")


COMMAND = result_command(
    "explain",
    _HELP,
    run,
    (
        Option("--dealer", required=True, metavar="CODE", help=_DEALER),
        Option("--programme", default="", metavar="ID", help=_PROGRAMME),
    ),
)
