"""One browser for one capture: started in its cell with a throw-away profile, spoken to by pipe, killed and gone."""

import asyncio
import contextlib
import fcntl
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import Any

from watchbook.capture import containment, egress
from watchbook.capture.cdp import Connection, Listener, Unanswered
from watchbook.capture.containment import ContainmentProof
from watchbook.capture.egress import Egress
from watchbook.capture.memory import Share
from watchbook.capture.policy import Policy
from watchbook.capture.refusal import CaptureRefused

WIDTH, HEIGHT = 1280, 800
LOCALE = "en-GB"
VIEW = {"width": WIDTH, "height": HEIGHT, "scale": 1, "locale": LOCALE, "timezone": "UTC"}
START_WITHIN = 30.0
WIDE = 1 << 20  # bytes of a pipe: bodies come through it, and each time that it is full both sides wait
FIRST_OF_OURS = 20  # the browser's own ends are 3 and 4
# What a browser does by itself, or before it is asked, and no page needs. Nothing here changes who the browser says it is.
FLAGS = (
    "--headless=new", "--remote-debugging-pipe", "--no-first-run", "--no-default-browser-check", "--disable-default-apps",
    "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-breakpad", "--disable-crash-reporter", "--disable-domain-reliability", "--disable-client-side-phishing-detection",
    "--disable-search-engine-choice-screen", "--disable-gpu", "--disable-background-timer-throttling",
    "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows", "--metrics-recording-only", "--mute-audio",
    "--password-store=basic", "--use-mock-keychain", "--hide-scrollbars", "--force-color-profile=srgb", f"--lang={LOCALE}",
    "--disable-features=Translate,MediaRouter,OptimizationHints,PreconnectToSearch,Prerender2,AutofillServerCommunication,"
    "InterestFeedContentSuggestions,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup,AiModeOmniboxEntryPoint,"
    "CertificateTransparencyComponentUpdater,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable",
    f"--window-size={WIDTH},{HEIGHT}",
)  # fmt: skip


@dataclass
class Browser:
    """A running browser, and afterwards the proof that it is gone."""

    connection: Connection
    cell: containment.BrowserCell
    filter: Egress
    version: dict[str, Any] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    proof: ContainmentProof | None = None
    _ending: asyncio.Task[ContainmentProof] | None = None

    def end(self) -> None:
        """Begin to kill it; what it was told is written down meanwhile."""
        self.connection.close()
        self._ending = self._ending or asyncio.create_task(asyncio.to_thread(self.cell.kill))

    async def gone(self) -> None:
        """Wait until it is gone, with proof."""
        self.end()
        if self._ending:
            self.proof = await self._ending


@asynccontextmanager
async def started(
    program: Path,
    *,
    policy: Policy,
    listener: Listener,
    deadline: float,
    trusted_keys: tuple[str, ...] = (),
    most: Share | None = None,
) -> AsyncIterator[Browser]:
    """A browser behind the egress filter; whatever happens, it is killed by its process id and its profile is gone.

    `trusted_keys` are SHA-256 hashes of keys whose certificates tests vouch for, in base 64; refused in production.
    """
    if trusted_keys and policy.mode == "production":
        raise CaptureRefused(
            "A key to be trusted was given, and nothing was started.",
            why="Only tests vouch for certificates; in production the browser alone judges them.",
            next_step="Take it away.",
        )
    with containment.profile() as profile, egress.serving(policy) as filtered:
        flags = [*FLAGS, *egress.flags(filtered.address), f"--user-data-dir={profile}"]
        flags += [f"--ignore-certificate-errors-spki-list={','.join(trusted_keys)}"] if trusted_keys else []
        browser = _launched(
            program,
            flags,
            profile=profile,
            filtered=filtered,
            listener=listener,
            deadline=deadline,
            most=most,
        )
        try:
            browser.version = await _version(browser.connection)
            yield browser
        finally:
            await browser.gone()


async def _version(connection: Connection) -> dict[str, Any]:
    try:
        return await connection.call("Browser.getVersion", within=START_WITHIN)
    except Unanswered as why:
        raise CaptureRefused(
            "The browser did not start.",
            why=f"It did not say its version: {why}.",
            next_step="Run `watchbook doctor`, and start Chromium by hand to see what it says.",
        ) from None


def _launched(
    program: Path,
    flags: list[str],
    *,
    profile: Path,
    filtered: Egress,
    listener: Listener,
    deadline: float,
    most: Share | None,
) -> Browser:
    (theirs_in, ours_out), (ours_in, theirs_out) = _pipe(), _pipe()
    try:
        cell = containment.started(
            [str(containment.program_of(program)), *flags, "about:blank"],
            profile=profile, env={}, pass_fds=(theirs_in, theirs_out), deadline=deadline, egress=filtered, most=most,
        )  # fmt: skip
    finally:
        os.close(theirs_in)
        os.close(theirs_out)
    connection = Connection(reads=ours_in, writes=ours_out, listener=listener)
    return Browser(connection=connection, cell=cell, filter=filtered, flags=flags)


def _pipe() -> tuple[int, int]:
    """A pipe whose numbers are out of the way of those that the browser gets, as wide as the system lets us."""
    ends = os.pipe()
    with contextlib.suppress(PermissionError):  # too many of ours are wide already
        fcntl.fcntl(ends[0], fcntl.F_SETPIPE_SZ, WIDE)
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, FIRST_OF_OURS) for end in ends]
    for end in ends:
        os.close(end)
    return high[0], high[1]


def digest_of(program: Path) -> str:
    """The SHA-256 of the browser's own program."""
    with containment.program_of(program).open("rb") as content:
        return file_digest(content, "sha256").hexdigest()
