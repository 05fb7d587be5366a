"""What holds for every test, also for those of pure parts; tests/fixtures.py has what stands on Django."""

import json
import os
from importlib import import_module
from io import BytesIO

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from watchbook.reading import child

# Machines are shared: how long an example took says nothing about what is tested.
# As many examples as Hypothesis takes by itself in `make proof` (TESTS_EVERY_ROW=1), half as many in `make test`.
EXAMPLES = 100 if os.environ.get("TESTS_EVERY_ROW") else 50
hypothesis_settings.register_profile(
    "watchbook", deadline=None, max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("watchbook")


def _read_here(reader, file, *words, limits=None):
    module, _, name = reader.partition(":")
    source = BytesIO(file) if isinstance(file, bytes) else file
    source.seek(0)
    return json.loads(json.dumps(getattr(import_module(module), name)(source, *words)))


# A reader's child takes a tenth of a second to start: a test that wants the real one asks for `real_child`.
REAL, child.ask = child.ask, _read_here


@pytest.fixture
def real_child(monkeypatch):
    """Files are read in a process of their own."""
    monkeypatch.setattr(child, "ask", REAL)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Random as they are, but first the longest, then the journeys together: a worker then needs one browser.

    Those of a file stay together, which pytest-django parts by whether they ask a database: what the file makes is made once.

    No line counts as tested because a journey passed it: what each does is asserted elsewhere, and counting costs half
    as much again.
    """
    is_journey = {item: item.path.parent.name == "journeys" for item in items}
    for journey in (item for item in items if is_journey[item]):
        journey.add_marker(pytest.mark.no_cover)
    files = {path: place for place, path in enumerate(dict.fromkeys(item.path for item in items))}
    items.sort(
        key=lambda item: (
            not is_journey[item] and "slow" not in item.keywords,
            is_journey[item],
            files[item.path],
        )
    )
