"""Ageing, dunning and provision (DK585 to DK591), and the steps of their decisions, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK584": Wording(
        "`{number}` in `{of}` is for invoice `{invoice}`, which `{customer}` does not have[: it is one of `{other}`]",
        "correct the invoice or the customer; until then the row changes nothing",
    ),
    "DK585": Wording(
        "the bucket `{bucket}` [is the first and begins at day {younger}: younger debts have no place][has the name of the column `{taken}`, which every ageing has][has no bound, and only the first may stand without: `{unbounded}` is not]",
        "only the first bucket may stand without `at` and `above`, and takes everything younger than the second; name none no-due-date, credits or disputed",
    ),
    "DK586": Wording(
        "the provision `{entry}` cannot be reckoned: [the ageing has no bucket `{bucket}`][nothing flows into `{youngest}`, the youngest bucket][there is no `{no_ageing}`]",
        "[did you mean `{nearest}`? ]name the buckets as `collections.ageing` does[; known: {known}]",
    ),
    "DK587": Wording(
        "the provision `{entry}` has no rate for `{buckets}`",
        "write a rate for every bucket, 0% where nothing is set aside; a debt without a rate would pass for a good one",
    ),
    "DK588": Wording(
        "[the dunning level `{level}` is reached at {days} days, no later than `{before}` at {days_before}][letter `{letter}`][ to `{customer}`][ states level {number}][, and the policy has {count}]",
        "write the levels from the mildest on, each with more days overdue than the one before; a letter states the number of its level, the first being 1",
    ),
    "DK589": Wording(
        "the provision `{entry}` sets aside less for `{older}` ({rate:percent}) than for the younger `{younger}` ({rate_before:percent})",
        "older debts are seldom better ones: look whether two rates were swapped",
    ),
    "DK590": Wording(
        "{count} open {count:item|items} of `{customer}` without a due date, {amount} in all: `{invoices}`",
        "state `due_on` of the invoice, or days to pay in the contract or the policy; until then nobody knows whether it is overdue, and no letter is sent for it",
    ),
    "DK591": Wording(
        "the provision `{entry}` cannot be told[: `{bucket}` has a balance of {balance} and no rate][: its rates need balances from {needs} on][, and the book begins on {begins}][: no entry is for `{customer}`][, since `{missing}` is not known]",
        "state a rate for the bucket, take fewer months, or add an entry for everyone else",
    ),
}

STEPS: dict[str, str] = {"collecting": "by {rule}"}
