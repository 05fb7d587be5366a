"""What the capture's tests share."""

import pytest

from tests.capture.bundles import office


@pytest.fixture(scope="session")
def the_office(tmp_path_factory):
    """Somebody who seals, with two authorities who answer."""
    return office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="session")
def the_bundle(the_office):
    """A sealed bundle that nobody may change."""
    return the_office.sealed("shared.zip").path
