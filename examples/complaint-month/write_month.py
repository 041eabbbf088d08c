"""Write the book of this example: sixty invented complaints of two months, the same every time.

    python examples/complaint-month/write_month.py

No real company, customer or complaint; a likeness is chance. Dice with a fixed seed decide what happens and when.
"""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

BOOK = Path(__file__).parent / "book"
END = datetime(2026, 4, 8, 18, 0)
"""Nothing is known after this moment."""

CAUSES = {"质量": ("漆面", "异响", "电器"), "运输": ("划伤", "迟到"), "服务": ("等待", "返修"), "态度": ("接待",)}
PRODUCTS = ("轿车甲", "轿车乙", "越野车")
CITIES = ("杭州", "宁波", "温州", "嘉兴", "湖州", "绍兴", "金华", "衢州")
DEALERS = {f"D{number:02}": f"{CITIES[number % 8]}{1 + number // 8}店" for number in range(1, 33)}
CASE = ("case", "kind", "customer", "product", "opened_at", "opened_by", "channel", "demand", "phone")
FILLED = (
    "founded", "reason", "reply", "assigned_to", "investigation", "responsible", "cause", "opinion", "signed",
    "amount", "satisfied", "summary", "record", "penalty", "appraisal",
)  # fmt: skip
EVENT = ("case", "at", "name", "actor", "role", *FILLED)


def main() -> None:
    """Write the tables."""
    dice = Random(2026)
    cases: list[dict[str, str]] = []
    events: list[dict[str, str]] = []
    for number in range(60):
        # Twenty-four in February, thirty-six in March.
        day = timedelta(days=dice.randrange(27)) if number < 24 else timedelta(days=27 + dice.randrange(31))
        opened = datetime(2026, 2, 2, 9, 0) + day + timedelta(minutes=10 * dice.randrange(50))
        case, told = story(f"C{number + 1:03}", opened, dice)
        cases.append(case)
        events += (each for each in told if each["at"] <= f"{END:%Y-%m-%d %H:%M}")
    cases.sort(key=lambda each: each["opened_at"])
    events.sort(key=lambda each: (each["case"], each["at"]))
    write("customers", ("customer", "name"), [{"customer": code, "name": name} for code, name in DEALERS.items()])
    write("cases", CASE, cases)
    write("events", EVENT, events)


def story(number: str, opened: datetime, dice: Random) -> tuple[dict[str, str], list[dict[str, str]]]:
    """One complaint: how it began, and all that happened."""
    kind = dice.choices(tuple(CAUSES), (5, 2, 3, 1))[0]
    case = {
        "case": number,
        "kind": kind,
        "customer": dice.choice(tuple(DEALERS)),
        "product": dice.choice(PRODUCTS),
        "opened_at": f"{opened:%Y-%m-%d %H:%M}",
        "opened_by": "E01",
        "channel": dice.choice(("门店", "门店", "呼叫中心")),
        "demand": dice.choice(("降价", "换货", "赔偿", "建议")),
        "phone": f"138000{number.removeprefix('C'):0>5}",
    }
    told: list[dict[str, str]] = []
    at = opened

    def then(hours: int, name: str, actor: str, role: str, **filled: str) -> None:
        nonlocal at
        at += timedelta(hours=hours, minutes=dice.randrange(60))
        told.append(
            {"case": number, "at": f"{at:%Y-%m-%d %H:%M}", "name": name, "actor": actor, "role": role, **filled}
        )

    if dice.random() < 0.2:
        then(1, "judge", "E01", "store", founded="false", record="已建档")
        then(dice.randrange(2, 30), "decline", "E02", "supervisor", reason="属正常使用", reply="电话", cause="误解")
        return case, told
    slow = dice.choice((1, 1, 1, 2, 4))
    then(1, "judge", "E01", "store", founded="true", record="已建档")
    then(2, "accept", "E02", "supervisor")
    then(3, "assign", "E03", "administration", assigned_to="售后部")
    cause = dice.choice(CAUSES[kind])
    then(20 * slow, "investigate", "E04", "department", investigation="见报告", responsible="责任人", cause=cause)
    then(4, "review", "E02", "supervisor")
    then(3, "opine", "E03", "administration", opinion="同意")
    then(12 * slow, "approve", "E05", "general-manager")
    then(5, "draft", "E04", "department")
    then(2, "agree", "E06", "department-manager")
    then(dice.choice((4, 10, 30)), "reply", "E07", "customer-service", reply="书面")
    if dice.random() < 0.4:
        amount = dice.choice((80, 200, 350, 480, 900, 2_400))
        actor, role = ("E02", "supervisor") if amount < 500 else ("E06", "department-manager")
        then(1, "compensate", actor, role, amount=str(amount))
    then(12, "carry-out", "E04", "department", signed="true", penalty="按制度")
    satisfied = "true" if dice.random() < 0.85 else "false"
    then(dice.choice((20, 40, 60, 200)), "call", "E07", "customer-service", satisfied=satisfied)
    then(6, "summarise", "E04", "department", summary="已总结", appraisal="已计入")
    return case, told


def write(table: str, columns: tuple[str, ...], rows: list[dict[str, str]]) -> None:
    """One table of the book, as a CSV file."""
    with (BOOK / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
