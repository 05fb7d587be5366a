"""The cache in the database: plain data until its time, the first told of several, and nothing in it runs."""

import base64
import pickle
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.db import connection

from tests.threads import at_once


def put(value):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_cache VALUES (%s, %s, %s)",
            [cache.make_key("name"), value, datetime.now(tz=UTC) + timedelta(hours=1)],
        )


@pytest.mark.django_db
def test_plain_data_comes_back_until_its_time():
    cache.set("name", [1.5, "two", True], timeout=60)
    assert cache.get("name") == [1.5, "two", True]
    cache.set("name", None, timeout=None)
    assert cache.get("name", "absent") is None
    assert cache.touch("name", timeout=-1)
    assert (cache.get("name", "absent"), cache.touch("name")) == ("absent", False)
    cache.set("other", 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_cache")
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db
def test_who_comes_first_is_told_and_nobody_else_until_it_is_over_or_forgotten():
    assert [cache.add("name", 1), cache.add("name", 2), cache.get("name")] == [True, False, 1]
    assert [cache.delete("name"), cache.delete("name"), cache.add("name", 3, timeout=-1)] == [
        True,
        False,
        True,
    ]
    assert cache.add("name", 4)
    cache.clear()
    assert cache.get_many(["name"]) == {}


class Program:
    def __reduce__(self):
        return pytest.fail, ("it ran",)


@pytest.mark.django_db
@pytest.mark.parametrize("value", [base64.b64encode(pickle.dumps(Program())).decode(), "no JSON", ""])
def test_what_is_no_plain_data_runs_nowhere_and_is_nothing(value):
    put(value)
    assert cache.get("name", "absent") == "absent"


def test_of_several_at_once_one_is_first(committed):
    first = at_once(committed, *[lambda: cache.add("name", 1)] * 4)
    assert sorted(first) == [False, False, False, True]
