"""Keep or end (DK885 to DK889) and the orderly end (DK890 to DK899), in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK885": Wording(
        "the range runs from {least:figure} down to {most:figure}",
        "write the smaller value under `least` and the larger under `most`",
    ),
    "DK886": Wording(
        "[method `{unneeded}` takes no quantiles][method `{lacking}` needs two quantiles and has {count}][the first quantile, {high:percent}, is above the second, {low:percent}]",
        "`peers` needs a low and a high one, as in `quantiles: [[25%, 75%]]`; the other methods need none",
    ),
    "DK887": Wording(
        "`{key}` goes up to {value:percent}, more than the whole",
        "write a share of at most 100%",
    ),
    "DK888": Wording(
        "`{key}` is {length}, which is no number of whole days or months",
        "write it in days, weeks, months, quarters or years, as in `12 months`",
    ),
    "DK889": Wording(
        "`{verdict}` ends a dealer without asking `{lacking}`",
        "ask all three questions before a dealer is ended: the margin that is left, the loss at the neighbours, and whether written notices were obeyed",
    ),
    "DK890": Wording(
        "no dealer `{dealer}` bought anything in the window or before it",
        "[did you mean `{nearest}`? ]check the code, or the window of `governance.assess`",
    ),
    "DK891": Wording(
        "`flow` names `{flow}`, which is no flow of this policy",
        "[did you mean `{nearest}`? ][known: {known}; ]write the flow under `flows:`, the exit is a case of it",
    ),
    "DK892": Wording(
        "the flow `{flow}` has no transition `{move}`",
        "[did you mean `{nearest}`? ]known: {known}; leave `move` out where the step is only recorded",
    ),
    "DK893": Wording(
        "`{step}` cannot come here: `{move}` cannot be made in state `{state}` of `{flow}`, where the steps before it lead",
        "put the steps in the order of the flow, or let the transition begin `from:` that state",
    ),
    "DK894": Wording(
        "`override` names `{programme}`, which is no rebate with yearly weights for successors",
        "[did you mean `{nearest}`? ][known: {known}; ]it needs `accumulate:` with `over: ceded` and `weights:`",
    ),
    "DK895": Wording(
        "[deliveries grow from {before:figure} to {then:figure}][`{empty}` names no delivery]",
        "deliveries step down: write them from the largest to the smallest, as in [[8, 6, 4, 3]]",
    ),
    "DK896": Wording(
        "`{key}` has no `{name}`",
        "[did you mean `{nearest}`? ][known: {known}; ]describe it there, or correct the name",
    ),
    "DK897": Wording(
        "no customer `{dealer}` is in the book",
        "[did you mean `{nearest}`? ]check the code in the table `customers`",
    ),
    "DK898": Wording(
        "every demand on `{dealer}` is met: he did what he was asked for in writing",
        "assess him anew before anything goes on: to end a dealer who met what he was asked for is open to dispute",
    ),
}

STEPS: dict[str, str] = {
    "assess-margin": "margin left {margin_least:figure}[ to {margin_more:figure}] of sales of {sales:figure}: cost of goods {cost:figure}[, with {uncosted:figure} of sales at {goods_least:percent}][ to {goods_more:percent}], rebates {rebates_least:figure}[ to {rebates_more:figure}], promotions {promotions_least:figure}[ to {promotions_more:figure}][, gifts at cost {gifts:figure} in it][, credit on {debt:figure} lent for a year at {credit_least:percent}][ to {credit_more:percent}]; little below {bound:percent}",
    "assess-margin-missing": "margin left of sales of {sales:figure} cannot be told: {missing}",
    "assess-trend": "{neighbours} {neighbours:neighbour|neighbours} bought {now:figure} after {before:figure}, {others} comparable elsewhere went to {trend:percent}: {least:figure}[ to {more:figure}] of sales lost",
    "assess-peers": "{neighbours} {neighbours:neighbour|neighbours} against {others} comparable elsewhere, who went to between {low:percent} and {high:percent}: {least:figure}[ to {more:figure}] of sales lost",
    "assess-prices": "{products} {products:price|prices} of {neighbours} {neighbours:neighbour|neighbours}, against prices elsewhere: {least:figure}[ to {more:figure}] lost on prices",
    "assess-estimate-missing": "the neighbours' loss cannot be told in this way: {missing}",
    "assess-loss": "loss of margin at the neighbours {loss_least:figure}[ to {loss_more:figure}]: of sales {shortfall_least:figure}[ to {shortfall_more:figure}] at {rate_least:percent}[ to {rate_more:percent}], of prices {prices_least:figure}[ to {prices_more:figure}], laid to him {attributed_least:percent}[ to {attributed_more:percent}]",
    "assess-net": "margin here less loss there: {net_least:figure}[ to {net_more:figure}]",
    "assess-obedience": "{notices} written {notices:notice|notices}: {done} done, {late} of them late, {ignored} ignored[ ({which})], {open} open; out of control from {bound} ignored on",
    "assess-delay": "the debt went from {before:figure} to {now:figure}; in {days} days it is {then_least:figure}[ to {then_more:figure}] if it goes on[, and margin less loss come to {net_least:figure}][ to {net_more:figure}]",
    "assess-treatment": "{treatment}: his share is[ {share:percent}], from {bound:percent} on",
    "assess-verdict": "{verdict}: {text}",
    "assess-tried": "not {verdict}: {text}",
    "exit-step-done": "{step}: done on {day}",
    "exit-step-ready": "{step}: may be done[, by {day}][; to be signed by {signers}][; to be filled in: {fields}]",
    "exit-step-waits": "{step}: waits for `{after}`[, planned for {day}][; to be signed by {signers}][; to be filled in: {fields}]",
    "exit-step-blocked": "{step}: blocked[, planned for {day}][; papers that are missing: {papers}][; not known: {facts}][; does not hold: {condition}][; to be signed by {signers}][; to be filled in: {fields}]",
    "exit-demand-met": "{demand}: met[ on {day}][, proof {proof}]",
    "exit-demand-no-record": "{demand}: not met, nothing is recorded[; at least {least:figure} is asked for]",
    "exit-demand-no-amount": "{demand}: not met, too little is proved[; at least {least:figure} is asked for]",
    "exit-deliveries-kept": "deliveries of {deliveries} {unit}, reckoned with {safe} days to pay, usually {usual}: {owed_least:figure}[ to {owed_more:figure}] owed after the last, at most {bound:figure} allowed[; {stuck:figure} of earlier debts is not expected to come by itself]",
    "exit-deliveries-beyond": "deliveries of {deliveries} {unit}, reckoned with {safe} days to pay, usually {usual}, do not suffice: {owed_least:figure}[ to {owed_more:figure}] owed after the last, at most {bound:figure} allowed[; {stuck:figure} of earlier debts is not expected to come by itself and must be collected or secured first]",
    "exit-no-deliveries": "no deliveries on credit can be planned: {missing}",
    "exit-cost": "{part}[ ({how})]: {cost_least:figure}[ to {cost_more:figure}]",
    "exit-cost-missing": "{part} cannot be told: {missing}",
    "exit-protect-waits": "the successor is protected once `{step}` is done, which it is not",
    "exit-protect-missing": "whether the successor is alone cannot be told, the book lacks: {missing}",
    "exit-protect-none": "no contract of another dealer for the territory is known from {first} to {last}; no second dealer may come until {until}[; of {unplaced} contracts nobody can tell the place]",
    "exit-protect-kept": "{dealers}: never two dealers at once with contracts for the territory from {first} to {last}; no second one may come until {until}[; of {unplaced} contracts nobody can tell the place]",
    "exit-protect-broken": "{dealers}: from {day} on more than one dealer has a contract for the territory, though no second one may come until {until}; see whether they are of the same products[; of {unplaced} contracts nobody can tell the place]",
    "exit-watch-waits": "incidents are watched once `{step}` is done, which it is not",
    "exit-watch-missing": "what happened after the end cannot be told in full, the book lacks: {missing}",
    "exit-watched": "{kind}: {count} {count:incident|incidents} from {first} to {last}, {his} held against him, {inside} found in the territory he left[: {which}]; recorded, nothing follows from it here",
    "exit-watched-none": "table `incidents` has none of his, and none found in the territory he left, from {first} to {last}",
    "exit-watch-left": "not counted among the incidents:[ {dismissed} dismissed;][ {placeless} of others whose place cannot be told;][ {unread} rejected rows, so the counts are the least there is;] look at them in table `incidents`",
    "exit-costs": "ending costs {ending_least:figure}[ to {ending_more:figure}][, going on {continuing_least:figure}][ to {continuing_more:figure}]: {answer}",
}

TERMS: dict[str, str] = {}
