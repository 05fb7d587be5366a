"""A made-up shop on the loopback, under a name like any other's, for the demonstration to capture."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from watchbook.capture import policy
from watchbook.demo.not_loaded import NotLoaded

HOST = "larkfield-kicks.example"
ADDRESS = f"http://{HOST}/"
PAGES = (ADDRESS, f"{ADDRESS}offers/")
FOLDER = Path(__file__).with_name("site")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # as the library calls it
        """Say nothing: a look at it has its own record."""


@contextmanager
def serving(allowed: str, *, mode: str) -> Iterator[int]:
    """The shop where the list of allowed addresses has its name lead to; the port. Raises NotLoaded where it has none."""
    listed = policy.listed(filter(None, allowed.split(",")), mode=mode)
    port = listed.ports.get((HOST, 80))
    if port is None:
        raise NotLoaded(
            "The made-up shop was not served.",
            why=f"WATCHBOOK_CAPTURE_ALLOW does not say where {HOST} is.",
            next_step=f"Add it: WATCHBOOK_CAPTURE_ALLOW={HOST}:80=127.0.0.1:8010, for `watchbook serve` too.",
        )
    with ThreadingHTTPServer(("127.0.0.1", port), partial(_Quiet, directory=str(FOLDER))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield port
        server.shutdown()
