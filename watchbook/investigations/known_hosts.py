"""Hosts beside the platforms' (`hosts.toml`): what forwards, what mirrors, what is of the fediverse, below what each name is somebody's."""

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def hosts() -> dict[str, Any]:
    """Hosts beside the platforms': those that forward, mirror, track, or are of the fediverse."""
    return tomllib.loads(files("watchbook.investigations").joinpath("hosts.toml").read_text(encoding="utf-8"))


def suffixes() -> list[str]:
    """Return the hosts below each of which a name is somebody's own."""
    return [*hosts()["suffixes"], *hosts()["homes"]]


def site(host: str) -> str:
    """The host of a plain web page without what marks only a kind of device: `www.`, `m.`, `mobile.`."""
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in hosts()["devices"]:
        if labels[0] != "www" and ".".join(labels[1:]) in suffixes():
            break
        labels = labels[1:]
    return ".".join(labels)


def forwards(host: str) -> bool:
    """Whether a host only forwards or mirrors: what stands behind its addresses is known to it alone."""
    return is_under(host, hosts()["forwarders"]) or host.split(".", maxsplit=1)[0] in hosts()["mirrors"]


def is_known_instance(host: str) -> bool:
    """Whether a host is known to be of the fediverse, so that `name@host` is no mail address."""
    return is_under(host, hosts()["fediverse"])


def is_under(host: str, above: Iterable[str]) -> bool:
    """Whether a host is one of these or lies below one."""
    return any(host == one or host.endswith(f".{one}") for one in above)
