"""Every address of the service as the resolver knows it, and who may open it."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """One address: its name with its namespace, its pattern as written, its view."""

    name: str
    pattern: str
    view: Any

    @property
    def is_public(self):
        """Whether its view says that nobody need sign in."""
        return not getattr(self.view, "login_required", True)

    @property
    def is_ours(self):
        """Whether the view is ours and not a library's."""
        return self.view.__module__.startswith("watchbook.")


@cache
def addresses():
    """Every address."""
    return tuple(_under(get_resolver(), namespace="", before=""))


def _under(resolver: URLResolver, *, namespace, before):
    for one in resolver.url_patterns:
        pattern = f"{before}{one.pattern}"
        if isinstance(one, URLPattern):
            yield Address(name=f"{namespace}{one.name}", pattern=pattern, view=one.callback)
        else:
            inner = f"{namespace}{one.namespace}:" if one.namespace else namespace
            yield from _under(one, namespace=inner, before=pattern)
