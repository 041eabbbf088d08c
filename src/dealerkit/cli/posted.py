"""Posting what a command proposes, and saying what came of it."""

from __future__ import annotations

from dealerkit.cli import console, exits
from dealerkit.cli.delivery import stop
from dealerkit.cli.posting import post
from dealerkit.cli.results import Asked, Material
from dealerkit.rebates.ledger import Posting
from dealerkit.report.languages import Words
from dealerkit.report.words import counted, stated

_POSTED = Words("{postings} appended to the ledger", "已将 {count} 笔写入台账")
_NONE = Words("there is nothing to post", "没有需要过账的")
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
