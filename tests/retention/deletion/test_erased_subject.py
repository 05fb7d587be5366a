"""A subject is erased: nothing of them can be opened, and the whole log verifies as before, in the same time."""

import time

import pytest

from tests import given as basics
from tests.retention.deletion import given
from watchbook.audit_log import verification
from watchbook.audit_log.models import Event
from watchbook.audit_log.personal_facts import personal_facts
from watchbook.keys.refused import KeyDestroyed
from watchbook.retention.deletion.states import ListState


def verified(register):
    """Whether the whole log verifies, and how many milliseconds that took."""
    began = time.perf_counter()
    found = verification.problems(key=register.seal.signer.verifier, files=register.seal.files)
    return found, round((time.perf_counter() - began) * 1000)


def test_after_an_erasure_the_whole_log_verifies_in_the_same_time(register, record_property):
    subject = basics.a_subject(register.people, called="Jane Roe")
    for number in range(30):
        basics.a_note(register.people, f"Note {number}", about=subject)
    register.sealed()
    problems, before = verified(register)
    assert problems == []
    row = given.carried_out(given.an_approved_list(register.people, subject, cause=given.BY_REQUEST))
    assert row.state == ListState.IRRECOVERABLE
    register.sealed()
    problems, after = verified(register)
    assert problems == []
    for event in Event.objects.filter(subject_id=subject.id, name="subject.added"):
        with pytest.raises(KeyDestroyed):
            personal_facts(event)
    record_property("ms to verify the whole log before", before)
    record_property("ms to verify the whole log after", after)
