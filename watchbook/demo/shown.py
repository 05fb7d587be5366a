"""The run of `watchbook demo`: the fictional council loaded, its request answered, the sign-ins printed."""

import signal
from argparse import Namespace

from django.conf import settings

from watchbook.demo.captured import see_to_captures
from watchbook.demo.harrowmere import load_harrowmere, load_the_rest
from watchbook.demo.site import ADDRESS, serving
from watchbook.foi.cli import answer_as_lines
from watchbook.foi.draft.answer import draft
from watchbook.foi.queries import due
from watchbook.foi.request.spans import asked
from watchbook.organisation.queries import demonstration_people

WELCOME = """
Harrowmere Borough Council is fictional. Everything below comes from its registers.
Addresses:  http://127.0.0.1:{port}/  (sign in)
            http://127.0.0.1:{port}/foi/requests/{reference}/  (the request below)
Password of everybody: {password}
"""


def run_demo(args: Namespace) -> int:
    """Load (once), answer, print; or go on in the background."""
    if args.go_on:
        return go_on()
    request = load_harrowmere()
    drafted = draft(asked(request), received_on=request.received_on, as_at=None)
    print(f"Request {request.reference}, received {request.received_on.isoformat()}:\n")
    for line in answer_as_lines(drafted, deadline=due(request)):
        print(line)
    port = settings.ENVIRONMENT.values.get("WATCHBOOK_PORT") or "8000"
    print(WELCOME.format(port=port, reference=request.reference, password=settings.DEMONSTRATION_PASSWORD))
    for person in demonstration_people():
        print(f"  {person['email']:<42} {person['duty']}")
    return 0


def go_on() -> int:
    """Load the rest; serve the shop, see to its captures, and serve on, so that visitors can capture it too."""
    allowed = settings.ENVIRONMENT.values.get("WATCHBOOK_CAPTURE_ALLOW") or ""
    with serving(allowed, mode=settings.MODE) as port:
        load_the_rest()
        print(f"{ADDRESS} is served from port {port}.", flush=True)
        print(f"{see_to_captures()} of its pages are held.", flush=True)
        signal.pause()
    return 0
