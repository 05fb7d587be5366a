"""What a capture is asked to do, and what it tells afterwards: the JSON that goes over the pipe to its process and back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from watchbook.capture.policy import PRODUCTION, Policy, listed
from watchbook.capture.refusal import CaptureRefused

NO_BASIS = "no basis"  # as the record and the manifest of a capture by itself say it
WEB = {"http", "https"}


@dataclass(frozen=True)
class Limits:
    """Bounds of one capture; seconds, bytes and pixels. What is reached is said as the reason of a partial capture."""

    seconds: float = 180.0
    # Of these, kept back for the end: what is stored is written whatever the page does.
    closing_seconds: float = 25.0
    load_seconds: float = 45.0
    silent_seconds: float = 8.0  # of a feed that never says whether it ended
    stalled_seconds: float = 10.0  # without a byte, an answer is not waited for any longer
    bytes: int = 512 * 1024 * 1024
    memory: int = 2 * 1024**3  # bytes, of all processes of the browser
    processes: int = 900  # with their threads, of the browser; below what its cell lets it start
    body_bytes: int = 200 * 1024 * 1024
    requests: int = 6000
    steps: int = 600
    pixels: int = 400_000  # of height scrolled through
    tile_pixels: int = 120_000  # of height kept as tiles
    navigations: int = 5  # that the page starts by itself
    documents: int = 200  # frames and workers, each a session

    def closing_at(self) -> float:
        """Seconds from the start at which looking ends and writing begins."""
        return max(self.seconds - self.closing_seconds, self.seconds / 2)


@dataclass(frozen=True)
class Plan:
    """One address to capture. `basis` is why it may be looked at; the caller has asked the law, not we."""

    url: str
    folder: Path
    program: Path
    mode: str = PRODUCTION
    allowed: tuple[str, ...] = ()  # tests only: HOST:PORT, HOST:PORT=ADDRESS or HOST:PORT=ADDRESS:PORT
    trusted_keys: tuple[str, ...] = ()  # tests only
    own_addresses: tuple[str, ...] = ()  # of the authority, in the world but not to be captured
    in_full: bool = True  # pictures of steps, tiles, not the first view alone
    # Of its program, as the parent hashed it once; computed here where it is not given.
    browser_sha256: str = ""
    version: str = ""  # of Watchbook, as the parent asked once; asked here where it is not given
    basis: Mapping[str, Any] | None = None
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        parts_of(self.url)

    @property
    def policy(self) -> Policy:
        """Where its browser may go. Raises CaptureRefused for a list of addresses in production."""
        return replace(listed(self.allowed, mode=self.mode), own_addresses=self.own_addresses)

    def as_json(self) -> dict[str, Any]:
        """As it goes over the pipe."""
        return {**asdict(self), "folder": str(self.folder), "program": str(self.program)}


def parts_of(url: str) -> SplitResult:
    """An address taken apart. Raises CaptureRefused for one that is none of the web."""
    try:
        parts = urlsplit(url)
        is_good = parts.scheme in WEB and parts.hostname and not parts.username and parts.port != 0
    except ValueError:  # brackets without an address in them, a port that is none
        is_good = False
    if not is_good:
        raise CaptureRefused(
            "This address cannot be captured.",
            why="It is no address of the web: it must begin with https:// or http:// and name a host, without a user’s name.",
            next_step="Give the page’s full address.",
        )
    return parts


def from_json(told: Mapping[str, Any]) -> Plan:
    """A plan as it came over the pipe. Raises CaptureRefused for one that cannot be read."""
    known = {one.name for one in fields(Plan)}
    if not known >= told.keys() or not {"url", "folder", "program"} <= told.keys():
        raise CaptureRefused(
            "The plan of the capture cannot be read.",
            why=f"It has {', '.join(sorted(told))}, and these are known: {', '.join(sorted(known))}.",
            next_step="Start parent and child from the same release.",
        )
    given = dict(told)
    given |= {"folder": Path(told["folder"]), "program": Path(told["program"])}
    given |= {name: tuple(told.get(name, ())) for name in ("allowed", "trusted_keys", "own_addresses")}
    return Plan(**given | {"limits": Limits(**told.get("limits", {}))})
