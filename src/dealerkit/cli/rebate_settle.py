"""``dealerkit rebate settle``: what is payable now, posting by posting."""

from __future__ import annotations

from dealerkit.cli import exits
from dealerkit.cli.commands import Option
from dealerkit.cli.results import Asked, policy_of, result_command
from dealerkit.problems import DealerkitError
from dealerkit.report.languages import Words

_HELP = Words(
    """Reckon what every dealer earned up to the day, take off what was settled before, and propose the
    postings that are left. With `--post` they are appended to the book's ledger, all or none.

    A second run over the same facts proposes nothing. Without a ledger the result says so at its top.""",
    """计算每家经销商截至该日应得的返利，减去已结算部分，列出待过账的各笔。
    加 `--post` 则写入账册的台账：要么全部写入，要么一笔不写。

    对同样的事实再次运行，不会再列出任何一笔。没有台账时，结果开头会说明。""",
)
_POST = Words("append the postings to the book's ledger", "把各笔写入账册的台账")


def run(asked: Asked, *, post: bool) -> int:
    """Settle."""
    policy = policy_of(asked)
    if policy is None:
        return exits.NOT_RUN
    raise DealerkitError(f"settling is not connected yet ({post})")


COMMAND = result_command("settle", _HELP, run, (Option("--post", is_flag=True, help=_POST),))
