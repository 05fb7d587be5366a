"""Each bomb is read or refused with the reason; no process takes 512 MB, and public pages go on meanwhile (`make proof`)."""

import re
import statistics
import threading
import time
from contextlib import suppress
from datetime import date
from itertools import cycle
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import given
from tests.pages import browser, signed_in
from tests.proof_only import in_proof_only
from tests.reading import bombs, more_bombs
from watchbook.capture.refusal import CaptureRefused
from watchbook.evidence import looked_into
from watchbook.evidence.models import ContentKind
from watchbook.evidence.quarantine import QuarantinedFile, _looked_at
from watchbook.files import within
from watchbook.files.refused import Refused
from watchbook.files.spreadsheet import read_sheet
from watchbook.files.upload import look_at_bytes
from watchbook.foi.request import request, source_file
from watchbook.foi.request.refusals import on_one_line
from watchbook.reading import read_once
from watchbook.reading.text.refusals import NotARequest

MOST = 512 * 1024  # kB
MOST_ASKED = 4 * read_once.MOST_QUESTIONS  # queries of the pages of any request
PEAK = re.compile(r"^VmHWM:\s*(\d+) kB", re.MULTILINE)
PUBLIC = "/disclosure-log/"
TURNS, PAGES = 6, 60


class Watched:
    """Watches the children that read, while it is entered: the most memory that any took."""

    def __enter__(self):
        self.most, self._over = 0, threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join()

    def _watch(self):
        while not self._over.wait(0.02):
            for path in Path("/proc").glob("[0-9]*/cmdline"):
                with suppress(OSError):
                    if b"watchbook.reading.child" in path.read_bytes():
                        found = PEAK.search(path.with_name("status").read_text())
                        self.most = max(self.most, int(found[1]) if found else 0)


def outcome(kind, name, data, folder):
    """What is said of a file: `read`, or the reason."""
    try:
        if kind == "request":
            source_file.read(name, data)
        elif kind == "table":
            read_sheet(data, name=name)
        elif kind == "kept":
            look_at_bytes(data, name=name)
            within.held_in(data, name=name)
        else:
            path = folder / "came"
            path.write_bytes(data)
            found = _looked_at(QuarantinedFile(path, name, made_by="somebody"), folder / "seen")
            looked_into.held_in(path, kind=found.kind, name=name)
            if found.kind == ContentKind.PDF:
                looked_into.write_words(path, to=folder / "seen")
    except NotARequest as refusal:
        return on_one_line(refusal)
    except (Refused, CaptureRefused) as refusal:
        return str(refusal)
    return "read"


def of_kind(kind):
    """Every file of a kind, by what it is."""
    made = (getattr(module, f"{kind}s", dict)() for module in (bombs, more_bombs))
    return {what: one for files in made for what, one in files.items()}


KINDS = ("request", "table", "archive", "kept")


def opened(name, data, people):
    """Take a request in as it was read, and open its page and that of its last question; nothing that was refused."""
    try:
        text = source_file.read(name, data).text
    except NotARequest:
        return 0
    row = request.receive(text, received_on=date(2026, 3, 2), regime="foia", by=people.bryn, at=given.AT)
    client, asked = signed_in(people.bryn), list(row.questions.all())
    pages = ["", *(f"questions/{one.number}/" for one in asked[-1:])]
    with CaptureQueriesContext(connection) as queries:
        assert [client.get(f"/foi/requests/{row.reference}/{page}").status_code for page in pages] == [
            200
        ] * len(pages)
    return len(queries)


@in_proof_only
@pytest.mark.usefixtures("real_child")
def test_the_page_of_what_was_taken_in_opens_and_asks_no_more_than_for_the_questions_that_are_read(
    people, record_property
):
    asked = {what: opened(*one, people) for what, one in of_kind("request").items()}
    assert max(asked.values()) < MOST_ASKED
    record_property("bombs whose pages were opened", sum(1 for one in asked.values() if one))


@in_proof_only
@pytest.mark.usefixtures("real_child")
@pytest.mark.parametrize("kind", KINDS)
def test_every_bomb_is_read_or_refused_and_no_process_takes_half_a_gigabyte(kind, tmp_path, record_property):
    found, wrong = {}, []
    with Watched() as watched:
        for number, (what, (name, data)) in enumerate(of_kind(kind).items()):
            (folder := tmp_path / str(number)).mkdir()
            watched.most = 0
            found[what] = outcome(kind, name, data, folder)
            if watched.most > MOST:
                wrong.append(f"{what} took {watched.most // 1024} MB")
    assert not wrong, wrong
    assert all(found.values())
    record_property("bombs", len(found))


class ReadByFour:
    """Four people hand in these files over and over while this is entered; left, once the last of them is read."""

    def __init__(self, files, folder):
        self._files, self._folder = cycle(files), folder

    def __enter__(self):
        self._over, self._next = threading.Event(), threading.Lock()
        self._people = [threading.Thread(target=self._hand_in) for _ in range(4)]
        for one in self._people:
            one.start()

    def __exit__(self, *_):
        self._over.set()
        for one in self._people:
            one.join()

    def _hand_in(self):
        while not self._over.is_set():
            with self._next:
                kind, name, data = next(self._files)
            outcome(kind, name, data, self._folder)


@in_proof_only
@pytest.mark.usefixtures("real_child", "db")
def test_a_public_page_takes_no_twice_as_long_while_bombs_are_read(tmp_path, record_property):
    """By turns in one run: what else the machine does then weighs on both."""
    client = browser()

    def taken():
        began = time.perf_counter()
        assert client.get(PUBLIC).status_code == 200
        return time.perf_counter() - began

    files = [(kind, *one) for kind in ("request", "table") for one in of_kind(kind).values()]
    bombs_are_read, alone, meanwhile = ReadByFour(files, tmp_path), [], []
    taken()
    for _ in range(TURNS):
        alone += [taken() for _ in range(PAGES)]
        with bombs_are_read:
            time.sleep(1)
            meanwhile += [taken() for _ in range(PAGES)]
    usual, slower = statistics.median(alone), statistics.median(meanwhile)
    assert slower < 2 * usual, f"{slower * 1000:.0f} ms beside {usual * 1000:.0f} ms"
    record_property("per cent of the usual time of a public page", round(100 * slower / usual))
