"""Posting what a command proposes, and saying what came of it."""

from __future__ import annotations

from collections.abc import Iterable

from dealerkit.cli import console, exits
from dealerkit.cli.delivery import stop
from dealerkit.cli.posting import post
from dealerkit.cli.results import Asked, Material
from dealerkit.rebates.approval.proposals import Asked as Approval
from dealerkit.rebates.ledger import Posting
from dealerkit.report.approvals import amount_words, why
from dealerkit.report.languages import Language, Words
from dealerkit.report.words import counted, stated

_POSTED = Words("{postings} appended to the ledger", "已将 {count} 笔写入台账")
_NONE = Words("there is nothing to post", "没有需要过账的")
_LEFT = Words("left, as it is not approved: {id}, {amount}: {why}", "未过账（未获签批）：{id}，{amount}：{why}")
_THERE = Words("; {there} were there already", "；另有 {there} 笔已在其中")


def posted(asked: Asked, material: Material, proposals: tuple[Posting, ...]) -> int:
    """Append the proposals to the book's ledger, say how many, and give how the run ends."""
    done = post(asked.folder, material.policy, proposals)
    if done.problems:
        return stop(done.problems, {}, asked.lang, ended=exits.FINDINGS)
    console.flush()
    if not proposals:
        console.say(f"{_NONE.said_in(asked.lang)}\n")
        return exits.FINE
    count = len(done.appended)
    there = stated(_THERE, asked.lang, there=done.there) if done.there else ""
    postings = counted(count, "posting", "postings")
    console.say(f"{stated(_POSTED, asked.lang, count=count, postings=postings)}{there}\n")
    return exits.FINE


def left(approvals: Iterable[Approval], lang: Language) -> None:
    """Say which proposals were not posted, and why."""
    for each in approvals:
        said = stated(_LEFT, lang, id=each.reference, amount=amount_words(each, lang), why=why(each, lang))
        console.say(f"{said}\n")
