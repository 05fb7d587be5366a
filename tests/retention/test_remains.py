"""What stays in clear: every column of every table of ours stands in one of four lists, and each place says until when."""

from datetime import timedelta

from django.apps import apps
from django.conf import settings
from django.urls import reverse

from tests.pages import signed_in
from watchbook.keys.envelope import Enveloped
from watchbook.organisation.queries import today
from watchbook.retention import remains


def test_every_column_of_every_table_is_told():
    told = {one.title: one for one in remains.tables()}
    for table in (one for one in apps.get_models() if one.__module__.startswith("watchbook.")):
        one = told[str(table._meta.verbose_name).capitalize()]
        columns = [*one.in_clear, *one.hashes, *one.sealed, *one.links]
        assert sorted(columns) == sorted(field.name for field in table._meta.concrete_fields)
        assert ("envelope" in one.sealed) == issubclass(table, Enveloped)
    assert told["Event secret"].sealed == ("sealed",)
    assert told["Leaf"].hashes == ("leaf",)
    assert {name for one in told.values() for name in one.sealed} == {"envelope", "sealed"}


def test_each_place_says_until_when(people):
    day = today()
    assert all(one.until or one.words for one in remains.places(day))
    assert day + timedelta(days=settings.BACKUPS_KEPT) in {one.until for one in remains.places(day)}
    shown = signed_in(people.winston).get(reverse("retention:remains"))
    assert "Write-ahead log" in shown.text
