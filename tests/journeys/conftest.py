"""A real service and a real browser for each journey."""

import os
import shutil
from dataclasses import replace

import pytest
from django.contrib.auth.hashers import make_password
from django.test import override_settings
from playwright.sync_api import sync_playwright

from tests import server
from tests.council import a_council
from tests.fixtures import QUICK_HASHERS, point_django_at
from tests.journeys import service as services
from tests.journeys.everything import put_something_everywhere
from tests.patience import PATIENCE
from tests.people import PASSWORD, People
from watchbook.audit_log.seal_wait import NO_SEALER_AFTER
from watchbook.machine import chromium

# Nothing of its own: no updates, no account, no telemetry, no address but those of the page.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    # A page lives for a second: what was read in is kept for the next, and nothing is made faster.
    "--js-flags=--no-flush-bytecode --no-opt --no-maglev",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE replay.localhost",
]

BECAME_A_DOWNLOAD = "net::ERR_ABORTED"
# axe asks each frame whether axe is within, and a frame that is shut off is of no origin.
AXE_ASKED_A_FRAME = (
    "Failed to execute 'postMessage' on 'DOMWindow': The target origin provided ('http://testserver')"
    " does not match the recipient window's origin ('null')."
)


@pytest.fixture(scope="session")
def hashed():
    """The password of all tests, hashed once, as the service does it."""
    with override_settings(PASSWORD_HASHERS=QUICK_HASHERS):
        return make_password(PASSWORD)


@pytest.fixture(scope="session")
def standing_service(tmp_path_factory):
    """One service a worker: starting it costs more than most journeys."""
    log = tmp_path_factory.mktemp("service") / "service.log"
    with server.fresh_database() as name, services.running(name, people=None, log=log) as running:
        yield running


@pytest.fixture
def empty_service(standing_service, django_db_setup, django_db_blocker):
    """A service over a fresh database."""
    server.make_anew(standing_service.database)
    with django_db_blocker.unblock():
        point_django_at(standing_service.database)
        yield standing_service
        point_django_at(django_db_setup)


@pytest.fixture
def service(empty_service):
    """A service over a fresh database with the cast, of whom nobody can sign in yet."""
    people = People(a_council())
    with server.as_database_role("owner", database=empty_service.database) as sql:
        # No sealer runs here, which is seen by what has waited so long; else each grave act waits for it.
        sql.execute("UPDATE audit_log_pending SET since = since - %s", [NO_SEALER_AFTER])
    return replace(empty_service, people=people)


@pytest.fixture
def things(committed_people, settings):
    """What the addresses name, once there is something on each page, its files and its links as the service reads them."""
    settings.FILES_FOLDER = settings.PLACES.files
    settings.SECRET_KEY = services.SECRET_KEY
    return put_something_everywhere(committed_people)


@pytest.fixture(scope="package")
def launch():
    """Launches a browser, which ends with the last journey."""
    with pytest.MonkeyPatch.context() as patched, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; Django would take our tests for asynchronous code.
        patched.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

        def launched(program):
            if program is None:
                pytest.fail("There is no Chromium. Run: python -m watchbook.machine.chromium --install")
            return playwright.chromium.launch(executable_path=program, args=QUIET)

        yield launched


@pytest.fixture(scope="package")
def browser(launch):
    """The Chromium named, else the machine's shell of it without windows, which costs half, else any that is here."""
    shell = None if chromium.VARIABLE in os.environ else shutil.which("chromium-headless-shell")
    return launch(shell or chromium.find(os.environ, folder=chromium.default_folder()))


@pytest.fixture
def open_page(browser):
    """Opens a window of a person of their own; at the end nothing stood on any console but the refusals awaited."""
    complaints, opened, awaited = [], [], [BECAME_A_DOWNLOAD, AXE_ASKED_A_FRAME]

    def opens(*, refusals=(), **options):
        awaited.extend(
            f"Failed to load resource: the server responded with a status of {one}" for one in refusals
        )
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", **options)
        context.set_default_timeout(PATIENCE * 1000)
        opened.append(context)
        page = context.new_page()
        page.on(
            "console",
            lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", lambda request: complaints.append(request.failure))
        return page

    yield opens
    for context in opened:
        context.close()
    assert [said for said in complaints if said not in awaited] == []
