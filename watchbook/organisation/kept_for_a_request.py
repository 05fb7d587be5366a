"""The memory of an object: queries keep there what they asked about it, for its life, which is that of one request."""

from typing import Any

from django.utils.functional import cached_property


class KeptForARequest:
    """An object of which it is kept, by whichever name the object goes: `request.user` stands for one and is another."""

    @cached_property
    def kept(self) -> dict[str, Any]:
        """Return what was asked already, by its name."""
        return {}
