"""What the commands on credits beside rebates have in common: an answer, approvals, and posting what is approved."""

from __future__ import annotations

from collections.abc import Callable

from attrs import evolve, field, frozen

from dealerkit.cli import exits
from dealerkit.cli.commands import Option
from dealerkit.cli.delivery import stop
from dealerkit.cli.posted import left, posted
from dealerkit.cli.results import Answer, Asked, Material, Refused, asking
from dealerkit.problems import Problem, in_order, nearest, problem
from dealerkit.rebates.approval.batches import Batch, touched
from dealerkit.rebates.approval.proposals import Approvals, approvals_of
from dealerkit.rebates.ledger import Posting
from dealerkit.report.approvals import ApprovalsReport
from dealerkit.report.languages import Words

POST = Option(
    "--post",
    "post_them",
    is_flag=True,
    help=Words(
        "append the postings to the book's ledger; where the policy asks for approvals, those that are approved",
        "把各笔写入账册的台账；政策要求签批时，只写入已签批的各笔",
    ),
)


@frozen
class Claimed:
    """An answer with what it proposes: the postings that are shown, and all of its run by batches."""

    answer: Answer
    shown: tuple[Posting, ...] = field(repr=False)
    batches: tuple[Batch, ...] = field(repr=False)


def claimed(asked: Asked, answered: Callable[[Material], Claimed | Refused], *, post_them: bool) -> int:
    """Show the answer with what of it must be approved; post what may be posted if that is asked.

    Warnings are answers to claims (one asks twice, one asks too much) and do not stand against posting;
    an error does (DK930). What is set against each other is posted together, shown or not.
    """
    to_post: list[tuple[Material, tuple[Posting, ...], Approvals]] = []

    def told(material: Material) -> Answer | Refused:
        found = answered(material)
        if isinstance(found, Refused):
            return found
        batches = touched(found.batches, found.shown)
        proposals = tuple(each for batch in batches for each in batch)
        approvals = approvals_of(material.policy, material.book, asked.as_of, batches)
        to_post.append((material, proposals, approvals))
        return _with_approvals(found.answer, material, asked, approvals)

    with asking(asked, told) as (found, ended):
        if found is None or not post_them:
            return ended
        if ended != exits.FINE:
            return stop([problem("DK930", None)], {}, asked.lang, ended=ended)
        material, proposals, approvals = to_post[0]
        return posted_if_approved(asked, material, proposals, approvals)


def posted_if_approved(asked: Asked, material: Material, proposals: tuple[Posting, ...], approvals: Approvals) -> int:
    """Post what is approved, and say what is left and why."""
    released = approvals.released(proposals)
    done = posted(asked, material, released)
    if done == exits.FINE:
        left(approvals.of(each for each in proposals if each not in released), asked.lang)
    return done


def _with_approvals(answer: Answer, material: Material, asked: Asked, approvals: Approvals) -> Answer:
    """The answer with who must sign what, where the policy asks for that."""
    if not approvals.settlements:
        return answer
    report = ApprovalsReport(material.policy, material.book, asked.as_of, approvals).added_to(answer.report)
    return evolve(answer, report=report, problems=in_order((*answer.problems, *approvals.problems())))


def unknown_customer(material: Material, dealer: str) -> Problem | None:
    """DK932 for a dealer who is not among the customers, where the book has any."""
    known = [str(row["customer"]) for row in material.book.rows("customers")]
    if not dealer or not known or dealer in known:
        return None
    return problem("DK932", None, dealer=dealer, nearest=nearest(dealer, known))
