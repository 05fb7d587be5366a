"""The memory of an object: queries keep there what they asked about it, for its life, which is that of one request."""

from typing import Any, Self

from django.utils.functional import cached_property


class KeptForARequest:
    """An object of which it is kept, by whichever name the object goes: `request.user` stands for one and is another."""

    @cached_property
    def kept(self) -> dict[str, Any]:
        """Return what was asked already, by its name."""
        return {}

    @property
    def itself(self) -> Self:
        """Return the object, and not what stands for it: each look through that takes time."""
        return self
