"""A whole capture: from its plan to its folder, and its browser gone."""

import asyncio

from watchbook.capture import browser as browsers
from watchbook.capture.plan import Plan
from watchbook.capture.report import CaptureReport, pack, write_up
from watchbook.capture.taking import Say, Taking


async def take(plan: Plan, *, say: Say, stop: asyncio.Event | None = None) -> CaptureReport:
    """Capture it. `stop`, once set, ends the look early; what came is still written."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    taking = Taking(plan, say=say)
    async with browsers.started(
        plan.program,
        policy=plan.policy,
        listener=taking.page.take,
        deadline=plan.limits.seconds,
        trusted_keys=plan.trusted_keys,
    ) as browser:
        await taking.run(browser, stop=stop or asyncio.Event())
        browser.end()
        pack(taking)
        taking.browser_digest = plan.browser_sha256 or await asyncio.to_thread(
            browsers.digest_of, plan.program
        )
    return write_up(taking, browser)
