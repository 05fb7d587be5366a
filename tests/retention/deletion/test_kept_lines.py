"""Lines of erased authorisations: the central record stays complete for its time, and tells nobody who was erased."""

from django.urls import reverse

from tests.authorisations.test_earlier_record_import import GRANTED, import_rows
from tests.governance import signed
from tests.pages import signed_in, words
from tests.retention.deletion import given
from tests.retention.deletion.given import now
from watchbook.authorisations.models import Authorisation
from watchbook.figures.authorisations import surveillance_operations
from watchbook.figures.findings import Inquiry
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today
from watchbook.retention.deletion import kept_lines
from watchbook.retention.pathway import pathway

RECORD = reverse("authorisations:record")


def two_of_last_year(people):
    """Two earlier authorisations, whose time has begun and is not over."""
    year = today().year - 1
    days = {"decided_on": f"{year}-05-02", "court_on": f"{year}-05-07", "cancelled_on": f"{year}-07-30"}
    rows = [
        GRANTED | days | {"reference": f"HARR/{year}/{number}", "subjects": subject}
        for number, subject in enumerate(("Xanthe Oldroyd", "Somebody Else"), 1)
    ]
    return import_rows(people, *rows)


def erased(people, row, callbacks):
    """It goes because its subject asked."""
    approved = given.an_approved_list(people, row, cause=given.BY_REQUEST)
    with callbacks(execute=True):
        given.carried_out(approved)


def test_who_may_not_read_it_sees_no_gap_where_an_authorisation_was_erased(
    people, django_capture_on_commit_callbacks
):
    row, _other = two_of_last_year(people)
    bryn, helen = signed_in(people.bryn), signed_in(people.helen)
    paths = [RECORD, f"{RECORD}?has=imported", reverse("authorisations:record_csv")]
    before = [bryn.get(path).content.partition(b"<main")[2] or bryn.get(path).content for path in paths]
    held = next(one for one in pathway(on=today(), by=people.helen).stretches if one.title.startswith("Auth"))
    answered = surveillance_operations(Inquiry(on=today()))
    erased(people, row, django_capture_on_commit_callbacks)
    assert surveillance_operations(Inquiry(on=today())) == answered, "nor does an answer to the public"
    after = [bryn.get(path).content.partition(b"<main")[2] or bryn.get(path).content for path in paths]
    assert after == before
    assert row.reference.encode() in before[0]
    assert row.reference.encode() in before[2]
    page = helen.get(reverse("authorisations:authorisation", args=[row.reference]))
    assert page.status_code == 410, "who may read it learns there that it was erased"
    named = words(helen.get(f"{reverse('authorisations:record_csv')}?names=yes"))
    assert "Xanthe" not in named
    assert "Somebody Else" in named
    left = next(one for one in pathway(on=today(), by=people.helen).stretches if one.title.startswith("Auth"))
    assert left.count == held.count - 1


def test_a_line_goes_when_its_time_is_over(people, django_capture_on_commit_callbacks):
    signed.an_adopted_schedule(people)
    row, other = two_of_last_year(people)
    system = Person.objects.get(is_system=True)
    erased(people, row, django_capture_on_commit_callbacks)
    assert kept_lines.end(by=system, moment=now()) == 0
    over = now().replace(year=now().year + 6)
    assert kept_lines.end(by=system, moment=over) == 1
    assert list(Authorisation.objects.all()) == [other]
