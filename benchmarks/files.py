"""What an audit of customer files costs, beside reading the same customers with ``csv.DictReader``.

Run ``python benchmarks/files.py`` for 100,000 and 300,000 customers, ``python benchmarks/files.py 1000000`` for a
million. Each size runs in a process of its own, so that its memory is its own: it writes a book (customers with
eighteen columns, two papers each), audits it by the rules below (fifteen items, check digits, banks, two deadlines,
four exact comparisons, near names, own name, codes), and reads ``customers.csv`` with ``csv.DictReader``. One
customer in a hundred has another's telephone, one in a hundred the name of another with one character put in, left
out, changed or swapped: how many of these are found is told as well. Times are processor time, the best of three.
"""

from __future__ import annotations

import csv
import gc
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from dealerkit.assembly.registry import SECTIONS
from dealerkit.book import open_book
from dealerkit.cli import COLLECT_AFTER
from dealerkit.customers.auditing import Audit, audit_customers
from dealerkit.policy.loading import load_texts

T = TypeVar("T")

SIZES = (100_000, 300_000)
ROUNDS = 3
CHANGED, HALF = 2, 50
KNOWN = 50_000
"""From so many customers others take their telephone or name."""
AS_OF = date(2026, 11, 20)

POLICY = r"""
policy: {name: files, revision: "1", currency: CNY, calendar: CN, effective: 2026-01-01..2026-12-31}
customers:
  files:
    purposes: {open: {}, credit: {}, reimburse: {expenses: gift}}
    formats: {mobile: {pattern: '1[3-9]\d{9}'}, tax: {any: [credit-code, old-tax-number]}}
    banks: {icbc: {names: 中国工商银行, begins: "180"}, cmb: {names: 招商银行, format: bank-card}}
    items:
      name: {field: name, weight: 2}
      address: {field: address}
      contact: {field: contact}
      phone: {field: phone, format: mobile, weight: 2}
      city: {field: city}
      first: {field: first_contact}
      tax: {field: tax_number, format: tax, kinds: dealer, for: [open, credit]}
      account: {field: bank_account, format: bank, for: [open, credit]}
      holder: {field: account_holder, for: [open, credit]}
      id: {field: id_number, format: resident-id, kinds: person, for: [open, credit]}
      filed: {field: filed_on}
      owner: {field: owner}
      class: {field: class, optional: true}
      licence: {paper: licence, kinds: dealer, for: [open, credit]}
      id-copy: {paper: id-copy, for: [open, credit]}
    deadlines:
      registration:
        {from: first_contact, done: registered_at, within: 0 days, exceptionally: {within: 1 day, by: "10:00"}}
      filing: {from: first_contact, done: filed_on, within: 5 working days}
  identity:
    words: [有限责任公司, 有限公司, "Co., Ltd."]
    compare:
      phone: {fields: phone, as: digits, then: alarm}
      bank_account: {fields: bank_account, as: account, then: wait}
      tax_number: {fields: tax_number, as: code, then: alarm}
      name-address: {fields: [name, address], as: name, then: alarm}
      name: {fields: name, as: name, near: 1, then: note}
    own_name: {of: name}
  codes:
    customer: {pattern: "{city}-{first_contact:MM}-{sequence:7}", by: first_contact, restarts: never}
"""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SIGNS = [chr(0x4E00 + n) for n in range(2_500)]
CITIES = ("HZ", "NB", "WZ", "JX", "SX")


def credit_code(rng: random.Random) -> str:
    """A made-up credit code."""
    body = "91330100" + "".join(rng.choices(ALPHABET, k=9))
    total = sum(ALPHABET.index(sign) * pow(3, i, 31) for i, sign in enumerate(body))
    return body + ALPHABET[-total % 31]


def resident_id(rng: random.Random) -> str:
    """A made-up identity card number."""
    body = f"330100{date(1970, 1, 1) + timedelta(days=rng.randrange(12_000)):%Y%m%d}{rng.randrange(1, 1000):03}"
    total = sum(int(sign) * pow(2, 17 - i, 11) for i, sign in enumerate(body))
    return body + "10X98765432"[total % 11]


def slip(name: str, rng: random.Random) -> str:
    """The name with one slip of the pen."""
    place, sign = rng.randrange(len(name)), rng.choice(SIGNS)
    kind = rng.randrange(4)
    if kind == 0:
        return name[:place] + sign + name[place:]
    if kind == 1:
        return name[:place] + name[place + 1 :]
    if kind == CHANGED or place == 0:
        return name[:place] + sign + name[place + 1 :]
    return name[: place - 1] + name[place] + name[place - 1] + name[place + 1 :]


def write_book(folder: Path, count: int) -> tuple[set[frozenset[str]], set[frozenset[str]]]:
    """The book, and the pairs that were planted: equal telephones, near names."""
    rng = random.Random(count)  # noqa: S311 - made-up customers, the same every time
    phones: set[frozenset[str]] = set()
    names: set[frozenset[str]] = set()
    before: list[tuple[str, str, str]] = []
    with (
        (folder / "customers.csv").open("w", encoding="utf-8", newline="") as file,
        (folder / "papers.csv").open("w", encoding="utf-8", newline="") as other,
    ):
        customers, papers = csv.writer(file), csv.writer(other)
        customers.writerow(
            ("customer", "name", "kind", "status", "class", "city", "address", "contact", "phone", "tax_number", "bank",
             "bank_account", "account_holder", "id_number", "owner", "first_contact", "registered_at", "filed_on")
        )  # fmt: skip
        papers.writerow(("paper", "customer"))
        for n in range(1, count + 1):
            is_dealer = n % 2 == 0
            core = "".join(rng.choices(SIGNS, k=rng.randrange(5, 9)))
            phone = f"13{n:09}"
            city = rng.choice(CITIES)
            met = date(2026, 1, 5) + timedelta(days=rng.randrange(280))
            code = f"{city}-{met:%m}-{n:07}"
            if before and n % 100 == 0:
                phone, known = before[rng.randrange(len(before))][1:]
                phones.add(frozenset({code, known}))
            elif before and n % 100 == HALF:
                core, _, known = before[rng.randrange(len(before))]
                core = slip(core, rng)
                names.add(frozenset({code, known}))
            elif len(before) < KNOWN:
                before.append((core, phone, code))
            name = core + ("有限公司" if is_dealer else "")
            customers.writerow(
                (code, name, "dealer" if is_dealer else "person", "active", "A", city,
                 f"{core[:2]}路{n}号" if n % 200 else "", name[:3], phone, credit_code(rng) if is_dealer else "",
                 "中国工商银行", f"180{n:013}", name if n % 300 else "他人", "" if is_dealer else resident_id(rng),
                 "S1", met, f"{met} 17:00", met + timedelta(days=2))
            )  # fmt: skip
            if n % 50:
                papers.writerow(("id-copy", code))
            if is_dealer:
                papers.writerow(("licence", code))
    return phones, names


def read_plainly(file: Path) -> int:
    """One pass with the standard library, as a script would do it."""
    with file.open(encoding="utf-8", newline="") as opened:
        return sum(1 for _ in csv.DictReader(opened))


def timed(run: Callable[[], T]) -> tuple[float, T]:
    """Processor time of one run."""
    start = time.process_time()
    found = run()
    return time.process_time() - start, found


def measure(count: int) -> None:
    """One size, in this process."""
    gc.set_threshold(*COLLECT_AFTER)
    policy = load_texts({"policy.yaml": POLICY.encode()}, SECTIONS).policy
    assert policy is not None  # noqa: S101 - the policy above is sound
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        phones, names = write_book(folder, count)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        plain, whole = [], []
        found: Audit | None = None
        for _ in range(ROUNDS if count <= SIZES[0] else 1):
            plain.append(timed(lambda: read_plainly(folder / "customers.csv"))[0])
            found = None
            spent, found = timed(lambda: audit_customers(policy, open_book(folder), AS_OF))
            whole.append(spent)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    assert found is not None  # noqa: S101 - there was a round
    assert found.files is not None  # noqa: S101
    assert found.identity is not None  # noqa: S101
    shared = [each for each in found.identity.matches if each.comparison.id == "phone"]
    near = {frozenset(each.customers) for each in found.identity.matches if each.near}
    # Names that are shared exactly are one side of a near pair, and the least code stands for them.
    first = {
        code: each.customers[0]
        for each in found.identity.matches
        if each.comparison.id == "name" and not each.near
        for code in each.customers
    }
    seen = (
        sum(any(pair <= {*each.customers} for each in shared) for pair in phones) if count <= SIZES[0] else len(phones)
    )
    sides = [frozenset(first.get(code, code) for code in pair) for pair in names]
    caught = sum(len(side) == 1 or side in near for side in sides)
    print(
        f"{count:>9,} {min(whole):>8.2f} {min(whole) / count * 1e6:>7.1f} {min(plain):>7.2f} "
        f"{min(whole) / min(plain):>6.1f} {used:>6} {before:>6} {len(found.files.held):>8,} {len(found.problems):>9,} "
        f"{seen}/{len(phones)} {caught}/{len(names)}"
    )


def main() -> None:
    """Measure each size in its own process."""
    if sys.argv[1:2] == ["--one"]:
        measure(int(sys.argv[2]))
        return
    sizes = tuple(int(each) for each in sys.argv[1:]) or SIZES
    print(f"{'customers':>9} {'seconds':>8} {'µs each':>7} {'reading':>7} {'ratio':>6} {'MB':>6} {'before':>6} "
          f"{'lacking':>8} {'findings':>9} telephones near", flush=True)  # fmt: skip
    for size in sizes:
        subprocess.run([sys.executable, __file__, "--one", str(size)], check=True)


if __name__ == "__main__":
    main()
