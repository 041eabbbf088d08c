"""Who and what a company deals with: customers, products, territories, groups, outlets, employees."""

from __future__ import annotations

from dealerkit.book.kinds import (
    FILLED,
    REQUIRED,
    Table,
    Tree,
    code,
    day,
    flag,
    master,
    moment,
    money,
    number,
    share,
    text,
)

CUSTOMERS = master(
    "customers",
    "everyone the company sells to or may sell to; a dealer is a role, not a table",
    ("customer",),
    code("customer", "the customer's code", REQUIRED),
    text("name", "the registered name"),
    text("kind", "dealer, sub-dealer, store, prospect, or another kind the policy names", FILLED),
    text("status", "where the relation stands: active, inactive, or another status the policy names", FILLED),
    text("class", "the class by which the policy treats the customer, such as A, B, C"),
    text("level", "a level within the class or the agreement"),
    code("parent", "the customer it buys from or belongs to"),
    code("card", "the card on which a sub-dealer's purchases are entered"),
    code("group", "the customer group it belongs to, from `groups`"),
    code("territory", "the territory it belongs to, from `territories`"),
    text("city", "the city it is in"),
    text("channel", "the channel it sells through"),
    text("address", "the postal address"),
    text("contact", "the person to talk to"),
    code("phone", "the phone number"),
    code("tax_number", "the tax registration number"),
    text("bank", "the bank of its account"),
    code("bank_account", "the account it is paid on"),
    text("account_holder", "in whose name the account is"),
    text("account_kind", "what the account is kept by: card, passbook, account"),
    flag("usable_everywhere", "whether its passbook can be used at every branch"),
    text("legal_person", "the person who stands for it by law"),
    code("id_number", "the number of that person's identity card"),
    code("transfer_number", "the number under which money is transferred to it; not its code"),
    text("call_day", "the weekday on which it is called: monday … sunday"),
    code("owner", "the employee responsible for it, from `employees`"),
    day("first_contact", "the day of first contact"),
    moment("registered_at", "when it was registered"),
    day("filed_on", "the day its file was filed"),
    code("confirmed_by", "who confirmed its file, from `employees`"),
    code("checked_by", "who spot-checked its file, from `employees`"),
    day("opened_on", "the day it first traded with us"),
    day("closed_on", "the day the relation ended"),
    text("currency", "the currency it trades in"),
    share("tax_rate", "the value added tax rate that applies to it"),
    flag("filed", "whether its customer file is complete"),
    code("campaign", "the campaign by which it was won, from `campaigns`"),
)

PRODUCTS = master(
    "products",
    "what is sold, with its place in the product tree",
    ("product",),
    code("product", "the product's code", REQUIRED),
    text("name", "the product's name"),
    code("group", "the product group it belongs to, from `product_groups`"),
    text("brand", "its brand"),
    text("model", "its model"),
    text("category", "its category, where no tree is kept"),
    text("unit", "the unit it is counted in"),
    money("list_price", "its list price for one unit"),
    money("cost", "what one unit costs us"),
    number("least_stock", "the stock below which sales and purchasing are warned", "units"),
    share("tax_rate", "the value added tax rate on it"),
    day("launched_on", "the first day of sale"),
    text("status", "active, discontinued, or another status the policy names"),
)

PRODUCT_GROUPS = master(
    "product_groups",
    "the product tree: groups within groups",
    ("group",),
    code("group", "the group's code", REQUIRED),
    text("name", "the group's name"),
    code("parent", "the group around it; empty at the top"),
    tree=Tree("group", "parent"),
)

TERRITORIES = master(
    "territories",
    "the territory tree: shops in districts in cities in regions",
    ("territory",),
    code("territory", "the territory's code", REQUIRED),
    text("name", "the territory's name"),
    code("parent", "the territory around it; empty at the top"),
    text("kind", "region, province, city, district"),
    code("manager", "the employee in charge, from `employees`"),
    tree=Tree("territory", "parent"),
)

GROUPS = master(
    "groups",
    "customers under one control or in one programme, as a tree",
    ("group",),
    code("group", "the group's code", REQUIRED),
    text("name", "the group's name"),
    code("parent", "the group around it; empty at the top"),
    text("kind", "control, buying group, key account"),
    code("head", "the customer who stands for the group, and is paid for it where a rebate pays the head"),
    tree=Tree("group", "parent"),
)

OUTLETS = master(
    "outlets",
    "the shops where the final customer buys",
    ("outlet",),
    code("outlet", "the outlet's code", REQUIRED),
    text("name", "the outlet's name"),
    code("customer", "the customer that runs or supplies it", FILLED),
    code("territory", "the territory it is in"),
    text("class", "its class, such as A, B, C"),
    text("channel", "the channel it belongs to"),
    text("address", "where it is"),
    number("capacity", "what it can sell in a month", "units"),
    money("monthly_sales", "what it sells of our products in a month, as it is stated"),
)

EMPLOYEES = master(
    "employees",
    "our own people, their roles and who they report to",
    ("employee",),
    code("employee", "the employee's code", REQUIRED),
    text("name", "the employee's name"),
    text("role", "the role the policy knows", FILLED),
    code("person", "who it is, where somebody works under several codes: the same in each of their rows"),
    code("manager", "whom the employee reports to"),
    text("department", "the department"),
    code("territory", "the territory the employee works in"),
    day("joined_on", "first working day"),
    day("left_on", "last working day"),
    tree=Tree("employee", "manager"),
)

TABLES: tuple[Table, ...] = (CUSTOMERS, PRODUCTS, PRODUCT_GROUPS, TERRITORIES, GROUPS, OUTLETS, EMPLOYEES)
