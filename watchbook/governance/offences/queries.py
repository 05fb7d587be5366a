"""Reading the register of offences with what the solicitor confirmed of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from watchbook.governance.offences.models import OffenceConfirmation
from watchbook.governance.offences.rules import digest_of
from watchbook.law.offences import Offence


@dataclass(frozen=True)
class RegisteredOffence:
    """An entry, and the confirmation that stands for it as it reads now."""

    offence: Offence
    confirmation: OffenceConfirmation | None

    @property
    def key(self) -> str:
        """Name the version of the offence."""
        return f"{self.offence.id}:{self.offence.since}"

    @property
    def is_confirmed(self) -> bool:
        """Whether the law data was verified or the authority's solicitor has confirmed the entry."""
        return self.offence.verified or self.confirmation is not None


def registered(entries: Iterable[Offence]) -> list[RegisteredOffence]:
    """Return the entries, each with its confirmation; one of an earlier wording does not count. One query."""
    standing = OffenceConfirmation.objects.as_at(None).filter(is_struck=False).select_related("recorded_by")
    by_digest = {(row.offence, row.since, row.digest): row for row in standing}
    return [RegisteredOffence(one, by_digest.get((one.id, one.since, digest_of(one)))) for one in entries]


def confirmation_by_id(row_id: UUID) -> OffenceConfirmation | None:
    """Return a confirmation that stands."""
    return OffenceConfirmation.objects.as_at(None).filter(is_struck=False, pk=row_id).first()
