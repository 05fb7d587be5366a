"""Who may do what to documents and to “none is held”, asked of the whole cast."""

import pytest

from tests.people import NOBODY
from tests.rights import EVERYBODY, those_who_may
from watchbook.governance.documents import permissions as may
from watchbook.governance.documents.models import Document, DocumentKind, HeldKind
from watchbook.governance.documents.states import DocumentState

READERS = {"helen", "simon", "leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston"}
WITH_A_DUTY = set(EVERYBODY) - {NOBODY}
DATA = {"dpia", "pia", "privacy_notice"}
CO = {"training_material", "training_course", "form"}


def test_the_register_is_read_by_those_who_govern_answer_or_check(people):
    assert those_who_may(people, may.may_read_documents) == READERS


def test_everybody_with_a_duty_finds_what_is_in_force(people):
    assert those_who_may(people, may.may_see_documents) == WITH_A_DUTY


def test_an_edition_is_read_and_signed_for_by_those_and_one_not_in_force_by_whoever_must_read_it(people):
    for act in (may.may_read_document, may.may_confirm_reading):
        assert those_who_may(people, act, Document(must_read=[]), True) == WITH_A_DUTY
        assert those_who_may(people, act, Document(must_read=[]), False) == READERS
        must = Document(must_read=["investigator", "elected_member", "solicitor"])
        assert those_who_may(people, act, must, False) == READERS | {"ines", "joan"}


@pytest.mark.parametrize("kind", DocumentKind)
def test_each_kind_has_its_keepers(people, kind):
    keepers = {"fatima", "simon"} if kind in DATA else {"helen", "simon"}
    assert those_who_may(people, may.may_record_document, kind) == keepers
    for act in (may.may_correct_document, may.may_record_clause):
        assert those_who_may(people, act, kind, DocumentState.DRAFT) == keepers
        for state in set(DocumentState) - {DocumentState.DRAFT}:
            assert those_who_may(people, act, kind, state) == {"simon"}


def test_the_sro_decides_and_the_others_do_what_is_theirs(people):
    assert those_who_may(people, may.may_decide_document) == {"simon"}
    assert those_who_may(people, may.may_publish_document) == {"simon", "bryn"}
    assert those_who_may(people, may.may_advise_on_dpia) == {"fatima"}
    assert those_who_may(people, may.may_keep_documents) == {"helen", "fatima", "simon"}


@pytest.mark.parametrize("kind", HeldKind)
def test_each_kind_has_its_signers(people, kind):
    signers = {"simon"} | ({"fatima"} if kind in DATA else set()) | ({"helen"} if kind in CO else set())
    assert those_who_may(people, may.may_sign_none_held, kind) == signers


def test_whoever_signs_for_some_kind_comes_to_the_page(people):
    assert those_who_may(people, may.may_sign_for_some_kind) == {"simon", "fatima", "helen"}


def test_a_keeper_is_offered_their_kinds(people):
    assert set(may.kinds_kept_by(people.fatima)) == DATA
    assert set(may.kinds_kept_by(people.simon)) == set(DocumentKind)
    assert set(may.kinds_kept_by(people.helen)) == set(DocumentKind) - DATA
    assert may.kinds_kept_by(people.nell) == []
