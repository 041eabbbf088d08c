"""``dealerkit rebate statement``: one dealer's statement, for that dealer to read."""

from __future__ import annotations

from dealerkit.cli import exits
from dealerkit.cli.commands import Option
from dealerkit.cli.results import Asked, policy_of, result_command
from dealerkit.problems import DealerkitError
from dealerkit.report.languages import Words

_HELP = Words(
    """Write one dealer's statement: what counted, which band was reached, what was earned, paid before and
    payable now, each with the rule it rests on. Written for the dealer, in `--lang`.""",
    """生成某一经销商的对账单：哪些进货计入、达到哪一坎级、应得多少、已付多少、现应付多少，并逐项注明依据的规则。
    供经销商本人阅读，语言由 `--lang` 决定。""",
)
_DEALER = Words("the dealer's code", "经销商编码")


def run(asked: Asked, dealer: str) -> int:
    """Write the statement."""
    policy = policy_of(asked)
    if policy is None:
        return exits.NOT_RUN
    raise DealerkitError(f"statements are not connected yet ({dealer})")


COMMAND = result_command("statement", _HELP, run, (Option("--dealer", required=True, metavar="CODE", help=_DEALER),))
