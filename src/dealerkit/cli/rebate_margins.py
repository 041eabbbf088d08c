"""``dealerkit rebate margins``: the jump at each band, and who stands just below it."""

from __future__ import annotations

from dealerkit.cli import exits
from dealerkit.cli.results import Asked, policy_of, result_command
from dealerkit.problems import DealerkitError
from dealerkit.report.languages import Words

_HELP = Words(
    """Show for each band what is earned more by reaching it, the return on the last purchases before it,
    which is the discount at which a dealer still gains (dumping headroom), and who stands there.""",
    """列出每一坎级：达到它多得多少、坎前最后一批进货的边际回报（即经销商仍有得赚的降价空间，压货甩卖的余地），以及谁正处在那里。""",
)


def run(asked: Asked) -> int:
    """Show the margins."""
    policy = policy_of(asked)
    if policy is None:
        return exits.NOT_RUN
    raise DealerkitError("margins are not connected yet")


COMMAND = result_command("margins", _HELP, run)
