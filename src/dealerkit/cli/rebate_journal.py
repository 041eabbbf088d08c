"""``dealerkit rebate journal``: the ledger as a balanced double-entry journal."""

from __future__ import annotations

from decimal import Decimal

from dealerkit.cli import exits
from dealerkit.cli.asking_rebates import unready
from dealerkit.cli.commands import Option
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.problems import in_order, problem
from dealerkit.rebates.granting.names import names_of_schemes
from dealerkit.rebates.journal.accounts import SECTION, Accounts
from dealerkit.rebates.journal.entries import Booked, journal
from dealerkit.rebates.ledger import Posting, recorded
from dealerkit.rebates.programme import names_of
from dealerkit.rebates.run import Run
from dealerkit.rebates.worth import value_of_posting
from dealerkit.report.journals import JournalReport
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest
from dealerkit.report.whys import teller_of

_HELP = Words(
    """Write every posting of the book's ledger through the day as a double entry under the accounts that the
    policy names in `accounts`: debits and credits of each are equal to the cent. Each entry carries the
    posting's name, and why its account has earned what it has, as it is reckoned on the day.

    `--proposals` adds what `rebate settle` would post on the day, marked as proposed.
    `--format beancount` writes plain-text accounting that beancount reads.""",
    """把账册台账中截至该日的每一笔过账，按政策 `accounts` 一节写明的科目写成分录：每笔借贷相等，分毫不差。
    每笔分录都带有过账编号，以及按该日计算为什么应得这些。

    `--proposals` 加上 `rebate settle` 当日拟过账的各笔，并注明为拟过账。
    `--format beancount` 写成 beancount 可读的纯文本账。""",
)
PROPOSALS = Option(
    "--proposals",
    is_flag=True,
    help=Words("add what would be posted on the day", "加上当日拟过账的各笔"),
)


def run(asked: Asked, *, proposals: bool) -> int:
    """Write the journal."""

    def written(material: Material) -> Answer | Refused:
        accounts = material.policy.sections.get(SECTION)
        if not isinstance(accounts, Accounts):
            return Refused((problem("DK346", None),), exits.NOT_RUN)
        lacking = unready(material)
        if lacking is not None:
            return lacking
        opened = Run.open(material.policy, material.book, asked.as_of, asked.known_at)
        settlement = opened.settlement()
        booked = [*_recorded(material, opened, asked)]
        if proposals:
            booked += [Booked(each.id, each, None, True, _value(opened, each)) for each in settlement.proposals]
        found = journal(accounts, material.policy.header.currency, booked)
        rows = {row.account: row for row in settlement.rows}
        report = JournalReport(opened, found, accounts, teller_of(opened, shortest(material.policy_files)), rows)
        return Answer(report.report(), in_order((*settlement.problems, *found.problems)))

    return answer(asked, written)


def _recorded(material: Material, opened: Run, asked: Asked) -> list[Booked]:
    """The postings of the ledger through the day."""
    programmes = opened.standing.programmes.values()
    names = names_of(programmes) | names_of_schemes(material.policy)
    return [
        Booked(str(row.get("id")), posting, row.cell_at("id"), value=_value(opened, posting))
        for row, posting in recorded(material.book, material.policy.header.currency, names)
        if posting.posted_on <= asked.as_of
    ]


def _value(opened: Run, posting: Posting) -> Decimal | None:
    return None if posting.quantity is None else value_of_posting(opened.standing, posting)


COMMAND = result_command("journal", _HELP, run, (PROPOSALS,), forms=("beancount",))
