"""Customer files (DK730 to DK741, DK749): what they hold, by when, what lapses cost; in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK730": Wording(
        "the pattern `{pattern}` cannot be used: {why}[ (`{part}`)]",
        "write it for the whole value, as in `1[[3-9]]\\d{{9}}`: characters, classes, groups, `|`, `?`, `{{3}}`, `{{2,5}}`",
    ),
    "DK731": Wording(
        "`{key}` names `{name}`, which is nowhere",
        "[did you mean `{nearest}`? ]write one that there is[; known: `{known}`]",
    ),
    "DK732": Wording(
        "what is written here contradicts itself: {what}[ (`{name}`[, `{other}`])]",
        "decide which of them is meant, and write that alone",
    ),
    "DK734": Wording(
        "the file of [customer `{customer}`][dossier `{dossier}`] lacks {items}[; needed for: {purposes}]",
        "add what is missing to the file",
    ),
    "DK735": Wording(
        "{item} of customer `{customer}`[ does not have the form `{form}`][ is nobody who has or had the role `{role}`]",
        "compare it with the paper and correct it; a check digit finds most slips of the pen",
    ),
    "DK736": Wording(
        "the account of customer `{customer}`: {trouble}",
        "compare bank and account with the copy of the card or passbook; a new bank is listed in the policy first",
    ),
    "DK737": Wording(
        "{deadline}: `{subject}` was due by {due}[, done on {done}][; a fine is due, but {unfined}]",
        "do it now if it is not done; each further delay may be a new violation",
    ),
    "DK738": Wording(
        "expense `{expense}` ({kind}) is not reimbursed: customer `{customer}`[ is unknown and{nowhere:|}] [has no sufficient file{unfiled:|}][is not settled as to who it is{unsettled:|}]",
        "file the customer first, and settle what `customer audit --customer` says of it; no file, no reimbursement",
    ),
    "DK828": Wording(
        "{deadline}: {count} {count:dossier has|dossiers have} no day in `{column}` and cannot be late: {dossiers}[ …{more:|}]",
        "enter the day once it is known; while there is none, nobody is reminded",
    ),
    "DK739": Wording(
        "dossier `{dossier}` ({kind}) is about `{object}`, which already has dossier `{first}`",
        "put the papers into one dossier, or correct the number of the thing",
    ),
    "DK740": Wording(
        "{what}[ `{number}`] names `{word}`, which is not in the policy under `{place}`: it has no effect and is not judged",
        "[did you mean `{nearest}`? ]correct the record, or write the rule[; known: {known}]",
    ),
    "DK741": Wording(
        "{share:percent} of the performance pay of `{employee}` for {month} was withheld[ by `{by}`]: {why}",
        "the rule allows {least:percent} to {most:percent}, from violation {from_} of the month on, decided by {role}",
    ),
    "DK749": Wording(
        "the name of customer `{customer}`, `{name}`, was read in the wrong encoding",
        "state the encoding of the file in `columns.yaml`, or correct the name where it was spoilt before",
    ),
}

STEPS: dict[str, str] = {
    "file-suffices": "all that is needed for {rule} is there",
    "file-holds": "{item} is there",
    "file-lacks": "{item} is missing",
    "file-wrong": "{item}[ does not have the form {form}][ is nobody who has or had the role {role}]",
    "file-untold": "whether {item} is asked for cannot be told",
    "file-nowhere": "customer {customer} is not in the book: there is no file",
    "file-deadline": "{title}: within {within}",
    "dossier-complete": "all {papers} papers are there",
    "dossier-lacks": "missing: {papers}",
    "expense-refused": "{kind} for {customer} is refused: no sufficient file",
    "file-fine": "{on} {kind}[ ({subject})][, violation {number} of the month][, not corrected {again} {again:time|times}]: {amount}[ × {items} = {base}]",
    "file-on-top": "{on} {kind}[ ({subject})], on top: {amount}[ × {items} = {base}]",
    "file-doubled": "from violation {from} of the month on × {times} = {amount}",
    "file-capped": "the month's cap of {cap} leaves {amount}",
    "file-withhold": "{count} violations: {least:percent} to {most:percent} of the month's performance pay may be withheld; {role} decides[: {share:percent}][, {by}]",
}

TERMS: dict[str, str] = {
    "pattern-long": "it is longer than 200 characters",
    "pattern-sign": "a sign in it is not allowed",
    "pattern-open": "a bracket is not closed, or closes nothing",
    "pattern-repeat": "a repetition has no end, or more than 100",
    "pattern-ways": "there are more than 10,000 ways to try it, so that matching could take forever",
    "pattern-empty": "a part of it is empty",
    "pattern-class": "a class in it cannot be read",
    "contradicts-department": "two penalties are for the same department",
    "contradicts-range": "the least part is greater than the most",
    "contradicts-at-once": "what must be corrected within no time is violated anew at once",
    "contradicts-near-numbers": "numbers that differ in one digit are two numbers: near compares names",
    "contradicts-several": "several values in one cell are compared of a single column only",
    "contradicts-role": "a role is of an employee whom a field names: beside it stands neither a paper nor a format",
    "lapse-no-employee": "the record names nobody who is responsible",
    "lapse-no-department": "no department's penalties cover whose it is",
    "lapse-no-fine": "that department has no such fine",
    "account-bank": "its bank is not listed",
    "account-begins": "numbers of this bank begin otherwise",
    "account-form": "the number does not have the form of this bank",
    "account-passbook": "the passbook is not usable everywhere",
    "withheld-count": "there are too few violations",
    "withheld-range": "that is outside the range",
    "withheld-role": "that role does not decide it",
    "violation-of-files": "violation",
    "filed-exception": "the filed exception",
    "source-value": "the source value of customer",
    "kind-of-customer": "the kind of the customer",
    "paper-of-file": "a paper of customer",
    "kind-of-dossier": "dossier",
}
