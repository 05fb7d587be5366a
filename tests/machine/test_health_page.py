"""The page that says whether the service is well says yes or no of each thing, also where no database answers."""

import json

import pytest
from django.db import InterfaceError, OperationalError

from watchbook.machine import views


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_where_the_database_does_not_answer_the_page_says_so(rf, monkeypatch, error):
    def refused(*, now):
        raise error("postgres://user:secret@host is gone")

    monkeypatch.setattr(views, "seal_health", refused)
    answer = views.health(rf.get("/health/"))
    assert answer.status_code == 503
    assert json.loads(answer.content) == {"well": False, "database": False, "seal": False}
