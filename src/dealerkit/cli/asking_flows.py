"""What the commands on cases have in common: a policy must have flows, and the one that is asked about."""

from __future__ import annotations

from dealerkit.cli import exits
from dealerkit.cli.commands import Option
from dealerkit.cli.results import Material, Refused
from dealerkit.report.languages import Words
from dealerkit.workflow.asking import no_flow
from dealerkit.workflow.flow import flows_of

_FLOW = Words("only cases of this flow; of every flow if absent", "只看该流程的案件；不写则看全部流程")


def flow_option() -> Option:
    """``--flow ID``."""
    return Option("--flow", metavar="FLOW", default="", help=_FLOW)


def without_flow(material: Material, flow: str = "") -> Refused | None:
    """DK661 for a policy that has no flows, or not the one that is named."""
    flows = flows_of(material.policy)
    if flows and flow in {"", *flows}:
        return None
    return Refused((no_flow(material.policy, flow),), exits.USAGE if flows else exits.NOT_RUN)
