"""Reading the law's data with what the solicitor confirmed of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from watchbook.audit_log.asked_once import asked_once
from watchbook.governance.law_confirmation.models import LawConfirmation
from watchbook.law.entries import KINDS, LawEntry
from watchbook.law.exemptions import Exemption
from watchbook.law.offences import Offence
from watchbook.law.parameters import ParameterEntry
from watchbook.law.provisions import provision
from watchbook.organisation.queries import the_authority


@dataclass(frozen=True)
class RegisteredEntry[One: LawEntry]:
    """An entry, and the confirmation that stands for it as it reads now."""

    entry: One
    confirmation: LawConfirmation | None

    @property
    def key(self) -> str:
        """Name the entry as it reads."""
        return self.entry.digest

    @property
    def title(self) -> str:
        """Return what a reader calls it."""
        return title_of(self.entry)

    @property
    def is_confirmed(self) -> bool:
        """Whether the law data was verified or the authority's solicitor has confirmed the entry."""
        return self.entry.verified or self.confirmation is not None


def title_of(entry: LawEntry) -> str:
    """Return what a reader calls an entry: a value by the provision that gives it, an exemption by its section first."""
    if isinstance(entry, ParameterEntry):
        return provision(entry.provision).title
    return f"{entry.cited}: {entry.title}" if isinstance(entry, Exemption) else entry.title


def registered[One: LawEntry](entries: Iterable[One]) -> list[RegisteredEntry[One]]:
    """Return the entries, each with its confirmation; one of an earlier wording does not count. One query."""
    asked = list(entries)
    rows = confirmations().filter(digest__in={one.digest for one in asked}).select_related("recorded_by")
    by_digest = {row.digest: row for row in rows.order_by("digest", "recorded_at").distinct("digest")}
    return [RegisteredEntry(one, by_digest.get(one.digest)) for one in asked]


def confirmations() -> QuerySet[LawConfirmation]:
    """Find the confirmations that stand."""
    return LawConfirmation.objects.as_at(None).filter(is_struck=False)


def entries_here(kind: str) -> list[RegisteredEntry[LawEntry]]:
    """Return every entry of a kind that concerns this authority, with its confirmation."""
    return registered(law_here(kind))


def law_here(kind: str) -> list[LawEntry]:
    """Return the same as they read: on a page, what the solicitor confirmed is verified."""
    authority = the_authority()
    return entries_of(kind, nation=str(authority.nation) if authority else "")


def entries_of(kind: str, *, nation: str) -> list[LawEntry]:
    """Return every entry of a kind that concerns a nation, earlier versions too: an offence of another nation does not."""
    return [one for one in KINDS[kind]() if not isinstance(one, Offence) or nation in one.nations]


@asked_once
def confirmed_digests() -> frozenset[str]:
    """Return the digests of everything that the solicitor has confirmed. One query."""
    return frozenset(confirmations().order_by().values_list("digest", flat=True).distinct())


def confirmation_by_id(row_id: UUID) -> LawConfirmation | None:
    """Return a confirmation that stands."""
    return confirmations().filter(pk=row_id).first()
