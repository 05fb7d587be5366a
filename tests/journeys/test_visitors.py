"""Three hundred visitors (a few in `make test`) who come to the public pages at the same moment, each with a connection of their own."""

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlsplit

from tests.foi.published import a_publication
from tests.journeys.service import WEB_PROCESSES
from tests.patience import PATIENCE
from tests.proof_only import EVERY_ROW

VISITORS = 300 if EVERY_ROW else 60
PAGES = {"/about/": "looks at social media", "/disclosure-log/": "Audits of research"}


def test_the_front_page_and_the_log_hold_many_visitors_at_once(service, record_property):
    a_publication(service.people)
    for _each in range(4 * WEB_PROCESSES):  # each has served these pages before, as on any day but the first
        visited(service.address, Barrier(1))
    begins = Barrier(VISITORS)
    with ThreadPoolExecutor(VISITORS) as threads:
        visits = [threads.submit(visited, service.address, begins) for _each in range(VISITORS)]
        seen = [one for visit in visits for one in visit.result()]
    for path, shown in PAGES.items():
        told = [(status, shown in text) for at, status, text, _seconds in seen if at == path]
        assert told == [(200, True)] * VISITORS
    longest = sorted(seconds for *_told, seconds in seen)
    record_property("visitors at once", VISITORS)
    record_property("pages without an error", len(seen))
    record_property("milliseconds for half of the pages", round(longest[len(longest) // 2] * 1000))
    record_property("milliseconds for the last page", round(longest[-1] * 1000))


def visited(address, begins):
    """Each page as one visitor asks for it, all visitors beginning together: path, status, text and seconds."""
    seen = []
    for path in PAGES:
        begins.wait(PATIENCE)
        began = time.monotonic()
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=PATIENCE)
        connection.request("GET", path)
        answer = connection.getresponse()
        seen.append((path, answer.status, answer.read().decode(), time.monotonic() - began))
        connection.close()
    return seen
