"""Settings that only a real register refuses: a service that answers at every name can be led to answer for another."""

import json

import pytest

from tests.commands import watchbook


@pytest.mark.parametrize("hosts", ["*", "register.council.example,*"])
def test_in_production_no_service_answers_at_every_name(tmp_path, hosts):
    home = {"WATCHBOOK_HOME": str(tmp_path), "WATCHBOOK_HOSTS": hosts}
    done = watchbook("foi", "topics", variables={**home, "WATCHBOOK_MODE": "production"})
    assert (done.code, done.data) == (1, "")
    assert json.loads(done.beside)["error"]["why"].startswith("WATCHBOOK_HOSTS names every host.")
    assert watchbook("foi", "topics", variables={**home, "WATCHBOOK_MODE": "demo"}).code == 0
