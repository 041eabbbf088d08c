"""The journal and its accounts, and the story of one line (DK346 to DK349, DK355 to DK359, DK390 to DK394), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK346": Wording(
        "the policy names no accounts, so there is nothing to write a journal in",
        "add a section `accounts` with `expense`, `accrual`, `payable` and `tax`",
    ),
    "DK347": Wording(
        "`{value}` is no name of an account",
        "write parts joined by colons, each beginning with a capital letter or a digit and made of letters, digits and"
        " hyphens[; did you mean `{nearest}`?]",
    ),
    "DK348": Wording(
        "`{value}` begins with `{found}`, which is no kind of account",
        "[did you mean `{nearest}`? ]an account begins with one of `{allowed}`",
    ),
    "DK349": Wording(
        "`{one}` and `{other}` are the same account, `{value}`",
        "give each an account of its own, or what is owed and what it cost cannot be told apart",
    ),
    "DK355": Wording(
        "`{key}` is `{value}`, but belongs under `{allowed}`",
        "move the account, or the balance sheet and the result show it on the wrong side",
    ),
    "DK356": Wording(
        "posting `{id}` is an offset, and the policy names no account for what dealers owe",
        "write `receivable` under `accounts`; this posting is not in the journal until then",
    ),
    "DK357": Wording(
        "posting `{id}` accrues a tax of {tax}, which the journal leaves out",
        "post the net amount alone: tax is owed when the rebate is settled",
    ),
    "DK358": Wording(
        "`{key}` is `{value}`, below `{parent}`, where each dealer gets an account",
        "move it elsewhere: a dealer with such a code would share it",
    ),
    "DK359": Wording(
        "posting `{id}` is in {currency}, so it is not in the journal, which is kept in {policy}",
        "convert it, or keep this currency in a book and policy of its own",
    ),
    "DK390": Wording(
        "the book has no line `{line}`",
        "write document and number, or file and row"
        "[; the document `{document}` has the lines `{lines}`][; `{file}` has rows {first} to {last}]",
    ),
    "DK391": Wording(
        "`{option}` stands for itself and does not go with `{options}`",
        "ask about it alone: whose it is and everything that decides about it are told",
    ),
}
