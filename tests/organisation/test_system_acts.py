"""Jobs wait quietly until somebody has begun the register, and then act as the system person."""

import pytest

from watchbook.authorisations import jobs as authorisations
from watchbook.foi import jobs as foi
from watchbook.machine import jobs as machine
from watchbook.organisation import system_acts
from watchbook.organisation.models import Person

JOBS = (machine.note_timestamps, machine.drop_old_imports, authorisations.remind, foi.count_again)


@pytest.mark.django_db
def test_before_anybody_has_begun_the_register_each_job_waits_and_one_sentence_says_so(caplog):
    system_acts._say_once_that_it_waits.cache_clear()
    caplog.set_level("INFO", logger=system_acts.__name__)
    for job in JOBS:
        job(timestamp=0)
    assert [one.getMessage() for one in caplog.records if one.name == system_acts.__name__] == [
        "Jobs are waiting: nobody has set up this register yet. Open Watchbook in a browser to set it up."
    ]


def test_afterwards_a_job_acts_as_the_system_person(people):
    done = []
    system_acts.do(lambda *, by, at: done.append(by))
    assert done == [Person.objects.get(is_system=True)]
