"""Build hook: the wheel depends on what requirements/product.in names, said once."""

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Dependencies(MetadataHookInterface):
    """Reads the pinned direct dependencies, without their comments."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Put requirements/product.in into the metadata."""
        lines = (Path(self.root) / "requirements" / "product.in").read_text().splitlines()
        metadata["dependencies"] = [
            line.split("#")[0].strip() for line in lines if line.split("#")[0].strip()
        ]
