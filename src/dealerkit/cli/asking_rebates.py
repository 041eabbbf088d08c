"""What the commands on rebates have in common: who and what may be asked about, and what a book must have."""

from __future__ import annotations

from dealerkit.cli import exits
from dealerkit.cli.commands import Option
from dealerkit.cli.results import Material, Refused
from dealerkit.problems import Problem, nearest, problem
from dealerkit.rebates.programme import programmes_of
from dealerkit.rebates.run import Run
from dealerkit.rebates.sources.needed import without_rows
from dealerkit.report.languages import Words

PROGRAMME = Option(
    "--programme",
    default="",
    metavar="ID",
    help=Words("only this programme, as in volume-quarter", "只看该返利方案，如 volume-quarter"),
)
PERIOD = Option(
    "--period",
    default="",
    metavar="LABEL",
    help=Words("only this period, as in 2026-Q1", "只看该期间，如 2026-Q1"),
)


def dealer_option(*, required: bool) -> Option:
    """``--dealer``."""
    # A stated default of nothing would count as an answer.
    absent = {"required": True} if required else {"default": ""}
    return Option("--dealer", metavar="CODE", help=Words("the dealer's code", "经销商编码"), **absent)


def unready(material: Material, programme: str = "") -> Refused | None:
    """Why nothing can be reckoned: no programmes, no such programme (DK371), no lines, no measured column."""
    programmes = programmes_of(material.policy)
    if not programmes:
        return Refused((problem("DK934", None),), exits.NOT_RUN)
    if programme and programme not in programmes:
        return Refused((problem("DK371", None, programme=programme, known=tuple(programmes)),))
    lacking = without_rows(material.policy, material.book, programmes.values())
    return Refused(lacking, exits.NOT_RUN) if lacking else None


def unknown_dealer(run: Run, dealer: str) -> Problem | None:
    """DK932 for a dealer who is not in the book: neither a customer nor in any line or posting."""
    known = set(run.standing.masters.dealers or ())
    known.update(payee for each in run.standing.programmes.values() for payee in run.payees(each))
    if dealer in known:
        return None
    return problem("DK932", None, dealer=dealer, nearest=nearest(dealer, known))
