"""Reading the register of offences with what the solicitor confirmed of it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from uuid import UUID

from watchbook.governance.offences.models import OffenceConfirmation
from watchbook.law.offences import Offence, latest


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


def digest_of(one: Offence) -> str:
    """Return the digest of an entry; the note says how it was come by, and is no part of the law."""
    said = {name: value for name, value in asdict(one).items() if name not in {"verified", "note", "theme"}}
    return sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()


def registered(entries: Iterable[Offence]) -> list[RegisteredOffence]:
    """Return the entries, each with its confirmation; one of an earlier wording does not count. One query."""
    standing = OffenceConfirmation.objects.as_at(None).filter(is_struck=False).select_related("recorded_by")
    by_digest = {(row.offence, row.since, row.digest): row for row in standing}
    return [RegisteredOffence(one, by_digest.get((one.id, one.since, digest_of(one)))) for one in entries]


def is_confirmed(offence_id: str) -> bool:
    """Whether the newest entry of an offence is confirmed."""
    return registered([latest(offence_id)])[0].is_confirmed


def confirmation_by_id(row_id: UUID) -> OffenceConfirmation | None:
    """Return a confirmation that stands."""
    return OffenceConfirmation.objects.as_at(None).filter(is_struck=False, pk=row_id).first()
