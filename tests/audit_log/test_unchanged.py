"""What was told of the registers is told again while no event came, and anew at once when one did."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal

import pytest
from django.db import connection, transaction

from tests import given, server
from tests.council import a_council
from tests.fixtures import point_django_at
from tests.patience import PATIENCE
from tests.people import People
from watchbook.audit_log import unchanged as memory
from watchbook.audit_log.asked_once import asking_once
from watchbook.audit_log.unchanged import unchanged
from watchbook.organisation import service
from watchbook.organisation.models import Service


class CountedServices:
    """The services of the register, and how often they were asked for."""

    def __init__(self):
        self.times = 0

    def tell(self):
        self.times += 1
        return sorted(Service.objects.values_list("name", flat=True))

    def told(self, key="services", **options):
        return unchanged("services of a test", key, self.tell, **options)


@pytest.fixture
def asked(committed):
    """A register whose acts commit."""
    a_council()
    return CountedServices()


def add(name):
    return service.add(name=name, by=People({"ada": given.address("ada")}).ada, at=given.AT)


@pytest.fixture
def meanwhile(committed):
    """Runs an act in another process's stead, in a transaction of its own, open until the test lets it end."""
    begun, may_end = Signal(), Signal()

    def run(act):
        point_django_at(committed)
        try:
            with transaction.atomic():
                act()
                begun.set()
                assert may_end.wait(PATIENCE)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:

        def start(act):
            done = pool.submit(run, act)
            assert begun.wait(PATIENCE)

            def end():
                may_end.set()
                done.result(PATIENCE)

            return end

        yield start
        may_end.set()


def test_it_is_told_once_while_no_event_comes_and_anew_at_once_when_one_did(asked):
    assert asked.told() == asked.told() == ["Trading Standards"]
    assert asked.times == 1
    add("Housing")
    assert asked.told() == asked.told() == ["Housing", "Trading Standards"]
    assert asked.times == 2


def test_a_database_put_in_the_place_of_another_is_told_anew_though_its_events_have_the_same_numbers(
    asked, committed
):
    asked.told()
    connection.close()
    server.make_anew(committed)
    a_council()
    assert asked.told() == ["Trading Standards"]
    assert asked.times == 2


def test_each_key_is_told_for_itself(asked):
    asked.told(1), asked.told(2), asked.told(1)
    assert asked.times == 2


def test_an_event_about_tables_that_it_does_not_ask_changes_nothing(asked):
    asked.told(besides="organisation_")
    add("Housing")
    assert asked.told(besides="organisation_") == ["Trading Standards"]
    assert asked.times == 1
    asked.told(besides="foi_")
    assert asked.times == 2


def test_within_an_act_all_is_told_anew_and_nothing_of_it_is_kept(asked):
    asked.told()
    with transaction.atomic():
        add("Housing")
        assert asked.told() == asked.told() == ["Housing", "Trading Standards"]
        transaction.set_rollback(True)
    assert asked.times == 3
    assert asked.told() == ["Trading Standards"]
    assert asked.times == 3


def test_an_act_of_another_process_is_seen_as_soon_as_it_is_committed(asked, meanwhile):
    asked.told()
    end = meanwhile(lambda: add("Housing"))
    assert asked.told() == ["Trading Standards"], "not committed"
    end()
    assert asked.told() == ["Housing", "Trading Standards"]


def test_while_an_earlier_event_may_still_come_nothing_is_kept(asked, meanwhile):
    end = meanwhile(lambda: add("Housing"))
    add("Parks")  # whose event has the higher number, and commits first
    assert asked.told() == asked.told() == ["Parks", "Trading Standards"]
    assert asked.times == 2
    end()
    assert asked.told() == asked.told() == ["Housing", "Parks", "Trading Standards"]
    assert asked.times == 3


def test_a_transaction_that_only_reads_keeps_nothing_back(asked):
    with transaction.atomic():
        assert asked.told() == asked.told()
    assert asked.times == 1


def test_it_costs_one_query_and_within_one_asking_one_for_all(asked, django_assert_num_queries):
    for key in (1, 2):
        asked.told(key)
    with django_assert_num_queries(1):
        asked.told(1)
    with django_assert_num_queries(1), asking_once():
        asked.told(1), asked.told(2)


def test_no_more_than_so_many_are_kept(asked, monkeypatch):
    monkeypatch.setattr(memory, "MOST", 2)
    for key in (1, 2, 3, 3, 1):
        asked.told(key)
    assert asked.times == 4
