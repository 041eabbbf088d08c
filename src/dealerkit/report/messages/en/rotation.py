"""Stock rotation (DK471, DK481, DK482) and the steps of its decisions, in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK471": Wording(
        "this policy takes no stock back",
        "write a scheme under `stock_rotation:`, or name the folder that holds all files of the policy",
    ),
    "DK481": Wording(
        "requests may come in for {window}, longer than a {period}, so the last of them have a later reference period",
        "shorten `window`, or take a longer `period`",
    ),
    "DK482": Wording("nothing of the request may come back"),
}

STEPS: dict[str, str] = {
    "rotation-no-units": "refused: the row is for {quantity} units",
    "rotation-asked": "{quantity} {quantity:unit|units} of {product} asked for on {on}",
    "rotation-covered": "covered: `{condition}` holds",
    "rotation-not-covered": "refused: `{condition}` does not hold",
    "rotation-late": "refused: asked for on {on}, and requests for {period} were taken until {until}",
    "rotation-too-often": "refused: {most} {most:request is|requests are} granted for {period}, and {requests} had that",
    "rotation-condition": "refused: goods come back in condition {allowed} only[, not {condition}]",
    "rotation-allowance": "{share:percent} of the purchases of {period} ({purchases}): {most}, {used} used before",
    "rotation-not-bought": "refused: {quantity} {quantity:unit|units} that no purchase from us explains",
    "rotation-too-old": "refused: {quantity} {quantity:unit|units} bought on {bought_on}, before {since}[: {amount}]",
    "rotation-no-price": "what {quantity} {quantity:unit is|units are} worth is not known",
    "rotation-beyond-allowance": "refused: {quantity} {quantity:unit|units} at {price}, with {left} of the allowance left[: {amount}]",
    "rotation-beyond-order": "refused: {quantity} {quantity:unit|units}; the order in exchange[ {order}] is worth {value}, asked for is {share:percent} of the credit[: {amount}]",
    "rotation-credit": "{quantity} {quantity:unit|units} bought on {bought_on} × {price}: {credit}",
}
