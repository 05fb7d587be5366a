"""Reading the register of offences with what the solicitor confirmed of it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from watchbook.governance.offences.models import OffenceConfirmation
from watchbook.law.offences import Offence, latest, offence_ids, offences


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


def offence_choices(*, on: date, now: str = "") -> list[tuple[str, Any]]:
    """Return the offences of a day to choose from, by name, with the one chosen before even if it is no longer one."""
    known = [(one.id, f"{one.title} ({one.act}, {one.section})") for one in offences(on=on)]
    if now and now not in dict(known):
        known.append((now, offence_name(now)))
    return [("", _("None, or not known yet")), *sorted(known, key=lambda one: one[1])]


def offence_name(offence: str) -> str:
    """Return an offence by name, whether or not it still is one; what the register does not know as it was written."""
    return latest(offence).title if offence in offence_ids() else offence
