"""Rotation: every item key wrapped anew under a new version, then the old version destroyed (docs/explanation/integrity.md#keys-and-deletion).

Afterwards every older copy of the key folders, on whatever tape, opens nothing. Broken off anywhere it is done again:
old versions go only once nothing in either copy lies under them.
"""

from dataclasses import dataclass
from uuid import UUID

from watchbook.keys.keyring import Keyring, the_keyring
from watchbook.keys.refused import KeysMissing
from watchbook.keys.repair import merge


@dataclass(frozen=True)
class Rotation:
    """What a rotation did: for the certificates of those items whose keys were destroyed before it."""

    version: int
    items: int
    attested: str


def awaits() -> bool:
    """Whether a version is still kept over a key that was destroyed, so that old copies of the folders open it."""
    ring = the_keyring()
    oldest = ring.wrapping.oldest()
    return any(version >= oldest for version in ring.first(lambda copy: copy.every_destroyed()).values())


def destroyed_for_good(*items: UUID) -> bool:
    """Whether the key of each item was destroyed and the version over it too: no older copy of the folders opens it."""
    ring = the_keyring()
    gone = ring.first(lambda copy: copy.destroyed_under(items))
    return gone.keys() == set(items) and max(gone.values(), default=0) < ring.wrapping.oldest()


def rotate(ring: Keyring | None = None) -> Rotation:
    """Wrap everything anew and destroy what was before. Nobody writes keys meanwhile; reading goes on."""
    ring = ring or the_keyring()
    with ring.alone():
        wrapped = merge(ring)
        version = ring.wrapping.rotate()
        anew = ring.wrapping.rewrap(wrapped, authority=ring.authority()) if wrapped else {}
        ring.write(lambda copy: copy.put(anew))
        if left := {old for copy in ring.copies for old in copy.versions() if old < version}:
            raise KeysMissing(
                f"Some keys are still under version {min(left)}, so it is kept. Run `watchbook keys mend`, then rotate again."
            )
        ring.wrapping.destroy_before(version)
    return Rotation(version=version, items=len(anew), attested=ring.wrapping.attest())
