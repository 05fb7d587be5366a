"""The process that captures: a plan comes in as a line of JSON, progress and the report go out as lines of JSON.

`python -m watchbook.capture.child`, started with a clean environment by whoever holds keys and database; it holds neither.
A second line, `{"stop": true}`, or the end of the input, ends the look early.
"""

import asyncio
import json
import sys
from typing import Any

from watchbook.capture.capturing import take
from watchbook.capture.plan import Plan, from_json
from watchbook.capture.refusal import CaptureRefused


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
