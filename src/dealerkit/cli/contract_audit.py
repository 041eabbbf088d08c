"""``dealerkit contract audit``: every rule about contracts that the policy has, over all contracts or one."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.assembly.evaluating import rooms_of
from dealerkit.assembly.recording import stated_cases
from dealerkit.assembly.testing import is_definition
from dealerkit.book.recording import Asking
from dealerkit.cli import exits
from dealerkit.cli.commands import Option
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.contracts.judged import Judgements
from dealerkit.contracts.section import SECTION
from dealerkit.decisions import Decision
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.problems import nearest, problem
from dealerkit.report.contract_views import VIEWS_BY_ROOM
from dealerkit.report.languages import Words
from dealerkit.report.views import View, combined

_HELP = Words(
    """Audit contracts by every room of `contracts` that the policy has: terms and papers, validity, deposits,
    territories, what a dealer can carry, prices, what was carried out, returns, how goods move, orders that came in,
    separated duties. With `--contract` one contract is shown
    with every step behind its decisions.""",
    """按政策 `contracts` 部分已写明的各项规则审核合同：条款与文件、有效期、保证金、区域、经销商承载能力、价格、
    履行情况、退换货、货物流转、接单、不相容职务。用 `--contract` 可看某一合同的每一步依据。""",
)
_CONTRACT = Option("--contract", default="", metavar="NUMBER", help=Words("only this contract", "只看该合同"))
_WITHOUT_CONTRACTS = frozenset({"returns", "goods", "intake", "duties"})
"""Rooms about what dealers and warehouses do: they need no table of contracts."""
_TITLE = Words("Contract audit", "合同审核")


def run(asked: Asked, *, contract: str) -> int:
    """Show what the rooms decide."""

    def audited(material: Material) -> Answer | Refused:
        rooms = rooms_of(material.policy, SECTION)
        if not rooms:
            return Refused((problem("DK493", None, section=SECTION),), exits.NOT_RUN)
        missing = material.book.lacking("contracts", ("contract", "customer"))
        if missing and (contract or not rooms.keys() <= _WITHOUT_CONTRACTS):
            return Refused(missing, exits.NOT_RUN)
        known = {str(row["contract"]) for row in material.book.rows("contracts")}
        if contract and contract not in known:
            return Refused((problem("DK672", None, contract=contract, nearest=nearest(contract, known)),))
        views: list[View] = []
        askings: list[Asking] = []
        for key, evaluate in rooms.items():
            if key in VIEWS_BY_ROOM:
                result = evaluate(material.policy, material.book, asked.as_of)
                askings += _askings(result, key, contract)
                views.append(VIEWS_BY_ROOM[key](result, material.book, material.policy_files, contract))
        reports = tuple(each.report for each in views)
        whole = combined("contract-audit", _TITLE, reports, material.policy, asked.as_of)
        found = tuple(found for each in views for found in each.problems)
        cases = stated_cases(material.policy, material.book, askings)
        return Answer(whole, found, reports, cases=cases)

    return answer(asked, audited)


def _askings(result: object, room: str, contract: str) -> Iterator[Asking]:
    """What a room decides about one contract; none for all of them."""
    if not contract or not isinstance(result, Judgements):
        return
    for row in result.about(contract):
        part = {"part": row.part} if row.part else {}
        yield Asking(
            of=_definition(result.policy, f"{SECTION}.{room}", row.decision),
            as_of=result.as_of,
            own={"subject": row.subject, **part},
            who=(row.customer,),
        )


def _definition(policy: Policy, room: str, decision: Decision) -> str:
    """What a case about a room is about: the room, or where it is a list of definitions the one that decided."""
    depth = len(steps(room)) + 1
    deciding = (".".join(steps(rule)[:depth]) for rule in decision.because if rule.startswith(f"{room}."))
    return next((each for each in (room, *deciding) if is_definition(policy, each)), room)


COMMAND = result_command("audit", _HELP, run, (_CONTRACT,), records=True)
