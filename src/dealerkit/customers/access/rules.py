"""The ``customers.access:`` section, key by key.

    access:
      unlisted: hidden
      conflict: refusal
      department_roles: [department-manager]
      classes:
        contact: {columns: [contact, phone, address]}
        bank: {columns: [bank, bank_account], papers: [id-copy], classified: true}
      grants:
        - {id: own, to: salesperson, scope: own, operations: [read, change], classes: [contact]}
        - {id: colleagues, to: employee, scope: department, operations: read, classes: all, approval: customer-data}
      refusals:
        - {id: copying, operations: copy, except: [general-manager, information-supervisor]}
      lending: {at_most: 3 days}

Nothing is allowed but what a grant allows. ``approval`` names a subject of the authority matrix, whose columns may
be ``relation`` (own-department, other-department, outsider), ``operation``, ``classified``, ``outside``,
``statistics`` and ``days``.

Source: a company's rules on reading, lending and secrecy of customers' files.
"""

from __future__ import annotations

from attrs import frozen

from dealerkit.book.tables.contacts import OPERATIONS
from dealerkit.customers.contact_facts import REQUEST
from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import BOOLEAN, DURATION, KEY, TEXT, choice
from dealerkit.policy.shapes import Keyed, entry, expression, items, keyed, listing, named, placed, record, ruled
from dealerkit.policy.types import BOOLEAN as CONDITION
from dealerkit.values.durations import Duration

SCOPES = ("own", "department", "department-and-below", "all")
EMPLOYEE, OUTSIDER = "employee", "outsider"
"""Whom a grant may name beside roles: everybody who works with us, and everybody who does not."""
ALL = "all"
HIDDEN = "hidden"
REFUSAL, GRANT = "refusal", "grant"

_OPERATIONS = listing(choice(*OPERATIONS))
_HOLDS = expression(REQUEST, CONDITION)


@frozen(kw_only=True)
class FieldClass:
    """Columns and papers of a file that are treated alike."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the class's name for people", default=None)
    columns: tuple[str, ...] = entry(listing(KEY), "columns of the table `customers`", default=())
    papers: tuple[str, ...] = entry(listing(KEY), "papers of the file", default=())
    classified: bool = entry(BOOLEAN, "whether it is classified", default=False)

    never_decides = True


@frozen(kw_only=True)
class Grant:
    """What somebody may do with whose files."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the grant's name for people", default=None)
    to: tuple[str, ...] = entry(
        listing(KEY), "the roles it is for; `employee` is everybody of ours, `outsider` the others"
    )
    scope: str = entry(
        choice(*SCOPES), "whose files: his own customers', his department's, that and those below it, all"
    )
    operations: tuple[str, ...] = entry(_OPERATIONS, "what may be done")
    classes: tuple[str, ...] = entry(listing(KEY), "with which classes of fields; `all` for every class")
    where: Expression | None = entry(_HOLDS, "what must hold of the request and the customer", default=None)
    approval: str | None = entry(
        KEY, "the subject of the authority matrix that says who must approve; nobody if absent", default=None
    )


@frozen(kw_only=True)
class Refusal:
    """What nobody may do, but for the roles it excepts."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the refusal's name for people", default=None)
    operations: tuple[str, ...] = entry(_OPERATIONS, "what is refused")
    classes: tuple[str, ...] = entry(
        listing(KEY), "with which classes of fields; every class if absent", default=(ALL,)
    )
    except_: tuple[str, ...] = entry(listing(KEY), "the roles it does not concern", default=())
    where: Expression | None = entry(_HOLDS, "which requests it concerns; all if absent", default=None)


@frozen(kw_only=True)
class Lending:
    """For how long papers may be lent."""

    rule: Rule = ruled()
    at_most: Duration = entry(DURATION, "how long at most; the day of lending is not counted")


@frozen(kw_only=True)
class Retention:
    """How long files are kept after the relation ended, and what their destruction needs."""

    rule: Rule = ruled()
    keep: Duration = entry(DURATION, "how long after the day the relation ended a file is kept")
    record: bool = entry(BOOLEAN, "whether a destruction needs a record")


@frozen(kw_only=True)
class Inspection:
    """How often the files are inspected."""

    rule: Rule = placed()
    every: Duration = entry(DURATION, "how long after one inspection the next is made at the latest")


@frozen(kw_only=True)
class Leaks:
    """What happens when a file gets into wrong hands."""

    rule: Rule = placed()
    remedied: Duration = entry(
        DURATION, "how long after it was found it is remedied at the latest; 0 days: the same day"
    )
    reported: Duration = entry(DURATION, "how long after it was found it is reported at the latest")
    to: tuple[str, ...] = entry(listing(KEY), "the roles to which it is reported")


@frozen(kw_only=True)
class Access:
    """Who may do what with which part of a customer's file, and on whose approval."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    unlisted: str = entry(KEY, "the class of the columns and papers that no class lists; `hidden`: nobody sees them")
    conflict: str = entry(choice(REFUSAL, GRANT), "which holds where a refusal and a grant both do")
    department_roles: tuple[str, ...] = entry(
        listing(KEY), "the roles that approve only for the department whose customer it is", default=()
    )
    classes: Keyed[FieldClass] = entry(keyed(record(FieldClass)), "the parts of a file, by how they are treated")
    grants: Keyed[Grant] = entry(items(record(Grant)), "what is allowed; what none allows is refused")
    refusals: Keyed[Refusal] | None = entry(items(record(Refusal)), "what is refused", default=None)
    lending: Lending | None = entry(
        record(Lending), "for how long papers are lent; not limited if absent", default=None
    )
    retention: Retention | None = entry(record(Retention), "how long files are kept", default=None)
    inspection: Inspection | None = entry(record(Inspection), "how often files are inspected", default=None)
    leaks: Leaks | None = entry(record(Leaks), "what happens when a file gets into wrong hands", default=None)

    def class_of(self, field: str) -> str:
        """The class of a column or a paper; ``hidden`` where nobody sees it."""
        for each in self.classes.values():
            if field in each.columns or field in each.papers:
                return each.id
        return self.unlisted


ACCESS = record(Access)
