"""Stores a dealer serves: how many are limited, what they sell, what money that ties up against his capital."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.contracts.amounts import converted
from dealerkit.contracts.capacity.rule import StoreRule
from dealerkit.contracts.facts import Known
from dealerkit.contracts.judged import Judged, day_of, text
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg, Problem, Severity, problem
from dealerkit.values.exact import EXACT, ZERO, Number, multiply

COVERS, MAY_NOT, DOES_NOT = "covers", "may-not-cover", "does-not-cover"
"""How a dealer's capital stands to the money that is tied up: above its most, within its range, below its least."""

STORES = "stores"


@frozen(kw_only=True)
class Served:
    """What a dealer serves. ``sales`` is None where a store's sales are not known, and ``missing`` says which."""

    dealer: str
    outlets: int
    limited: int
    sales: Decimal | None
    missing: tuple[str, ...] = ()


@frozen(eq=False)
class StoreDesk:
    """Judges dealers by the stores they serve on a day."""

    rule: StoreRule
    book: Book
    known: Known
    as_of: date
    currency: str
    _means: dict[str, Row] = field(init=False, repr=False)

    @_means.default
    def _latest(self) -> dict[str, Row]:
        found: dict[str, Row] = {}
        for row in self.book.rows("dealer_means"):
            day, customer = day_of(row, "date"), text(row, "customer")
            last = day_of(found.get(customer), "date")
            if day is not None and day <= self.as_of and (last is None or last <= day):
                found[customer] = row
        return found

    def judged(self) -> Iterator[Judged]:
        """Every dealer who serves a store, by code. Finding: DK788 he serves more, or ties up more, than he may."""
        for served in self._served():
            yield self._judged(served)

    def _served(self) -> Iterator[Served]:
        stores: dict[str, list[Row]] = defaultdict(list)
        outlets = self.book.versions("outlets")
        for (code,) in outlets.keys():  # noqa: SIM118 - not a mapping
            row = outlets.at(self.as_of, code)
            if row is None or not self._is_asked(text(row, "customer")):
                continue
            if self.rule.channel is None or text(row, "channel") == self.rule.channel:
                stores[text(row, "customer")].append(row)
        for dealer, rows in sorted(stores.items()):
            total, missing = ZERO, []
            for row in rows:
                sales = self._sales(row)
                if sales is None:
                    missing.append(f"outlets.{text(row, 'outlet')}.monthly_sales")
                else:
                    total = EXACT.add(total, sales)
            limited = sum(text(row, "class") in self.rule.limited for row in rows)
            yield Served(
                dealer=dealer,
                outlets=len(rows),
                limited=limited,
                sales=None if missing else total,
                missing=tuple(missing),
            )

    def _is_asked(self, customer: str) -> bool:
        row = self.book.versions("customers").at(self.as_of, customer)
        return bool(customer) and (not self.rule.kinds or text(row, "kind") in self.rule.kinds)

    def _sales(self, row: Row) -> Decimal | None:
        own = row.get("monthly_sales")
        return own if isinstance(own, Decimal) else self.rule.sales.get(text(row, "class"))

    def _judged(self, served: Served) -> Judged:
        rule, dealer = self.rule, served.dealer
        least = None if served.sales is None else multiply(served.sales, rule.tied_up.from_)
        most = None if served.sales is None else multiply(served.sales, rule.tied_up.to)
        capital, margin = self._capital(dealer), self._margin(dealer)
        missing: list[str] = list(served.missing)
        reasons: list[Reason] = []
        values: list[tuple[str, Arg]] = [("outlets", served.outlets), ("stores", served.limited), ("most", rule.most)]
        if served.sales is not None and least is not None and most is not None:
            values += [("sales", served.sales), ("tied_up_least", least), ("tied_up_most", most)]
            args = (("sales", served.sales), ("least", least), ("most", most))
            reasons.append(Reason("capacity-tied-up", rule.rule, args))
        over = self._over(served, _facts(served, least, most, capital, margin), reasons, missing)
        covers = self._covers(least, most, capital, values, reasons, missing)
        is_refused = over is True or covers == DOES_NOT
        outcome = Outcome.REFUSED if is_refused else Outcome.UNDETERMINED if missing else Outcome.GRANTED
        code = "DK788" if is_refused else "DK003" if missing else ""
        decision = Decision(
            outcome, code, values=tuple(values), reasons=tuple(reasons), missing=() if is_refused else tuple(missing)
        )
        problems: tuple[Problem, ...] = ()
        if is_refused:
            problems = (
                problem(
                    "DK788",
                    None,
                    address=rule.rule.address,
                    severity=Severity.WARNING,
                    dealer=dealer,
                    stores=served.limited if over is True else "",
                    most=rule.most,
                    least=least if covers == DOES_NOT and least is not None else "",
                    capital=capital if isinstance(capital, Decimal) else "",
                ),
            )
        return Judged(subject=dealer, decision=decision, part=STORES, customer=dealer, problems=problems)

    def _over(
        self, served: Served, facts: dict[str, Value | Missing], reasons: list[Reason], missing: list[str]
    ) -> bool | Missing:
        """Whether he serves more limited stores than he may."""
        rule = self.rule
        args: tuple[tuple[str, Arg], ...] = (("stores", served.limited), ("most", rule.most))
        if served.limited <= rule.most:
            reasons.append(Reason("capacity-within", rule.rule, args))
            return False
        if rule.beyond_when is None:
            reasons.append(Reason("capacity-beyond", rule.rule, args))
            return True
        when = ("when", rule.beyond_when.text.strip())
        holds = self.known.holds(rule.beyond_when, "", served.dealer, facts)
        if isinstance(holds, Missing):
            missing.extend(holds.facts)
            return holds
        reasons.append(Reason("capacity-exceptional" if holds else "capacity-beyond", rule.rule, (*args, when)))
        return not holds

    def _covers(
        self,
        least: Number | None,
        most: Number | None,
        capital: Decimal | Missing,
        values: list[tuple[str, Arg]],
        reasons: list[Reason],
        missing: list[str],
    ) -> str:
        """How his capital stands to the money tied up; nothing where the policy does not look at it."""
        if not isinstance(capital, Missing):
            values.append(("capital", capital))
        if self.rule.capital is None or least is None or most is None:
            return ""
        if isinstance(capital, Missing):
            missing.extend(capital.facts)
            return ""
        usable = multiply(capital, self.rule.capital)
        covers = COVERS if usable >= most else MAY_NOT if usable >= least else DOES_NOT
        values.append(("covers", covers))
        args = (("usable", usable), ("least", least), ("most", most))
        reasons.append(Reason(f"capacity-{covers}", self.rule.rule, args))
        return covers

    def _capital(self, dealer: str) -> Decimal | Missing:
        row = self._means.get(dealer)
        capital = None if row is None else row.get("capital")
        if row is None or not isinstance(capital, Decimal):
            return Missing((f"dealer_means.{dealer}.capital",))
        day = day_of(row, "date") or self.as_of
        found = converted(self.book, capital, text(row, "currency"), self.currency, day)
        return Missing((f"rates.{text(row, 'currency')}",)) if found is None else found

    def _margin(self, dealer: str) -> Decimal | Missing:
        row = self._means.get(dealer)
        margin = None if row is None else row.get("store_margin")
        return margin if isinstance(margin, Decimal) else Missing((f"dealer_means.{dealer}.store_margin",))


def _facts(
    served: Served, least: Number | None, most: Number | None, capital: Decimal | Missing, margin: Decimal | Missing
) -> dict[str, Value | Missing]:
    unknown = Missing(served.missing)
    return {
        "capacity.stores": Decimal(served.limited),
        "capacity.sales": unknown if served.sales is None else served.sales,
        "capacity.least": unknown if least is None else least,
        "capacity.most": unknown if most is None else most,
        "capacity.capital": capital,
        "capacity.margin": margin,
    }
