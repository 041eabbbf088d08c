"""Write the book of the example: a hundred customers of a made-up 4S shop group, with mistakes that are meant.

Run ``python examples/car-dealer-group/write_files.py``; the same files come out each time. No person, company, number
or car in it is real; numbers are made up and given their check digits.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

BOOK = Path(__file__).parent / "book"
CITIES = {"杭州": "HZ", "宁波": "NB", "温州": "WZ"}
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
FIRMS = ["恒达", "瑞丰", "长青", "金桥", "四海", "远航", "东升", "和信", "广源", "天成"]
TRADES = ["物流", "租赁", "建材", "商贸", "汽车服务"]
NEW_CAR = (
    *("购车合同", "发票复印件", "合格证复印件", "身份证复印件", "车架号拓印", "交车确认单"),
    *("试驾协议", "保险单复印件", "上牌资料", "按揭资料", "精品安装单", "客户信息卡"),
)
SERVICE = ("维修委托书", "结算单", "派工单")
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

Rows = list[dict[str, object]]


def credit_code(rng: random.Random) -> str:
    """A made-up unified social credit code with its check character."""
    body = "91" + "330100" + "".join(rng.choice(ALPHABET) for _ in range(9))
    total = sum(ALPHABET.index(sign) * pow(3, i, 31) for i, sign in enumerate(body))
    return body + ALPHABET[-total % 31]


def resident_id(rng: random.Random) -> str:
    """A made-up identity card number with its check character."""
    born = date(1970, 1, 1) + timedelta(days=rng.randrange(12_000))
    body = f"330100{born:%Y%m%d}{rng.randrange(1, 1000):03}"
    total = sum(int(sign) * pow(2, 17 - i, 11) for i, sign in enumerate(body))
    return body + "10X98765432"[total % 11]


def card(rng: random.Random) -> str:
    """A made-up card number that passes the Luhn check."""
    body = "621486" + "".join(rng.choice("0123456789") for _ in range(9))
    total = sum(
        (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)[int(sign)] if i % 2 == 0 else int(sign) for i, sign in enumerate(body[::-1])
    )
    return body + str(-total % 10)


def customers(rng: random.Random) -> Rows:
    """A hundred customers: forty firms, sixty persons."""
    rows: Rows = []
    names: set[str] = set()
    for n in range(100):
        city = rng.choice([*CITIES])
        is_firm = n % 5 < 2
        name = ""
        while not name or name in names:
            name = (
                city + rng.choice(FIRMS) + rng.choice(FIRMS) + rng.choice(TRADES) + "有限公司"
                if is_firm
                else rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN)
            )
        names.add(name)
        met = date(2026, 1, 5) + timedelta(days=n * 2 // 3)
        met -= timedelta(days=max(met.weekday() - 4, 0))
        legal = rng.choice(SURNAMES) + rng.choice(GIVEN)
        bank = rng.choice(["中国工商银行", "中国农业银行", "招商银行"])
        account = {
            "中国工商银行": "180" + "".join(rng.choice("0123456789") for _ in range(16)),
            "中国农业银行": "17-" + "".join(rng.choice("0123456789") for _ in range(15)),
            "招商银行": card(rng),
        }[bank]
        rows.append(
            {
                "customer": f"{CITIES[city]}-{met:%m}-{name[:4]}-{n + 1:03}",
                "name": name,
                "kind": "企业" if is_firm else "个人",
                "status": "active" if n % 9 else "lost",
                "channel": "车队" if n % 10 == 0 else "零售",
                "city": city,
                "address": f"{city}市示例路{n + 1}号",
                "contact": legal if is_firm else name,
                "phone": f"139{rng.randrange(10**8):08}",
                "tax_number": credit_code(rng) if is_firm else "",
                "bank": bank if is_firm else "",
                "bank_account": account if is_firm else "",
                "account_holder": name if is_firm else "",
                "account_kind": ("passbook" if account.startswith("17-") else "card") if is_firm else "",
                "usable_everywhere": "true" if is_firm and account.startswith("17-") else "",
                "legal_person": legal if is_firm else "",
                "id_number": resident_id(rng),
                "transfer_number": f"T{n + 1:05}",
                "call_day": ("monday", "tuesday", "wednesday", "thursday", "friday")[n % 5],
                "owner": ("S01", "S02", "S03")[n % 3],
                "first_contact": met,
                "registered_at": f"{met} 17:30",
                "filed_on": met + timedelta(days=3 if met.weekday() < 2 else 5),
                "confirmed_by": "D01" if is_firm else "",
                "checked_by": "",
            }
        )
    return rows


def spoil(rows: Rows) -> None:
    """The mistakes: each is told in the README."""
    code = [str(row["customer"]) for row in rows]
    rows[3]["phone"] = rows[2]["phone"]  # one telephone, a person and another
    rows[6]["phone"] = "+86 " + str(rows[7]["phone"])  # the same with a country code: wrong form and a duplicate
    rows[11]["bank"], rows[11]["bank_account"] = rows[10]["bank"], rows[10]["bank_account"]  # waits for a filing
    rows[16]["bank"], rows[16]["bank_account"] = rows[15]["bank"], rows[15]["bank_account"]  # filed
    _rename(rows, 20, "有限公司", "有限责任公司")  # the same firm in other words
    _rename(rows, 25, "有限", "行有限")  # one character more
    rows[30]["tax_number"] = str(rows[30]["tax_number"])[:-1] + ("0" if str(rows[30]["tax_number"])[-1] != "0" else "1")
    rows[31]["bank"] = "某某银行"  # not listed
    rows[35]["account_holder"] = "他人"  # not its own name
    rows[40]["phone"] = "1390000"  # not eleven digits
    rows[44]["address"] = ""
    rows[45]["registered_at"] = f"{_next(rows[45])} 09:40"  # excused until 10:00
    rows[46]["registered_at"] = f"{_next(rows[46])} 10:20"  # late
    rows[47]["filed_on"] = _next(rows[47], 12)
    rows[48]["filed_on"] = ""
    rows[50]["transfer_number"] = code[51]  # two keys mixed up
    rows[1]["checked_by"], rows[2]["checked_by"] = "M01", "S03"  # spot checks: one of them not by who may
    rows[80]["phone"] = f"{rows[80]['phone']} / {rows[81]['phone']}"  # two numbers in a cell, one of them another's
    rows[55]["customer"] = code[55].replace("-", "_", 1)  # not made by the pattern
    rows[60]["customer"] = code[60][:-3] + code[59][-3:]  # a running number twice, and one that is missing


def _rename(rows: Rows, of: int, old: str, new: str) -> None:
    """Give the next firm of the same city that firm's name, a little changed."""
    other = next(row for row in rows[of + 36 :] if row["kind"] == "企业" and row["city"] == rows[of]["city"])
    other["name"] = other["account_holder"] = str(rows[of]["name"]).replace(old, new)


def _next(row: Mapping[str, object], days: int = 1) -> date:
    return date.fromisoformat(str(row["first_contact"])) + timedelta(days=days)


def papers(rows: Rows, dossiers: Rows) -> Rows:
    """Papers of files and dossiers, some of them missing or lost."""
    found: Rows = []
    for n, row in enumerate(rows):
        wanted = ["身份证复印件"]
        if row["kind"] == "企业":
            wanted += ["营业执照复印件", "信用情况说明"]
            if row["channel"] == "车队" and n != 50:
                wanted.append("车队清单")
        if n % 17 == 8:
            wanted.remove("身份证复印件")
        found += [{"paper": each, "customer": row["customer"], "received_on": row["first_contact"]} for each in wanted]
    for n, row in enumerate(dossiers):
        wanted = [*(NEW_CAR if row["kind"] == "new-car" else SERVICE)]
        if n in {4, 13}:
            wanted = wanted[:-2]
        found += [{"paper": each, "dossier": row["dossier"]} for each in wanted]
    lost = next(each for each in found if each.get("dossier") == "X0006")
    lost["lost_on"] = date(2026, 3, 9)
    found += [{"paper": each, "change": "B1"} for each in ("身份证复印件", "银行卡复印件", "新协议")]
    found.append({"paper": "身份证复印件", "change": "B2"})
    return found


def dossiers_of(rows: Rows) -> Rows:
    """Cars delivered and services done in March."""
    found: Rows = []
    for n in range(20):
        is_car = n < 12
        delivered = date(2026, 3, 2) + timedelta(days=n % 10)
        delivered += timedelta(days=max(7 - delivered.weekday(), 0) if delivered.weekday() > 4 else 0)
        handed = delivered + timedelta(days=1)
        handed += timedelta(days=7 - handed.weekday() if handed.weekday() > 4 else 0)
        found.append(
            {
                "dossier": f"X{n + 1:04}",
                "kind": "new-car" if is_car else "service",
                "customer": rows[n * 3]["customer"],
                "object": f"LSV{n + 1:014}" if n != 9 else "LSV00000000000009",  # one car, two dossiers
                "employee": ("S01", "S02")[n % 2] if is_car else ("A01", "A02")[n % 2],
                "delivered_on": delivered,
                "handed_over_at": "" if n == 5 else f"{handed + timedelta(days=6 if n in {2, 14} else 0)} 15:00",
            }
        )
    return found


def events() -> Rows:
    """Lapses that were found in March."""
    written = (
        ("V01", "2026-03-03", "customer-signature", "S01", "X0001", 3, "2026-03-04"),
        ("V02", "2026-03-10", "customer-signature", "S01", "X0003", 1, "2026-03-13"),
        ("V03", "2026-03-09", "lost", "S02", "X0006", 2, ""),
        ("V04", "2026-03-05", "incomplete", "A01", "X0013", 1, "2026-03-06"),
        ("V05", "2026-03-09", "customer-signature", "A01", "X0015", 1, "2026-03-10"),
        ("V06", "2026-03-12", "internal-signature", "A01", "X0017", 2, "2026-03-13"),
        ("V07", "2026-03-16", "contact-not-verified", "A01", "X0019", 1, "2026-03-17"),
        ("V08", "2026-03-11", "incomplete", "A02", "X0014", 4, "2026-03-12"),
    )
    names = ("event", "date", "kind", "employee", "dossier", "items", "corrected_on")
    return [dict(zip(names, each, strict=True)) for each in written]


def table(columns: str, *rows: tuple[object, ...]) -> Rows:
    """Rows under these columns."""
    return [dict(zip(columns.split(), each, strict=True)) for each in rows]


def people() -> Mapping[str, Rows]:
    """Who works here, and what they were paid."""
    return {
        "employees": table(
            "employee name role department",
            ("D01", "沈总监", "sales-director", "销售部"),
            ("D02", "潘总监", "service-director", "售后部"),
            ("S01", "顾问甲", "adviser", "销售部"),
            ("S02", "顾问乙", "adviser", "销售部"),
            ("S03", "顾问丙", "adviser", "销售部"),
            ("A01", "服务甲", "service-adviser", "售后部"),
            ("A02", "服务乙", "service-adviser", "售后部"),
            ("G01", "总经理", "general-manager", "总经办"),
            ("M01", "大区经理", "regional-manager", "总经办"),
            ("I01", "信息主管", "information-supervisor", "总经办"),
            ("C01", "客服经理", "customer-service-manager", "客服部"),
        ),
        "performance_pay": table(
            "employee month amount withheld decided_by",
            ("A01", "2026-03-01", 3000, "15%", "D02"),
            ("A02", "2026-03-01", 2800, "10%", "D02"),  # one violation: nothing may be withheld
        ),
    }


def others(rows: Rows) -> Mapping[str, Rows]:
    """The smaller tables."""
    code = [row["customer"] for row in rows]
    first, account, number = rows[0]["name"], rows[0]["bank_account"], rows[0]["id_number"]
    return {
        **people(),
        "expenses": table(
            "expense date kind customer employee amount",
            ("E1", "2026-03-05", "招待", code[0], "S01", 460),
            ("E2", "2026-03-06", "礼品", code[44], "S03", 200),
            ("E3", "2026-03-09", "差旅", "HZ-03-未建档-999", "S02", 880),
        ),
        "customer_changes": table(
            "change customer field asked_on old new done_at told",
            ("B1", code[5], "bank_account", "2026-03-10", "", "1809", "2026-03-13 10:00", ""),
            ("B2", code[10], "bank_account", "2026-03-11", "", "1808", "2026-03-12 10:00", ""),
            ("B3", code[1], "phone", "2026-03-10", "", "13912345678", "2026-03-10 11:00", "order-desk"),
            ("B4", code[6], "phone", "2026-03-17", "", "13912345679", "", ""),
        ),
        "source_values": table(
            "customer field source value",
            (code[0], "name", "copy", first),
            (code[0], "name", "agreement", str(first).replace("有限", "　有限")),
            (code[0], "bank_account", "copy", account),
            (code[0], "bank_account", "agreement", account),
            (code[0], "id_number", "copy", "330100197001010018"),
            (code[0], "id_number", "agreement", number),
            (code[0], "phone", "agreement", rows[0]["phone"]),
        ),
        "identity_filings": table(
            "filing of customer other filed_on by", ("F1", "bank_account", code[15], code[16], "2026-02-02", "D01")
        ),
        "signings": table(
            "signing customer sent_on signed_on copies",
            ("Q1", code[0], "2026-03-02", "2026-03-04", 3),
            ("Q2", code[5], "2026-03-16", "", ""),
            ("Q3", code[10], "2026-03-10", "2026-03-12", 2),
        ),
        "jobs": table(
            "job entry date project opener department",
            ("20260302-维修-A01-001", "J1", "2026-03-02", "维修", "A01", "售后部"),
            ("20260303-维修-A02-002", "J2", "2026-03-03", "维修", "A02", "售后部"),
            ("20260305-保养-A01-004", "J3", "2026-03-05", "保养", "A01", "售后部"),
            ("20260309-保养-A02-005", "J4", "2026-03-09", "保养", "A02", "售后部"),
            ("20260309-保养-A02-006", "J4", "2026-03-09", "保养", "A02", "售后部"),
        ),
        "cases": table(
            "case flow kind priority customer opened_at opened_by currency title demand",
            ("C1", "complaint", "质量", "普通", code[0], "2026-03-10 09:00", "S01", "CNY", "异响", "赔偿"),
            ("C2", "complaint", "质量", "高", code[7], "2026-03-18 14:00", "S02", "CNY", "变速箱故障", "退车"),
        ),
        "events": table(
            "event case at name actor role founded record reply",
            ("N1", "C1", "2026-03-10 10:00", "accept", "S01", "store", "true", "已建档", ""),
            ("N2", "C1", "2026-03-12 16:00", "handle", "A01", "department", "", "", "已更换衬套"),
            ("N3", "C2", "2026-03-18 14:20", "accept", "S02", "store", "true", "已建档", ""),
        ),
    }


def write(folder: Path, name: str, rows: Sequence[Mapping[str, object]]) -> None:
    """One table as CSV."""
    columns: Iterable[str] = dict.fromkeys(column for row in rows for column in row)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*columns], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main() -> None:
    """Write the whole book, into another folder if one is named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else BOOK
    folder.mkdir(exist_ok=True)
    rng = random.Random(20260322)
    rows = customers(rng)
    spoil(rows)
    dossiers = dossiers_of(rows)
    for name, rows_of in {
        "customers": rows,
        "dossiers": dossiers,
        "papers": papers(rows, dossiers),
        "file_events": events(),
        **others(rows),
    }.items():
        write(folder, name, rows_of)


if __name__ == "__main__":
    main()
