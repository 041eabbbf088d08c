"""``dealerkit customer classify``: every customer's classes, why, what changed, and how concentrated it all is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dealerkit.assembly.recording import stated_cases
from dealerkit.book.recording import Asking
from dealerkit.cli import exits
from dealerkit.cli.commands import Option, day, period
from dealerkit.cli.results import Answer, Asked, Material, Refused, answer, result_command
from dealerkit.problems import nearest, problem
from dealerkit.report.classify import classify_report
from dealerkit.report.languages import Words
from dealerkit.report.places import shortest
from dealerkit.report.words import stated
from dealerkit.scoring.classifying import Classification, classify_customers
from dealerkit.scoring.section import SECTION, scoring_of
from dealerkit.values.periods import PeriodKind

_HELP = Words(
    """Put every customer into the classes of the policy (ABC, RFM, growth, stage of life, relation, churn warning,
    customer value), score them by its scorecards, say how many are in each class and grade and how they are treated,
    and how concentrated sales are. With `--customer` every step is shown; with `--since` what changed since an earlier
    day.""",
    """按政策给每个客户分类（ABC、RFM、增长、生命周期、关系、流失预警、客户价值），按评分卡评分定级，列出各类数量和对策，以及销售集中度。
    用 `--customer` 可看每一步的依据；用 `--since` 可看自某日以来的变动。""",
)
_CUSTOMER = Option(
    "--customer",
    default="",
    metavar="CODE",
    help=Words("only this customer, with every step", "只看该客户，并列出每一步"),
)
_SINCE = Option(
    "--since",
    metavar="DATE",
    callback=day,
    help=Words("show what changed since this earlier day", "列出自这一天以来的变动"),
)
_EVERY = Option(
    "--every",
    metavar="PERIOD",
    callback=period,
    help=Words(
        "with `--since`, also the classes at the end of each month, quarter, half-year or year from then on",
        "与 `--since` 同用，并列出其后每个 month、quarter、half-year 或 year 末的类别",
    ),
)

_EARLIER = Words("a day before {as_of}, the day asked about", "早于 {as_of}（所问之日）的日期")


def run(asked: Asked, *, customer: str, since: date | None, every: PeriodKind | None) -> int:
    """Show the classes."""

    def classified(material: Material) -> Answer | Refused:
        scoring = scoring_of(material.policy)
        if scoring is None or not any((scoring.classes, scoring.scorecards, scoring.concentration)):
            return Refused((problem("DK493", None, section=SECTION),), exits.NOT_RUN)
        if every is not None and since is None:
            return Refused((problem("DK902", None, name="--since", program="dealerkit customer classify"),))
        if since is not None and since >= asked.as_of:
            expected = stated(_EARLIER, asked.lang, as_of=asked.as_of)
            return Refused((problem("DK903", None, value=since, name="--since", choices=(), expected=expected),))
        found = classify_customers(material.policy, material.book, asked.as_of, since, every)
        if customer and customer not in found.members:
            close = nearest(customer, found.members)
            return Refused((problem("DK936", None, what="customer", name=customer, table="customers", nearest=close),))
        report = classify_report(found, shortest(material.policy_files), customer)
        cases = stated_cases(material.policy, material.book, _askings(found, customer) if customer else ())
        return Answer(report, found.problems_of(customer), cases=cases)

    return answer(asked, classified)


def _askings(found: Classification, customer: str) -> Iterator[Asking]:
    """Each class and each score that a customer has."""
    classed = {} if found.classes is None else found.classes.classed
    subjects = [("classes", id, "customer") for id, each in classed.items() if customer in each.placed]
    cards = {} if found.scorecards is None else found.scorecards.cards
    subjects += [("scorecards", id, "subject") for id, each in cards.items() if customer in each.scored]
    for room, id, key in subjects:
        yield Asking(
            of=f"{SECTION}.{room}.{id}",
            as_of=found.as_of,
            own={key: customer},
            who=(customer,),
        )


COMMAND = result_command("classify", _HELP, run, (_CUSTOMER, _SINCE, _EVERY), records=True)
