"""Where things lie on disk: one folder, `WATCHBOOK_HOME`, with a place for each kind of thing."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """The folders and files under one home; nothing is created by naming it."""

    home: Path

    @property
    def postgres(self) -> Path:
        """The embedded cluster's data folder."""
        return self.home / "postgres"

    @property
    def secrets(self) -> Path:
        """Passwords and keys, 0700; never in a backup."""
        return self.home / "secrets"

    @property
    def secret_key(self) -> Path:
        """The key that signs sessions and one-time links."""
        return self.secrets / "django.key"

    @property
    def founding_address(self) -> Path:
        """The hash of the one-time address at which a register begins, and until when it opens."""
        return self.secrets / "founding.json"

    @property
    def keys(self) -> Path:
        """The two folders of keys, where the settings name no others; never in a backup."""
        return self.home / "keys"

    @property
    def signing_key(self) -> Path:
        """The key that signs the audit log."""
        return self.secrets / "audit-log.key"

    @property
    def sealing(self) -> Path:
        """The signer's head and its copy of the leaves; never put back to an older state, never in a backup."""
        return self.home / "sealing"

    @property
    def outsiders(self) -> Path:
        """Which time-stamp authorities and witnesses are asked; there need be none."""
        return self.home / "outsiders.toml"

    def passfile(self, role: str) -> Path:
        """The PostgreSQL password file of one role, as libpq reads it."""
        return self.secrets / f"{role}.pgpass"

    @property
    def files(self) -> Path:
        """The content-addressed file store."""
        return self.home / "files"

    @property
    def static(self) -> Path:
        """Style sheets and scripts, collected with hashed names."""
        return self.home / "static"

    @property
    def backups(self) -> Path:
        """Finished backups, one folder each."""
        return self.home / "backups"

    @property
    def lock(self) -> Path:
        """Held by the one `serve` of this home."""
        return self.home / "serve.lock"


def places(home: Path) -> Places:
    """The places under a home, as absolute paths."""
    return Places(home=home.resolve())
