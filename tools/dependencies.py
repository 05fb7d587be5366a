"""Build hook: the wheel depends on what requirements/product.in names, said once; what an extra needs, from its own list."""

from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface


class Dependencies(MetadataHookInterface):
    """Reads the pinned direct dependencies, and those of the extras, without their comments."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Put requirements/product.in and the extras' own lists into the metadata."""
        metadata["dependencies"] = self._listed("product")
        metadata["optional-dependencies"] = {name: self._listed(name) for name in ("capture", "listening")}

    def _listed(self, name: str) -> list[str]:
        lines = (Path(self.root) / "requirements" / f"{name}.in").read_text().splitlines()
        return [line.split("#")[0].strip() for line in lines if line.split("#")[0].strip()]
