"""The data protection officer's advice on an assessment."""

from datetime import date, timedelta

import pytest

from tests.given import AT
from tests.governance.adopted import a_draft, a_policy, withdraw
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.rights import refused_to_all_but
from watchbook.acting.refusals import WrongState
from watchbook.governance.documents import dpia
from watchbook.governance.documents.queries import editions_of

ON = date(2026, 3, 1)


def advise(row, by, *, on=ON, words="Consult the people looked at."):
    return dpia.advise(row, on=on, words=words, by=by, at=AT)


@pytest.mark.parametrize("kind", ["dpia", "pia"])
def test_the_officers_advice_is_recorded_with_its_day_and_words(people, kind):
    row = a_draft(kind=kind)
    step = advise(row, people.fatima, words=" Not yet. ")
    assert (step.step, step.on, step.words) == ("advised", ON, "Not yet.")
    fields = {"document_reference": "D-0001", "edition": 1, "on": "2026-03-01"}
    assert told(step) == ("dpia.advised", people.fatima.id, AT, fields, {"words": "Not yet."})
    assert "Not yet" not in open_words()
    later = advise(row, people.fatima, on=date(2026, 3, 2), words="Now it will do.")
    assert (editions_of("D-0001")[0].advised, editions_of("D-0001")[0].state) == (later, "draft")


def test_advice_is_given_on_assessments_that_still_stand_and_not_on_days_to_come(people):
    policy, row = a_policy(), a_draft(kind="dpia")
    leaves_nothing(WrongState, lambda: advise(policy, people.fatima), "this document is of another kind")
    leaves_nothing(
        WrongState, lambda: advise(row, people.fatima, on=AT.date() + timedelta(days=1)), "in the future"
    )
    withdraw(row)
    leaves_nothing(WrongState, lambda: advise(row, people.fatima), "this edition: it has been withdrawn")


def test_the_data_protection_officer_alone_advises(people):
    row = a_draft(kind="dpia")
    refused_to_all_but(
        {"fatima"}, people, lambda by: advise(row, by), match="only the data protection officer can"
    )


def test_a_failing_log_undoes_it(people, monkeypatch):
    row = a_draft(kind="dpia")
    undone_when_the_log_fails(monkeypatch, dpia, lambda: advise(row, people.fatima))
