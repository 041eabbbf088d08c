"""What is said at the head of a chapter: how its definitions work together, which none of them says by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.nodes import Node
from dealerkit.rebates.promises.subject import PRICE_PROTECTION
from dealerkit.report.handbook.blocks import Block, Text
from dealerkit.report.handbook.describing import Describer
from dealerkit.report.languages import Words

_HEADS: Mapping[str, Words] = {
    "credit.eligible": Words(
        "What is asked of whoever buys on credit, each with what follows where it does not hold; the strictest decides."
        " Where it is not known whether it holds, and nothing is said of that, the order stays undetermined, unless it"
        " is stopped anyway.",
        "赊销客户须满足以下各项，不满足时的处理见各项，从严执行。情况不明且未另作规定的，暂不能确定，已须停止发货的除外。",
    ),
    "credit.limits": Words(
        "The first of these limits that is for a customer is his. Who has none has no credit: his limit is zero."
        " Minimum and maximum hold first; temporary increases come after them, and count only where the limit"
        " says how. Limits are rounded down, to whole cents where no step is stated.",
        "客户适用的第一项额度即其额度；没有适用额度的不能赊销，额度为零。先按最低、最高额度限定，再计临时额度；"
        "额度未规定临时额度的，临时额度不计。额度向下取整，未规定步长的取整到分。",
    ),
    "credit.checks": Words(
        "Every order goes through all of these checks, and the strictest of what follows decides. From mild to strict:"
        " a warning, which changes nothing; a release over the limit; a referral; payment before delivery; a stop."
        " Where customers are named for whom something else follows, a dealer's code goes before a condition; of"
        " several that hold the strictest decides. Where it is not known whether a check fails, and nothing is said of"
        " that, the order stays undetermined, unless it is stopped anyway.",
        "每张订单逐项审核，从严执行。由宽到严：提醒（不影响发货）、超限放行、报批、款到发货、停止发货。"
        "对部分客户另有规定的，点名的优先于按条件的；同时适用几项的，从严。情况不明且未另作规定的，暂不能确定，已须停止发货的除外。",
    ),
    "credit.over_limit": Words(
        "The first step that is open to an order is offered; where none is, nothing is shipped.",
        "适用第一个可用的步骤；没有可用步骤的，停止发货。",
    ),
    "liability.rules": Words(
        "The first rule that holds decides. A loss that no rule decides stays open; it does not fall to the"
        " company by itself.",
        "适用第一条符合的规则。没有规则涉及的损失暂不认定，不会自动由公司承担。",
    ),
    "collections.provision": Words("The first of these that is for a customer is his.", "客户适用其中第一项。"),
    "special_bids": Words(
        "Credited are sales under a bid that was granted: by the dealer and of the product or group that it names, on"
        " one of its days and no later than the claim, and to its end customer where it names one. Under a bid down by"
        " an amount each unit is credited with that amount; nothing is ever credited below zero. A sale that is named"
        " by its serial number or document is credited once. Claims are decided in the order in which they came in:"
        " units that the bid allows, reported sales and money under a most that an earlier claim has used are gone for"
        " later ones. Where a report of the sale is asked for, it must be of one of the bid's days and no later than"
        " the claim, and each reported unit stands behind one claim only.",
        "补差的前提是已批准的特价单：销售的经销商和产品（或产品组）须为该单所列，销售日在该单有效期内且不晚于申请日；该单写明最终客户的，"
        "须售予该客户。降某金额的特价，每件补该金额；任何情况下每件补偿不低于零。写明序列号或单据的同一笔销售只补一次。"
        "申请按收到的先后判定：特价单的件数、已报实销和各项上限，先前申请用去的，后来的不能再用。"
        "要求实销报告的，报告日须在特价单有效期内且不晚于申请日，每件已报实销只支持一项申请。",
    ),
    "price_protection": Words(
        "The day of a price cut is the first on which the lower price holds. The units that a dealer then had in stock"
        " are looked at one by one. Not protected are units that no purchase from us explains, units sent back since at"
        " more than the new price, and units that are claimed but were not in stock. Where only a part of the stock is"
        " claimed, it is taken to be the units bought last, or those whose serial numbers the claim names. Where no"
        " price is known for some days before the cut, it stays undetermined what is credited.",
        "调价日为较低价格的首日。当日经销商库存逐件判定。不予保护的：不能以向我方进货说明来源的、此后以高于新价退回的、"
        "申请了但当时不在库存的。只申请部分库存的，视为最后购进的，或申请所列序列号的货品。"
        "调价前有若干天没有价格的，补偿暂不能确定。",
    ),
    "offset": Words(
        "The oldest credit is used first. A document is paid with credit once; what is not used stays for later ones.",
        "先用最早的返利。每张单据只冲抵一次，未用部分留待以后。",
    ),
    "stock_rotation": Words(
        "Requests are decided in the order in which they came in, and only whole units come back. Units are taken to be"
        " those bought last, unless the request names the day of purchase or the serial number; a unit that no purchase"
        " from us explains stays, and each unit comes back once.",
        "申请按收到的先后判定，只退整件。所退货品视为最后购进的，申请写明购进日或序列号的除外；"
        "不能以向我方进货说明来源的不退，每件只退一次。",
    ),
    "promises": Words(
        "A promise within its author's authority stands, and so does one that another person keeps or changes who may."
        " Until that is decided, a promise beyond authority changes nothing. Where the table asks for a second"
        " signature, a promise is beyond the authority of any one person; who made a promise cannot decide it. A"
        " promise about something that is not named here changes nothing either.",
        "权限内的承诺有效；超出权限的，经另一名有权的人认可或变更后有效，裁定之前不产生任何效力。"
        "权限表要求会签的，一人作出的承诺即为超出权限；作出承诺的人不得自行裁定。未列于此的事项，承诺不产生效力。",
    ),
    "governance.scan": Words(
        "A signal is a sign, not a verdict: what follows is proposed to people and never carried out by itself.",
        "信号只是迹象，不是结论；对策仅供建议，不自动执行。",
    ),
    "governance.assess": Words(
        "Of the verdicts below, the first that holds decides; where that cannot be told, there is none.",
        "以下结论适用第一条符合的；无法判断的，不作结论。",
    ),
}
_FLOW = Words(
    "Nobody takes a step in a case in which he is the one complained about.", "被投诉的人不得办理该案件的任何步骤。"
)
_SIGNING = Words("Where no row matches, nobody may sign.", "没有符合的行时，无人有权签批。")
_GROSS = Words("Amounts between us and the customer include value added tax.", "与客户的往来金额均含税。")
_UNDATED = Words(
    "Where neither invoice nor contract says when to pay, it is not known when payment is due.",
    "发票和合同都未写明账期的，到期日视为不明。",
)
_PROMISED = Words(
    "A promise of a longer window is kept where the scheme lets its author's role promise so long a window and so much"
    " money; otherwise it changes nothing. Of several that are kept the one that reaches furthest holds.",
    "承诺更长期限的，须承诺人的岗位按本办法可承诺该期限和金额，否则不产生效力；有几项有效的，以追溯最远的为准。",
)
_RULED_ON = Words(
    "Whether a promise of a longer window stands is decided by the chapter on promises to dealers; of what a scheme"
    " says of a role, only the money then matters. Of several that stand the one that reaches furthest holds.",
    "承诺更长期限的是否有效，按“对经销商的承诺”一章裁定；此时各办法对岗位的规定只适用其中的金额。"
    "有几项有效的，以追溯最远的为准。",
)
_TOO_LATE = Words(
    "A promise that was made after the cut changes nothing, unless another person who may has decided it.",
    "调价之后才作出的承诺不产生效力，经另一名有权的人裁定的除外。",
)
_EXPOSURE = Words(
    "What counts against a limit: what is invoiced and not paid, delivered and not invoiced, ordered and not delivered."
    " Deposits, and receipts that pay no invoice yet, are taken off. Bills of exchange are not counted.",
    "额度占用：应收账款、已发未开票和未发订单之和，扣减保证金和未核销收款；持有票据不计。",
)


def leading(describer: Describer, address: str) -> Iterator[Block]:
    """What stands before everything else in the chapter of an address; nothing for most."""
    section, _, part = address.partition(".")
    if address in _HEADS:
        yield Text(describer.voice.say(_HEADS[address]))
        if address == "price_protection":
            yield from _of_promises(describer)
    elif section == "authority" and part:
        yield Text(describer.voice.say(_SIGNING))
    elif section == "flows" and part:
        yield Text(describer.voice.say(_FLOW))
    elif address == "credit":
        said = [*_of_credit(describer.voice.policy.root.get("credit"))]
        if said:
            joint = "" if describer.voice.lang == "zh" else " "
            yield Text(joint.join(describer.voice.say(each) for each in said))


def _of_credit(node: Node | None) -> Iterator[Words]:
    """What holds of the whole section where it says nothing else."""
    if not isinstance(node, MappingNode):
        return
    if node.get("amounts") is None:
        yield _GROSS
    if node.get("payment_days") is None:
        yield _UNDATED
    if node.get("limits") is not None and node.get("exposure") is None:
        yield _EXPOSURE


def _of_promises(describer: Describer) -> Iterator[Block]:
    """What promises of longer protection come to: by the policy's rules about promises, else by the scheme's own."""
    root = describer.voice.policy.root
    schemes, subjects = root.get("price_protection"), root.get("promises")
    is_ruled = isinstance(subjects, MappingNode) and subjects.get(PRICE_PROTECTION) is not None
    each = [child for _, child in schemes.entries.values()] if isinstance(schemes, MappingNode) else []
    if is_ruled or any(isinstance(child, MappingNode) and child.get("promises") is not None for child in each):
        said = [describer.voice.say(words) for words in (_RULED_ON if is_ruled else _PROMISED, _TOO_LATE)]
        yield Text(("" if describer.voice.lang == "zh" else " ").join(said))
