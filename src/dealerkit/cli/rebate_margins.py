"""``dealerkit rebate margins``: the jump at each band, and who stands just below it."""

from __future__ import annotations

from collections.abc import Iterator

import click
from attrs import evolve

from dealerkit.cli import exits
from dealerkit.cli.asking_rebates import PROGRAMME, unready
from dealerkit.cli.commands import existing
from dealerkit.cli.delivery import hand_over, stop
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, policy_of, result_command
from dealerkit.policy.policy import Policy
from dealerkit.problems import problem
from dealerkit.rebates.joint.gathering import gathers
from dealerkit.rebates.marginal import margins, standing
from dealerkit.rebates.programme import Programme, programmes_of
from dealerkit.rebates.run import Run
from dealerkit.report.languages import Words
from dealerkit.report.margins import MarginReport, Standing
from dealerkit.report.places import shortest

_HELP = Words(
    """Show for each band what is earned more by reaching it, the return on the last purchases before it,
    which is the discount at which a dealer still gains (dumping headroom), and, with a BOOK, who stands
    there on the day. The policy alone is enough for everything else.""",
    """列出每一坎级：达到它多得多少、坎前最后一批进货的边际回报（即经销商仍有得赚的降价空间，压货甩卖的余地）；
    给出账册时，还列出该日谁正处在那里。其余内容只需要政策。""",
)


def run(asked: Asked, *, programme: str) -> int:
    """Show the margins."""
    if asked.book is not None:
        return answer(asked, lambda material: _with_book(asked, material, programme))
    found = policy_of(asked)
    if found is None:
        return exits.NOT_RUN
    policy, sources = found
    chosen = _chosen(policy, programme)
    if isinstance(chosen, Refused):
        return stop(chosen.problems, {}, asked.lang, ended=chosen.ended)
    report = _report(asked, policy, chosen, tuple(sources)).report()
    return hand_over(report, (report,), asked.form, asked.out, asked.lang)


def _with_book(asked: Asked, material: Material, programme: str) -> Answer | Refused:
    lacking = unready(material, programme)
    if lacking is not None:
        return lacking
    chosen = _chosen(material.policy, programme)
    if isinstance(chosen, Refused):
        return chosen
    opened = Run.open(material.policy, material.book, asked.as_of, asked.known_at)
    found = tuple(standing_of for each in chosen.values() for standing_of in _standing(opened, each))
    report = _report(asked, material.policy, chosen, material.policy_files)
    return Answer(evolve(report, standing=found).report())


def _chosen(policy: Policy, programme: str) -> dict[str, Programme] | Refused:
    programmes = programmes_of(policy)
    if not programmes:
        return Refused((problem("DK934", None),), exits.NOT_RUN)
    if programme and programme not in programmes:
        return Refused((problem("DK371", None, programme=programme, known=tuple(programmes)),))
    return {id: each for id, each in programmes.items() if programme in {"", id}}


def _report(asked: Asked, policy: Policy, chosen: dict[str, Programme], files: tuple[str, ...]) -> MarginReport:
    parameters = policy.parameters_at(asked.as_of)
    found = {id: margins(each, parameters) for id, each in chosen.items()}
    return MarginReport(policy, chosen, found, shortest(files), asked.as_of)


def _standing(opened: Run, programme: Programme) -> Iterator[Standing]:
    """Who stands just below a bound in the period that runs, with everything measured until today."""
    today = opened.standing.as_of
    if gathers(programme):
        # Several are added up: nobody stands below a bound alone.
        return
    for payee in opened.payees(programme):
        for window in opened.standing.windows(programme, payee):
            if not window.first <= today <= window.last:
                continue
            reaching = evolve(window, through=today)
            measured = opened.standing.measured(programme, payee, reaching)
            for stander in standing(opened.terms(programme, reaching), [(payee, measured)]):
                yield Standing(programme.id, opened.name(payee), window.label, stander)


COMMAND = result_command(
    "margins",
    _HELP,
    run,
    (PROGRAMME,),
    book=click.Argument(["book"], metavar="BOOK", required=False, callback=existing),
)
