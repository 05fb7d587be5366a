"""Build hook: the wheel carries the documents, which are the pages of help; a checkout has them beside the product already."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PackagedHelp(BuildHookInterface):
    """Puts docs into the wheel, where watchbook/home/help_documents.py finds them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folder to a wheel that is to be installed elsewhere."""
        if version == "standard":
            build_data["force_include"]["docs"] = "watchbook/home/docs"
