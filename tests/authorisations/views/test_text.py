"""The text of an application: who reads it, what is recorded, comments at a box and their answers, version by version."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.authorisations import given
from tests.authorisations.test_earlier_record_import import GRANTED, import_rows
from tests.log import leaves_nothing
from tests.pages import signed_in, words
from watchbook.acting.refusals import NotPermitted
from watchbook.audit_log.models import Event
from watchbook.authorisations import application, quality_check, reading, source_opening
from watchbook.investigations import need_to_know
from watchbook.keys.keyring import the_keyring
from watchbook.organisation.queries import today

AT_NECESSITY = {"at_necessity": "Say what the test purchases showed.", "version": "1"}
SAID = "What is said of necessity."
READERS = ("helen", "oliver", "judith", "simon", "leila", "edmund", "ivo")


def text_of(row, *, by, number=None):
    """The page of the text as somebody opens it."""
    name, args = ("text_version", [row.reference, number]) if number else ("text", [row.reference])
    return signed_in(by).get(reverse(f"authorisations:{name}", args=args))


def reads(row):
    """Who read the text since it was submitted, in which version, in order."""
    events = Event.objects.filter(subject_id=row.id, name="reading.text_read").exclude(at=given.SUBMITTED)
    events = events.order_by("recorded_at")
    return [(one.by, one.fields["version"]) for one in events]


def returned_at_a_box(people):
    row = given.a_submitted(people)
    boxes = {"necessity": "Say what the test purchases showed."}
    return quality_check.give_back(
        row, comments="", boxes=boxes, version=1, by=people.helen, at=given.CHECKED
    )


@pytest.mark.parametrize("name", READERS)
def test_whoever_checks_decides_or_inspects_reads_what_was_written_and_it_is_recorded(people, name):
    row, by = given.a_submitted(people), getattr(people, name)
    page = words(text_of(row, by=by))
    assert SAID in page
    assert "Jane Roe" in page
    assert "Checklist" in page
    assert reads(row) == [(by.id, 1)]


def test_an_auditor_who_samples_has_every_reading_on_record(people):
    row = given.a_passed(people)
    edmund = signed_in(people.edmund)
    assert "Read the text of the application" in words(edmund.get(f"/authorisations/{row}/"))
    for _ in range(2):
        assert "Is proportionality argued for this operation" in words(
            edmund.get(f"/authorisations/{row}/text/")
        )
    assert reads(row) == [(people.edmund.id, 1)] * 2
    # his looks at the page of the authorisation name subjects, so these are on record too
    read = Event.objects.filter(subject_id=row.id, name__endswith="read").values_list("by", flat=True)
    assert f"Read {len(read) + 1} times by {len(set(read))} people, from" in words(
        edmund.get(f"/authorisations/{row}/")
    )


def test_nobody_outside_the_list_reads_it(people):
    row = given.a_submitted(people)
    need_to_know.add(row.investigation, given.another_investigator(people), by=people.ines, at=given.AT)
    need_to_know.remove(row.investigation, people.ines, by=people.marian, at=given.AT)
    for name in ("ines", "bryn", "fatima", "joan", "winston", "ada", "nell"):
        assert text_of(row, by=getattr(people, name)).status_code == 403, name
        assert text_of(row, by=getattr(people, name), number=1).status_code == 403, name
    assert reads(row) == []
    version = row.applicationversions.get()
    leaves_nothing(NotPermitted, lambda: reading.read_text(row, version, by=people.bryn, at=given.AT))


def test_a_draft_is_read_by_its_applicant_and_by_nobody_over_their_shoulder(people):
    row = given.a_draft(people)
    assert "You are still writing this text" in words(text_of(row, by=people.ines))
    assert reads(row) == [(people.ines.id, None)]
    for name in ("helen", "oliver", "marian"):
        page = words(text_of(row, by=getattr(people, name)))
        assert "has not submitted the application yet" in page, name
        assert SAID not in page, name
    for page in ("return", "pass-on"):
        shown = signed_in(people.helen).get(f"/authorisations/{row}/{page}/")
        assert SAID not in words(shown)
        assert "its state is “being written”" in words(shown)
        assert 'name="comments"' not in shown.text
        assert "<button" not in shown.text.split("<main")[1].split("</main>")[0]
    assert len(reads(row)) == 1


@pytest.mark.parametrize("page", ["grant", "refuse", "officer-return"])
def test_the_officer_decides_with_the_text_beside_the_boxes(people, page):
    row = given.a_passed(people)
    shown = words(signed_in(people.oliver).get(f"/authorisations/{row}/{page}/"))
    assert SAID in shown
    assert "Do you believe that the authorisation is necessary on this ground?" in shown
    assert "meets the crime threshold today" in shown
    assert "Last date in force, if it began today" in shown
    assert reads(row) == [(people.oliver.id, 1)]


def test_a_comment_at_a_box_is_seen_there_answered_and_stays_with_its_version(people):
    row = given.a_submitted(people)
    helen, ines = signed_in(people.helen), signed_in(people.ines)
    shown = words(helen.get(f"/authorisations/{row}/return/"))
    assert "Comment on “Why is the authorisation necessary on that ground in this case?”" in shown
    told = {"comments": "", "version": "1"} | AT_NECESSITY
    assert helen.post(f"/authorisations/{row}/return/", told).status_code == 302
    assert "1 comment on a question in version 1" in words(ines.get(f"/authorisations/{row}/"))
    assert "Comment to deal with" in words(ines.get(f"/authorisations/{row}/"))
    asked = words(ines.get(f"/authorisations/{row}/form/necessity/"))
    assert "Say what the test purchases showed." in asked
    assert "a new answer to “Why is the authorisation necessary on that ground in this case?”" in words(
        ines.get(f"/authorisations/{row}/submit/")
    )
    refused = words(ines.post(f"/authorisations/{row}/submit/"))
    assert "You cannot submit the application yet" in refused
    mended = {"ground": "crime", "offence": given.OFFENCE, "necessity": "What is said of the test purchases."}
    mended |= {"reply_necessity": "They showed six listings."}
    assert ines.post(f"/authorisations/{row}/form/necessity/", mended).status_code == 302
    assert "They showed six listings." in ines.get(f"/authorisations/{row}/form/necessity/").text
    assert ines.post(f"/authorisations/{row}/submit/").status_code == 302
    shown = text_of(row, by=people.helen)
    assert "<del>" in shown.text
    shown = words(shown)
    assert "[removed: necessity ]" in shown
    assert "[added: the test purchases ]" in shown
    assert "Changed: Why is the authorisation necessary" in shown
    assert "The applicant’s reply They showed six listings." in shown
    first = words(text_of(row, by=people.helen, number=1))
    assert SAID in first
    assert "Comment on version 1" in first
    assert "They showed six listings." in first
    row.refresh_from_db()
    quality_check.pass_on(row, comments="", version=2, by=people.helen, at=timezone.now())
    assert "They showed six listings." in words(signed_in(people.oliver).get(f"/authorisations/{row}/grant/"))


def test_a_changed_answer_alone_answers_the_comment(people):
    row = returned_at_a_box(people)
    application.answer(row, {"necessity": "Six listings in a week."}, by=people.ines, at=given.CHECKED)
    row = application.submit(row, by=people.ines, at=given.CHECKED)
    assert [str(one) for one in row.applicationversions.all()] == ["1", "2"]


def test_what_the_applicant_has_not_sent_again_nobody_else_reads(people):
    row = returned_at_a_box(people)
    application.answer(row, {"necessity": "Six listings in a week!"}, by=people.ines, at=given.CHECKED)
    assert "Six listings in a week" in words(text_of(row, by=people.ines))
    page = words(text_of(row, by=people.helen))
    assert "Six listings" not in page
    assert SAID in page


def test_the_officer_returns_it_and_the_co_ordinator_checks_it_again(people):
    row = given.a_passed(people)
    oliver = signed_in(people.oliver)
    assert "what the applicant should correct" in words(
        given.sent_from(oliver, row, "officer-return", {"comments": " "})
    )
    sent = {"comments": "Not enough.", "at_gravity": "How serious is it?", "version": "1"}
    assert oliver.post(f"/authorisations/{row}/officer-return/", sent).status_code == 302
    row.refresh_from_db()
    assert row.state == "returned"
    assert Event.objects.filter(subject_id=row.id, name="authorising.returned").exists()
    application.answer(row, {"gravity": "Very."}, by=people.ines, at=given.DECIDED)
    assert application.submit(row, by=people.ines, at=given.DECIDED).state == "submitted"


def test_a_page_of_the_form_that_was_not_commented_on_asks_for_no_reply(people):
    row = returned_at_a_box(people)
    page = words(signed_in(people.ines).get(f"/authorisations/{row}/form/operation/"))
    assert "Your reply to the comment" not in page


def test_what_is_said_of_a_source_is_for_those_who_check_and_decide(people, monkeypatch):
    given.able_to_decide(people)
    monkeypatch.setattr(timezone, "now", lambda: given.ORDERED)
    row = given.source_kept(people, "Met on Tuesday")
    for name in ("ines", "helen", "oliver", "judith"):
        page = words(text_of(row, by=getattr(people, name)))
        assert "What is said of tasking." in page, name
        assert "Robin" in page, name
        assert "1 May 1990" in page, name
    for name in ("simon", "leila", "edmund", "ivo"):
        page = words(text_of(row, by=getattr(people, name)))
        assert "You cannot see these answers, because they are about a covert source" in page, name
        assert "What is said of tasking." not in page, name
        assert "1990" not in page, name
    source_opening.grant(
        row,
        inspector=people.ivo,
        until_on=today() + timedelta(days=1),
        why="Inspection",
        by=people.oliver,
        at=given.ORDERED,
    )
    assert "What is said of tasking." in words(text_of(row, by=people.ivo))


def test_an_imported_entry_has_no_text_and_a_version_that_is_not_there_is_not_found(people):
    row = given.a_submitted(people)
    assert text_of(row, by=people.helen, number=2).status_code == 404
    (imported,) = import_rows(people, GRANTED)
    assert "which did not include the text" in words(text_of(imported, by=people.helen))
    assert "Read the text" not in words(signed_in(people.helen).get(f"/authorisations/{imported}/"))


def test_a_text_whose_key_was_destroyed_is_not_shown(people):
    row = given.a_submitted(people)
    the_keyring().destroy({row.id})
    page = text_of(row, by=people.helen)
    assert page.status_code == 410
    assert SAID not in words(page)


def test_formulaic_boxes_are_told_beside_them_to_who_may_ask_for_better(people):
    long = "The intrusion is outweighed by the gravity of the offence because the loss to the public purse is large."
    for _ in range(2):
        row = given.a_draft(people)
        application.answer(row, {"gravity": long}, by=people.ines, at=given.AT)
        application.submit(row, by=people.ines, at=given.SUBMITTED)
    assert "Compare with an earlier application that has almost the same wording" in words(
        text_of(row, by=people.helen)
    )
    assert "Compare with an earlier application that has almost the same wording" not in words(
        text_of(row, by=people.ivo)
    )


def test_a_draft_of_anothers_is_compared_with_nothing_that_somebody_else_reads(people):
    long = "The intrusion is outweighed by the gravity of the offence because the loss to the public purse is large."
    application.answer(given.a_draft(people), {"gravity": long}, by=people.ines, at=given.AT)
    second = given.a_draft(people)
    application.answer(second, {"gravity": long}, by=people.ines, at=given.AT)
    application.submit(second, by=people.ines, at=given.SUBMITTED)
    assert "Compare with an earlier application that has almost the same wording" not in words(
        text_of(second, by=people.helen)
    )


def test_what_an_applicant_rewrites_is_shown_to_nobody_before_it_is_sent(people):
    long = "The intrusion is outweighed by the gravity of the offence because the loss to the public purse is large."
    first, second = given.a_submitted(people), given.a_submitted(people)
    for row in (first, second):
        quality_check.give_back(row, comments="Weigh it.", version=1, by=people.helen, at=given.CHECKED)
        application.answer(row, {"gravity": long}, by=people.ines, at=given.CHECKED)
    assert "public purse" not in words(text_of(second, by=people.helen))
    assert "Compare with an earlier application that has almost the same wording" in words(
        text_of(second, by=people.ines)
    )
    application.submit(second, by=people.ines, at=given.CHECKED)
    assert "Compare with an earlier application that has almost the same wording" not in words(
        text_of(second, by=people.helen)
    )


def test_an_earlier_version_shows_the_comments_of_its_day(people):
    row = returned_at_a_box(people)
    application.answer(row, {"necessity": "Six listings."}, by=people.ines, at=given.CHECKED)
    application.submit(row, by=people.ines, at=given.CHECKED)
    boxes = {"gravity": "Weigh it."}
    reading.read_text(row, row.applicationversions.get(number=2), by=people.helen, at=given.DECIDED)
    quality_check.give_back(row, comments="", boxes=boxes, version=2, by=people.helen, at=given.DECIDED)
    assert "Weigh it." in words(text_of(row, by=people.helen))
    first = words(text_of(row, by=people.helen, number=1))
    assert "Weigh it." not in first
    assert "Say what the test purchases showed." in first


def test_a_refused_decision_records_a_reading_and_one_that_was_taken_none(people):
    row = given.a_passed(people)
    oliver = signed_in(people.oliver)
    oliver.post(f"/authorisations/{row}/refuse/", {"why": ""})
    assert len(reads(row)) == 1
    assert (
        oliver.post(
            f"/authorisations/{row}/refuse/", {"why": "Open looks would do.", "version": "1"}
        ).status_code
        == 302
    )
    assert len(reads(row)) == 1


def test_the_threshold_beside_a_decided_text_is_that_of_the_day_of_the_decision(people):
    row = given.a_granted(people)
    page = words(text_of(row, by=people.edmund))
    assert "on the date of the decision (2 March 2026): it met the crime threshold" in page


def test_nobody_decides_by_a_form_of_their_own_on_a_text_that_they_never_opened(people):
    row = given.a_passed_unread(people)
    oliver, address = signed_in(people.oliver), f"/authorisations/{row}/refuse/"
    answer = oliver.post(address, {"why": "Open looks would do.", "version": "1"})
    assert "You cannot refuse this application: you have not read the latest version of the text" in words(
        answer
    )
    assert oliver.post(address, {"why": "Open looks would do.", "version": "1"}).status_code == 302


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("return", {"comments": "Say how often."}),
        ("pass-on", {"comments": ""}),
        ("refuse", {"why": "Open looks would do."}),
        ("officer-return", {"comments": "Say how often."}),
    ],
)
@pytest.mark.parametrize("version", ["1", "", "two"])
def test_nobody_decides_on_a_newer_text_than_their_page_showed(people, page, form, version):
    row = returned_at_a_box(people)
    application.answer(row, {"necessity": "Six listings."}, by=people.ines, at=given.CHECKED)
    application.submit(row, by=people.ines, at=given.CHECKED)
    by = people.helen
    if page in {"refuse", "officer-return"}:
        newest = row.applicationversions.get(number=2)
        reading.read_text(row, newest, by=people.helen, at=given.CHECKED)
        quality_check.pass_on(row, comments="", version=2, by=people.helen, at=given.CHECKED)
        by = people.oliver
    address = f"/authorisations/{row}/{page}/"
    shown = signed_in(by).post(address, form | {"version": version})
    assert "the applicant submitted a newer version after you opened this page" in words(shown)
    assert 'name="version" value="2"' in shown.text
    assert signed_in(by).post(address, form | {"version": "2"}).status_code == 302
