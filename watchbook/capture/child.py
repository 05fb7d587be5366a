"""The process that captures: a plan comes in as a line of JSON, progress and the report go out as lines of JSON.

`python -m watchbook.capture.child`, started with a clean environment by whoever holds keys and database; it holds neither.
A second line, `{"stop": true}`, or the end of the input, ends the look early.
"""

import asyncio
import json
import sys
from typing import Any

from watchbook.capture import browser as browsers
from watchbook.capture import memory
from watchbook.capture.plan import Plan, from_json
from watchbook.capture.refusal import CaptureRefused
from watchbook.capture.report import CaptureReport, pack, write_up
from watchbook.capture.taking import Say, Taking


async def take(plan: Plan, *, say: Say, stop: asyncio.Event | None = None) -> CaptureReport:
    """Capture it. `stop`, once set, ends the look early; what came is still written."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    taking = Taking(plan, say=say)
    # Meanwhile: the page is mostly waited for, and a third of a gigabyte is read for this.
    digest = (
        None
        if plan.browser_sha256
        else asyncio.create_task(asyncio.to_thread(browsers.digest_of, plan.program))
    )
    async with browsers.started(
        plan.program,
        policy=plan.policy,
        listener=taking.page.take,
        deadline=plan.limits.seconds,
        most=memory.Share(plan.limits.memory, plan.limits.processes),
        trusted_keys=plan.trusted_keys,
    ) as browser:
        await taking.run(browser, stop=stop or asyncio.Event())
        browser.end()
        pack(taking)
        taking.browser_digest = await digest if digest else plan.browser_sha256
    if reached := browser.cell.limit_reached:  # the kernel ended a process, which looked like a crash
        taking.page.note(reached)
    return write_up(taking, browser)


def say(told: dict[str, Any]) -> None:
    """One line out, at once."""
    print(json.dumps(told, default=str), flush=True)


async def run(plan: Plan) -> None:
    """Capture, and listen for a wish to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_reader(sys.stdin.fileno(), stop.set)
    try:
        report = await take(plan, say=say, stop=stop)
    finally:
        loop.remove_reader(sys.stdin.fileno())
    say({"report": report.record})


def main() -> int:
    """Read the plan, capture, tell. Exit code 1 for what was refused."""
    try:
        plan = from_json(json.loads(sys.stdin.readline()))
        asyncio.run(run(plan))
    except CaptureRefused as refusal:
        say({"error": refusal.as_error()})
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
