"""The council's provider, and the settings that name it."""

import pytest

from tests.organisation.council import Council, serve


@pytest.fixture
def council(settings, tmp_path):
    """A provider of the tests' own, which counts “mfa” as a second factor."""
    council = Council()
    server = serve(council)
    settings.COUNCIL_SIGN_IN = council.told(tmp_path, amr=frozenset({"mfa"}))
    yield council
    server.shutdown()
    server.server_close()
