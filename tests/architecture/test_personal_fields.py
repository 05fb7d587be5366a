"""Personal data ends: every column that may hold it has a class, and disposal finds a person in each of them."""

from datetime import date
from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.db import models

from tests import given
from tests.architecture.source import listed, modules, our_apps
from watchbook.files.upload import Content
from watchbook.foi import request
from watchbook.organisation import person

# Columns that can hold text and hold nobody's: each with the reason.
NOT_PERSONAL = {
    "organisation.Authority.name": "the authority's",
    "organisation.Authority.colour": "a colour",
    "organisation.Authority.logo_sha256": "a hash",
    "organisation.Authority.contact": "the authority's published contact",
    "organisation.Service.name": "a service's",
    "organisation.Person.password": "a hash, made unusable when the account is emptied",
    "governance.LetterReceived.reference": "given by a counter",
    "governance.LetterReceived.file_sha256": "a hash",
    "governance.LetterReceived.file_media_type": "a media type of a closed list (files/upload.py)",
    "governance.LetterAnswer.letter_reference": "given by a counter",
    "governance.LetterAnswer.file_sha256": "a hash",
    "governance.LetterAnswer.file_media_type": "a media type of a closed list (files/upload.py)",
    "foi.Request.reference": "given by a counter",
    "foi.Request.text_sha256": "a hash",
    "foi.RequestQuestion.number": "a number as requesters count",
    "foi.RequestQuestion.marker": "the few characters that stand before a question",
    "audit_log.RegisterCounter.register": "the name of a register",
    "audit_log.Event.name": "the kind of event",
    "audit_log.Event.subject_table": "the name of a table",
    "audit_log.Event.fields": "what its kind may tell in the open (test_events.py)",
    "audit_log.EventSecret.personal": "erased with its seed, event by event: the ledger's issue (8) brings the act",
    "account.EmailConfirmation.key": "random; we send none",
}
TEXTS = (models.CharField, models.TextField, models.JSONField, models.FileField)
CANARY = "Zephyrine Quillfeather"
ADDRESS = "zephyrine@canary.invalid"
FILE = Content(data=b"%PDF-1.7 a letter", name="zephyrine-quillfeather.pdf", media_type="application/pdf")


def disposals():
    """The modules of settings' list."""
    return [import_module(name) for name in settings.DISPOSAL]


def personal_fields():
    """Every column that some disposal declares, with the module that finds it."""
    return {field: module for module in disposals() for field in module.PERSONAL_FIELDS}


def text_fields():
    """Every column of our parts and allauth's that can hold free text."""
    configs = [*our_apps(), apps.get_app_config("account")]
    return [
        f"{model._meta.label}.{field.name}"
        for config in configs
        for model in config.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, TEXTS) and not field.choices
    ]


def put_person(people):
    added = person.add(email=ADDRESS, name=CANARY, service=None, by=people.ada, at=given.AT)
    EmailAddress.objects.create(
        user=added, email="other-zephyrine@canary.invalid", primary=False, verified=False
    )
    return added


# For each column: what to search for, and how a canary comes into it by the real acts.
CANARIES = {
    "organisation.Person.name": (CANARY, put_person),
    "organisation.Person.email": (ADDRESS, put_person),
    "account.EmailAddress.email": ("other-zephyrine@canary.invalid", put_person),
    "governance.LetterReceived.subject": (CANARY, lambda people: given.a_letter(people, subject=f"About {CANARY}")),
    "governance.LetterReceived.file_name": (FILE.name, lambda people: given.a_letter(people, file=FILE)),
    "governance.LetterAnswer.file_name": (FILE.name, lambda people: given.a_letter_with_reply(people, file=FILE)),
    "foi.Request.text": (
        CANARY,
        lambda people: request.receive(
            f"1. What do you hold about {CANARY}?", received_on=date(2026, 3, 2), regime="foia", by=people.bryn,
            at=given.AT,
        ),
    ),
}  # fmt: skip


def test_every_disposal_of_the_settings_is_there_and_whole():
    for module in disposals():
        assert all(callable(getattr(module, name)) for name in ("due", "find", "dispose"))
        assert all(kind.strip() for kind in module.PERSONAL_FIELDS.values())


def test_every_part_that_can_dispose_is_in_the_settings():
    assert sorted(settings.DISPOSAL) == sorted(one.name for one in modules() if one.noun == "disposal")


def test_every_column_of_text_is_personal_with_a_class_or_said_not_to_be():
    declared = personal_fields()
    wrong = [field for field in text_fields() if field not in declared and field not in NOT_PERSONAL]
    assert not wrong, listed(wrong)


def test_nothing_is_declared_that_is_not_there_or_declared_twice():
    fields = text_fields()
    declared = [field for module in disposals() for field in module.PERSONAL_FIELDS]
    assert len(set(declared)) == len(declared)
    assert not (set(declared) | NOT_PERSONAL.keys()) - set(fields)
    assert not set(declared) & NOT_PERSONAL.keys()


def test_every_declared_column_has_its_canary():
    assert CANARIES.keys() == personal_fields().keys()


@pytest.mark.parametrize("field", CANARIES)
def test_disposal_finds_a_person_in_every_column_declared_personal(people, field):
    words, put = CANARIES[field]
    module = personal_fields()[field]
    assert not module.find(words)
    put(people)
    assert len(module.find(words)) == 1
