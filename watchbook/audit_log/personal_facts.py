"""The personal facts of an event: closed by a sealer that a part above provides, each with its hash for the commitment.

The log stands below the keys, so it knows only what it asks of a sealer; which one it is, the settings name
(`EVENT_SEALER`). The salts of personal facts come from a seed of their own, sealed with them: once they cannot be
opened, nobody can try guesses against their hashes either.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from typing import Any, Protocol, cast
from uuid import UUID

from django.conf import settings

from watchbook.audit_log.models import Event, EventSecret
from watchbook.ledger import leaf as ledger

# The name under which an event commits what is sealed of it, so that nobody exchanges it or takes it out unseen.
SEALED = "sealed_values"


class Sealer(Protocol):
    """What the log asks of whoever keeps secrets for it."""

    def seal(self, facts: Mapping[str, Any], *, subject: UUID, event: UUID) -> bytes:
        """These facts, so that nobody reads them without the key of the row that the event is about."""

    def unseal(self, sealed: bytes, *, subject: UUID, event: UUID) -> dict[str, Any]:
        """The facts again."""


@dataclass(frozen=True)
class ClosedFacts:
    """Personal facts as the log keeps them."""

    hashes: Mapping[str, bytes]
    sealed: bytes


def the_sealer() -> Sealer:
    """As the settings name it."""
    return cast(Sealer, import_module(settings.EVENT_SEALER))  # a module with these two functions


def close(facts: Mapping[str, ledger.Value], *, subject: UUID, event: UUID) -> ClosedFacts:
    """Hash every personal fact and seal them; where all are absent there is nothing to seal."""
    if not facts:
        return ClosedFacts({}, b"")
    seed = secrets.token_bytes(ledger.SEED_BYTES)
    hashes = ledger.field_hashes(facts, seed=seed)
    told = {name: value for name, value in facts.items() if value is not None}
    content = {"seed": seed.hex(), "facts": told}
    return ClosedFacts(hashes, the_sealer().seal(content, subject=subject, event=event) if told else b"")


def hash_of_sealed(sealed: bytes, *, seed: bytes) -> bytes:
    """Return the hash by which an event commits what is sealed of it, under a salt of the event's own seed."""
    return ledger.field_hashes({SEALED: sha256(sealed).hexdigest()}, seed=seed)[SEALED]


def is_as_sealed(secret: EventSecret) -> bool:
    """Whether an event's sealed values are those it committed; those of before that were committed are taken as they are."""
    if not secret.sealed or SEALED not in secret.hashes:
        return True
    try:
        kept = hash_of_sealed(bytes(secret.sealed), seed=bytes(secret.seed))
        return kept.hex() == str(secret.hashes[SEALED])
    except ValueError:  # a seed that is none
        return False


def are_gone(secret: EventSecret) -> bool:
    """Whether an event had sealed values and has none any more."""
    return SEALED in secret.hashes and not secret.sealed


def personal_facts(event: Event) -> dict[str, ledger.Value]:
    """The personal facts of an event, absent ones as None. Raises the sealer's refusal once they are gone for good."""
    secret = EventSecret.objects.get(event=event)
    return dict(opened(secret, event=event).facts)


@dataclass(frozen=True)
class OpenedFacts:
    """Personal facts again, each with its salt; an event whose facts were all absent, or are erased, has no salts."""

    facts: Mapping[str, ledger.Value]
    salts: Mapping[str, bytes]


def opened(secret: EventSecret, *, event: Event) -> OpenedFacts:
    """What is sealed in an event's secret. Raises the sealer's refusal once it cannot be opened any more."""
    if not secret.sealed:
        return OpenedFacts(dict.fromkeys(names_of(secret)), {})
    content = the_sealer().unseal(bytes(secret.sealed), subject=event.subject_id, event=event.id)
    # An event of before the keys has one seed for all its fields.
    seed = bytes.fromhex(content["seed"]) if content["seed"] else bytes(secret.seed)
    facts = {name: content["facts"].get(name) for name in names_of(secret)}
    return OpenedFacts(facts, {name: ledger.salt(seed, name=name) for name in facts})


def names_of(secret: EventSecret) -> list[str]:
    """Return the names of an event's personal facts."""
    return [name for name in secret.hashes if name != SEALED]


def hashes_of(secret: EventSecret) -> dict[str, bytes]:
    """The hash of each personal fact, as the commitment takes them."""
    return {name: bytes.fromhex(digest) for name, digest in secret.hashes.items()}
