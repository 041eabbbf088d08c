"""Running commands (DK9), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK900": Wording(
        "there is no command `{verb}`",
        "[did you mean `{nearest}`? ]run `{program} --help` for the list of commands",
    ),
    "DK901": Wording(
        "there is no option `{option}`",
        "[did you mean `{nearest}`? ]run `{program} --help` for the options of this command",
    ),
    "DK902": Wording(
        "`{name}` is missing",
        "run `{program} --help` to see what this command needs",
    ),
    "DK903": Wording(
        "`{value}` cannot be the value of `{name}`",
        "[write one of `{choices}`][write {expected}]",
    ),
    "DK904": Wording(
        "the command was not understood: {detail}",
        "run `{program} --help` to see how it is written",
    ),
    "DK905": Wording(
        "`{extra}` is more than this command takes",
        "put quotation marks around names with spaces, or run `{program} --help`",
    ),
    "DK906": Wording(
        "the option `{option}` is not followed by a value",
        "write the value behind it, or run `{program} --help`",
    ),
    "DK907": Wording(
        "the option `{option}` takes no value",
        "write it alone: being there is all it says",
    ),
    "DK910": Wording(
        "there is no file or folder `{path}`",
        "[did you mean `{nearest}`? ]paths start at the folder where the command is run",
    ),
    "DK911": Wording(
        "`{path}` is a file where a folder is needed",
        "name a folder; it is created if it does not exist",
    ),
    "DK912": Wording(
        "cannot read `{path}`: {reason}",
        "check that the file is there, that you may read it, and that no other program holds it open",
    ),
    "DK913": Wording(
        "cannot write `{path}`: {reason}",
        "nothing was changed; check the permission and the space left, and close the file in other programs",
    ),
    "DK914": Wording(
        "`{path}` exists already and was left as it is",
        "name another folder, or move the file away",
    ),
    "DK915": Wording(
        "`{path}` was changed by someone else in the meantime, nothing was written",
        "run the command again; it will start from the new content",
    ),
    "DK916": Wording(
        "another run is writing `{path}`",
        "wait until it has ended; if none is running, remove `{lock}`",
    ),
    "DK917": Wording(
        "the result could not be handed over on standard output: {reason}",
        "check the space left where the output goes; what was written there is not whole",
    ),
    "DK920": Wording(
        "the format `{format}` needs the package `{package}`",
        'install it with `pip install "dealerkit[[{extra}]]"`',
    ),
    "DK921": Wording(
        "the format `{format}` can only be written to files",
        "add `--out FOLDER`",
    ),
    "DK930": Wording(
        "nothing was posted, since this run has findings",
        "mend what is listed above, or say with `--accept-rejects` how many rejected rows are acceptable",
    ),
    "DK931": Wording(
        "the ledger has no column for the tax of {tax} that belongs to these postings",
        "add a column `tax` to the table `postings`; nothing was posted",
    ),
    "DK932": Wording(
        "there is no dealer `{dealer}` in this book",
        "[did you mean `{nearest}`? ]write the code as it stands in `customers` or in the lines",
    ),
    "DK933": Wording(
        "nothing here has a period `{period}`",
        "[it has `{known}`]",
    ),
    "DK934": Wording(
        "this policy has no rebate programmes",
        "write them under `rebates:`, or name the folder that holds all files of the policy",
    ),
    "DK940": Wording(
        "dealerkit could not finish because of a mistake of its own: {error}",
        "please report it with the lines above; no output file is half written",
    ),
}
