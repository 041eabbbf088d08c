"""Identity of customers (DK742 to DK747) in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK742": Wording(
        "{of} `{value}` is held by several customers: {customers}[; they wait for a filed exception{waits:|}]",
        "find out whether it is one customer twice; if they may share it, file an exception in `identity_filings`",
    ),
    "DK743": Wording(
        "{of} of customers {customers} differs in one character only: `{value}`",
        "look whether it is one customer twice; if not, file an exception in `identity_filings`",
    ),
    "DK744": Wording(
        "{count} customers share {of} `{value}`, too many to be compared one by one[: {customers} …]",
        "look whether it is a placeholder or the head office's; `largest_bucket` says how many are compared",
    ),
    "DK745": Wording(
        "sources on {field} of customer `{customer}` differ or are silent: {said}[; `{wins}` is right][; nothing from {silent}]",
        "correct the record by the source that is right, or ask for what is missing",
    ),
    "DK827": Wording(
        "of {count} {count:customer|customers} the record alone speaks, nobody compared them: {customers}[ …{more:|}]",
        "enter what agreements and copies say in `source_values`; `customer audit` lists them all",
    ),
    "DK746": Wording(
        "the account of customer `{customer}`[, `{name}`,] [is in the name of `{holder}`]"
        "[is in nobody's recorded name{unrecorded:|}]",
        "ask for an account in the customer's own name, and record whose it is",
    ),
    "DK747": Wording(
        "{what} `{number}` of customer `{customer}` is not as the rule has it[: papers missing: {missing}][: {tell} was not told][: entered before its day {batch}][: not back by {due}][: only {copies} signed copies]",
        "ask for what is missing before going on; tell who is to be told",
    ),
}

STEPS: dict[str, str] = {
    "identity-clear": "shared with nobody, sources agree",
    "identity-shares": "{of} {value} is also held by {customers}",
    "identity-near": "{of} is near that of {customers}: {value}",
    "identity-filed": "{of} {value} is shared with {customers}, which is filed as an exception",
    "identity-differs": "sources on {field} differ or are silent: {said}[; {wins} is right]",
    "identity-not-own": "the account is in the name of {holder}[, not of {name}]",
    "identity-no-holder": "an account is recorded, and not in whose name it is",
    "identity-unsourced": "no source but the record says anything: neither agreement nor copies were entered",
    "identity-change": "rule on changes of {field}",
    "identity-signing": "signing takes {within}",
    "identity-compared": "{of}: {value}",
}

TERMS: dict[str, str] = {"identity-change": "the change", "identity-signing": "the agreement"}
