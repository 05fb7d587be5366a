"""The council's own sign-in as its operator named it; read with the settings, and so by processes that sign nobody in."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """The council's provider as the operator named it."""

    issuer: str
    client: str
    secret_file: Path
    acr: frozenset[str] = frozenset()
    amr: frozenset[str] = frozenset()

    def secret(self) -> str:
        """Read the secret each time, so that it can be renewed without a restart."""
        return self.secret_file.read_text().strip()
