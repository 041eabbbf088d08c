"""What facts that are true or false say, as clauses in a condition, in English."""

from __future__ import annotations

CLAUSES: dict[str, str] = {
    "access.classified": "a classified part is asked for",
    "access.identified": "the outsider showed who he is",
    "access.outside": "data is given to somebody outside",
    "access.statistics": "figures over many customers are asked for",
    "account.plan_broken": "a repayment plan of the customer is broken",
    "assess.net_loss": "the neighbours lose more than is earned here",
    "assess.out_of_control": "the dealer ignores written notices",
    "assess.thin": "little margin is left",
    "contract.exclusive": "the contract's territory is exclusive",
    "contract.settlement_agreement": "a settlement agreement is signed with the contract",
    "dealer.filed": "the customer's file is complete",
    "dealer.usable_everywhere": "the customer's passbook can be used at every branch",
    "debt.eligible": "all conditions for buying on credit held",
    "debt.released": "a release that stands let the shipment through",
    "intake.dangerous": "there are dangerous goods in the order",
    "intake.new_business": "it is the first business with the customer",
    "intake.read_back": "the order was read back to the customer and agreed",
}
