"""What one capture holds while it is taken: its exchanges, bodies, promises and files, and its look.

Whatever the page does, the time kept back for closing is spent on writing down what came, with the reason why it is not all.
"""

import asyncio
import base64
import contextlib
import ssl
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from watchbook.capture import memory
from watchbook.capture.archive import Archive
from watchbook.capture.bodies import Bodies
from watchbook.capture.browser import Browser
from watchbook.capture.cdp import Unanswered
from watchbook.capture.completeness import counts
from watchbook.capture.egress import EgressConnection
from watchbook.capture.page import WATCHING, CapturedPage
from watchbook.capture.paging import thins_out
from watchbook.capture.plan import Plan
from watchbook.capture.policy import same_host
from watchbook.capture.promises import Promises
from watchbook.capture.recorder import Recorder
from watchbook.capture.scroll import Word
from watchbook.capture.targets import Targets
from watchbook.capture.times import Clock
from watchbook.capture.traffic import OUT_OF_TIME, Exchange, RequestOutcome
from watchbook.capture.viewing import Viewing
from watchbook.capture.visuals import Visuals

PORT_OF = {"http": 80, "https": 443, "ws": 80, "wss": 443}
TOLD_EVERY = 1.0  # seconds
CERTIFICATE_WITHIN = 3.0
LEFT_FOR_FILES = 4.0
LAST_LOOK_WITHIN = 4.0
MOST_TAKEN_OPEN = 60

type Say = Callable[[dict[str, Any]], None]


class Taking:
    """The state of one capture."""

    def __init__(self, plan: Plan, *, say: Say) -> None:
        self.plan, self.say = plan, say
        self.clock = Clock()
        self.promises = Promises()
        moment = asyncio.get_running_loop().time
        self.recorder = Recorder(self._done, self._grown, moment, said=self.promises.hear_message)
        self.targets = Targets(plan.limits, WATCHING.read_text(encoding="utf-8"))
        self.page = CapturedPage(plan.limits, self.recorder, self.targets)
        self.archive = Archive(plan.folder / "data.warc.gz", self.clock, self._address_of)
        self.bytes_came = 0
        self.told_at = 0.0
        self.browser_digest = ""
        self.certificates: dict[str, list[str]] = {}
        self._late: list[Exchange] = []  # whole but for their headers
        self.bodies: Bodies
        self.viewing: Viewing
        self.browser: Browser

    async def run(self, browser: Browser, *, stop: asyncio.Event) -> None:
        """Look, then close, each within its time."""
        self.browser, wire = browser, browser.connection
        self.page.connection = wire
        self.bodies = Bodies(wire, self.recorder, self.plan.limits, self._whole, self.page.own_frame)
        self.bodies.start()
        software = f"Watchbook capture; {browser.version.get('product', '')}"
        self.archive.begin({"software": software, "format": "WARC File Format 1.1"})
        plan = self.plan
        visuals = Visuals(wire, plan.folder, self.clock, plan.limits, plan.in_full)
        asked = (self._word, self.bodies.all_in, self.bodies.fetch_named, self._tell_progress)
        self.viewing = Viewing(plan.url, self.page, visuals, self.clock, plan.limits, *asked)
        look = asyncio.create_task(self.viewing.whole())
        most = memory.Share(plan.limits.memory, plan.limits.processes)
        watched = asyncio.create_task(memory.watch(browser.cell.pid, most=most, over=self.page.stop))
        ends = {look, *(asyncio.create_task(one.wait()) for one in (self.page.ended, stop, wire.closed))}
        await asyncio.wait(ends, timeout=self.plan.limits.closing_at(), return_when=asyncio.FIRST_COMPLETED)
        self._note_end(look, stop=stop)
        for task in ends:
            task.cancel()
        await asyncio.gather(*ends, return_exceptions=True)
        await self._close()
        watched.cancel()

    def _note_end(self, look: asyncio.Task[None], *, stop: asyncio.Event) -> None:
        """Why the look ended, if not of itself."""
        if stop.is_set():
            self.page.stop("stopped")
        elif self.browser.connection.closed.is_set():
            self.page.stop("crashed")
        elif not look.done() and not self.page.ended.is_set():
            self.page.stop("deadline")
        elif look.done() and (why := look.exception()):
            if not isinstance(why, Unanswered):
                raise why
            self.page.stop("page_did_not_answer")

    async def _close(self) -> None:
        """Write down what there is, in the time kept back for it."""
        within = max(2.0, self.plan.limits.seconds - self.clock.seconds() - LEFT_FOR_FILES)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within):
                if self.page.reached and self.targets.main:
                    await self._break_off()
                await self._certificates()
                await self.bodies.all_in()
        await self.bodies.stop()
        for one in self.recorder.open():
            self.bodies.give_up(one)
        for one in self._late:
            self._keep(one)
        for frames in self.recorder.sockets.values():
            self.archive.keep_frames(frames)
        self.archive.close()

    async def _break_off(self) -> None:
        """The look ended before the page did: take what stands there now, then let nothing more come."""
        still_coming = [one for one in self.recorder.open() if one.response][:MOST_TAKEN_OPEN]
        await asyncio.gather(*(self.bodies.take_open(one, reason=OUT_OF_TIME) for one in still_coming))
        if not self.viewing.ends:
            with contextlib.suppress(Unanswered, TimeoutError):
                async with asyncio.timeout(LAST_LOOK_WITHIN):
                    await self.viewing.see_the_end()
        if not self.viewing.ends:
            self.viewing.visuals.texts(text="", dom="")
        self.page.wire.ask("Page.stopLoading", session=self.targets.main)

    async def _certificates(self) -> None:
        """The chain of each origin, as the connection that carried it verified it."""
        origins: dict[str, str] = {}
        for one in self.recorder.exchanges:
            if one.url.startswith("https:") and one.response:
                origins.setdefault("/".join(one.url.split("/", 3)[:3]), one.session)
        for origin, session in origins.items():
            with contextlib.suppress(Unanswered):
                told = await self.page.wire.call(
                    "Network.getCertificate", {"origin": origin}, session=session, within=CERTIFICATE_WITHIN
                )
                self.certificates[origin] = told["tableNames"]
                chain = "".join(ssl.DER_cert_to_PEM_cert(base64.b64decode(one)) for one in told["tableNames"])
                uri = f"urn:watchbook:certificates:{origin}"
                self.archive.keep_resource(uri, content_type="application/x-pem-file", payload=chain.encode())

    def _word(self) -> Word:
        waits = self.recorder.waited_for(stalled=self.plan.limits.stalled_seconds)
        broken = self.promises.broken(self.recorder.exchanges)
        is_listed = any(one.brought > 1 for one in self.promises.given)
        is_end = self.promises.end_was_said()
        is_thin = thins_out([one.brought for one in self.promises.given])
        return Word(bool(waits), bool(broken), is_end, is_listed=is_listed, is_thin=is_thin)

    def _done(self, one: Exchange) -> None:
        if passage := self._passage_refused(one):
            one.outcome = RequestOutcome.REFUSED if passage.outcome == "refused" else RequestOutcome.FAILED
            one.reason = passage.reason
        if len(self.recorder.exchanges) > self.plan.limits.requests:
            self.page.stop("requests")
        self.bodies.put(one)

    def _whole(self, one: Exchange) -> None:
        if self.recorder.has_headers(one):
            self._keep(one)
        else:
            self._late.append(one)

    def _keep(self, one: Exchange) -> None:
        self.promises.hear(one)
        self.archive.keep(one)

    def _grown(self, count: int) -> None:
        self.bytes_came += count
        if self.bytes_came > self.plan.limits.bytes:
            self.page.stop("bytes")

    def _address_of(self, one: Exchange) -> str:
        """Where the site answered from: the filter's own knowledge, since the browser sees only the filter."""
        found = self.browser.filter.addresses_of(urlsplit(one.url).hostname or "")
        return found[0] if found else ""

    def _passage_refused(self, one: Exchange) -> EgressConnection | None:
        """The filter's refusal behind an answer that looks like the site's or like a broken connection."""
        parts = urlsplit(one.url)
        where = same_host(parts.hostname or ""), parts.port or PORT_OF.get(parts.scheme, 0)
        found = [one for one in self.browser.filter.log if (same_host(one.host), one.port) == where]
        is_let_through = any(passage.outcome == "allowed" for passage in found)
        return None if is_let_through else next((one for one in found if one.reason), None)

    def _tell_progress(self) -> None:
        if self.clock.seconds() - self.told_at > TOLD_EVERY:
            self.told_at = self.clock.seconds()
            steps, stored = len(self.viewing.visuals.notes), counts(self.recorder.exchanges)["stored"]
            self.say({"progress": {"steps": steps, "stored": stored, "bytes": self.bytes_came}})
