"""DK25 to DK28: what a policy means beyond its single values, in English."""

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK251": Wording("parameter `{name}` is read by no rule", "use it in an expression, or remove it"),
    "DK252": Wording(
        "parameter `{name}` has no value before {since}, but is read from {start} on",
        "add the value that holds from {start} on",
    ),
    "DK253": Wording(
        "there is no published calendar for `{name}`",
        "[did you mean `{nearest}`? ]write the calendar's `country:` as a two-letter code such as CN",
    ),
    "DK254": Wording(
        "calendar `{name}` is known through {through}, but {asked} is needed",
        "add the published `holidays` and `make_up_days` to `calendars.{name}` and raise its `through`",
    ),
    "DK255": Wording(
        "`{value}` matches nothing: there is no `{step}`", "[did you mean `{nearest}`? ][there: {allowed}]"
    ),
    "DK257": Wording("fact `{value}` is already in the catalogue", "use it as it is, or choose another name"),
    "DK258": Wording(
        "`{value}` cannot be a fact's name",
        "[did you mean `{nearest}`? ]start it with one of {allowed} and a dot, as in period.display_score",
    ),
    "DK260": Wording(
        "test `{case}` asks about `{of}`, which is no definition here",
        "[did you mean `{nearest}`? ]write the address of a definition, as in rebates.volume-quarter",
    ),
    "DK261": Wording(
        "test `{case}` expects {name} {expected}, but it is {actual}",
        "[decided by {because}; ]correct the rule or the expectation",
    ),
    "DK262": Wording(
        "test `{case}` expects `{rule}` among the reasons, but it did not decide",
        "[what did: {because}; ][did you mean `{nearest}`?]",
    ),
    "DK263": Wording("test `{case}` expects `{rule}` not to decide, but it did", "[what decided: {because}]"),
    "DK264": Wording(
        "there is no test to run", "write a `tests:` section: a policy nobody tests is not known to be right"
    ),
    "DK265": Wording("no test has `{keyword}` in its name", "known tests: {allowed}"),
    "DK266": Wording("unknown key `{key}` among what is given", "[did you mean `{nearest}`? ][known here: {allowed}]"),
    "DK267": Wording("test `{case}` cannot be read", "mend what is given or expected"),
    "DK268": Wording("`{of}` cannot be tested on its own", "name a definition of one of these sections: {allowed}"),
    "DK270": Wording("`{name}` is not a time zone", "[did you mean `{nearest}`? ]write a name such as Asia/Shanghai"),
    "DK272": Wording("`{name}` cannot be read by an expression: `-` is minus there", "call the parameter `{better}`"),
    "DK273": Wording(
        "calendar `{name}` states {day}, but it is known from {first} through {through} only",
        "correct the day, or say with `through:` how far the calendar reaches",
    ),
    "DK274": Wording("{day} is both a holiday and a make-up day", "remove it from one of the two lists"),
    "DK275": Wording(
        "test `{case}` names `{rule}` under `not_because`, which is not there",
        "[did you mean `{nearest}`? ]a rule that does not exist never decides, so nothing would be tested",
    ),
    "DK276": Wording(
        "test `{case}` expects `{name}`, which this decision does not say",
        "[did you mean `{nearest}`? ]it says: {allowed}",
    ),
    "DK277": Wording(
        "`{name}` cannot be read by an expression",
        "start a parameter's name with a letter, and call it none of and, or, not, in, true, false",
    ),
    "DK279": Wording(
        "share `{name}` is written `{value}`, which is more than the whole", "fifteen per cent is written 15% or 0.15"
    ),
    "DK278": Wording(
        "test `{case}` asks about {as_of}, when its programme does not run ({range})", "choose a day on which it runs"
    ),
}
