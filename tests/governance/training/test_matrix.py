"""Pages of the matrix of training, and of what one person took part in."""

from datetime import date, timedelta

from django.utils import timezone

from tests.given import AT
from tests.governance.tools_and_training import a_course, a_session
from tests.pages import signed_in, words
from tests.rights import closed_to_all_but
from watchbook.governance.training import training
from watchbook.organisation import duty, person
from watchbook.organisation import service as service_acts
from watchbook.organisation.models import Service
from watchbook.organisation.queries import today
from watchbook.organisation.rules import DutyKind

MATRIX = "/governance/training/matrix/"
FILE = f"{MATRIX}matrix.csv"
READERS = {"helen", "simon", "leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston", "marian"}
RECENTLY = date(2026, 1, 14)


def page_of(somebody):
    return f"/governance/training/people/{somebody.id}/"


def granted(people, somebody, kind, service=None):
    row = duty.propose(somebody, kind=kind, service=service, from_on=today(), by=people.ada, at=AT)
    return duty.grant(row, by=people.bashir, at=AT)


def ends_in(people, *names, days):
    """A course taken so that it ends in so many days, by people."""
    row = a_course(people, counts_for_months=1)
    started = today() - timedelta(days=28 - days)
    taking_part = [getattr(people, name) for name in names]
    training.add_session(
        row, held_on=started, trainer="", people=taking_part, by=people.helen, at=timezone.now()
    )


def test_the_matrix_says_in_words_and_by_a_bar_for_how_many_training_counts(people):
    housing = service_acts.add(name="Housing", by=people.ada, at=AT)
    granted(people, people.nell, DutyKind.INVESTIGATOR)
    granted(people, people.marian, DutyKind.INVESTIGATOR, service=housing)
    granted(people, people.leila, DutyKind.INVESTIGATOR)
    row = a_course(people, counts_for_months=None)
    a_session(people, of=row, attended_by=[people.ines, people.nell])
    response = signed_in(people.edmund).get(MATRIX)
    for said in (
        "Service investigator authorising officer",
        "Housing investigator 0 of 1 authorising officer Nobody",
        "Trading Standards investigator 1 of 2 authorising officer 0 of 1",
        "No service investigator 1 of 1 authorising officer Nobody",
        "People without training that counts Housing, investigator Marian : none on record",
    ):
        assert said in words(response)
    for width in (0, 30, 60):
        assert f'<rect width="{width}" height="12" fill="currentColor"/>' in response.text


def test_names_stand_below_for_those_who_may_see_them(people):
    granted(people, people.nell, DutyKind.INVESTIGATOR)
    a_course(people)
    for name in ("helen", "simon", "edmund", "ivo"):
        text = words(signed_in(getattr(people, name)).get(MATRIX))
        assert "Ines : none on record" in text
        assert "Nell : none on record" in text
    marian = words(signed_in(people.marian).get(MATRIX))
    assert "Ines : none on record" in marian
    assert "Nell" not in marian
    bryn = words(signed_in(people.bryn).get(MATRIX))
    assert "People without training that counts" not in bryn
    assert "Ines" not in bryn


def test_where_training_counts_for_all_nobody_is_listed(people):
    row = a_course(people, counts_for_months=None)
    a_session(people, of=row, attended_by=[people.ines, people.oliver])
    text = words(signed_in(people.helen).get(MATRIX))
    assert "Everybody whose name you can see has training that counts." in text


def test_authorising_officers_whose_training_ends_soon_are_listed_or_counted(people):
    assert "No authorising officer’s training will stop counting in the coming months" in words(
        signed_in(people.helen).get(MATRIX)
    )
    ends_in(people, "oliver", days=20)
    helen, bryn = (words(signed_in(who).get(MATRIX)) for who in (people.helen, people.bryn))
    assert "Authorising officers whose training soon stops counting Oliver : until" in helen
    assert "People whose names you cannot see: 1." in bryn


def test_who_counted_until_when_is_said(people):
    ends_in(people, "ines", days=-10)
    text = words(signed_in(people.helen).get(MATRIX))
    assert "Ines : counted until" in text


def test_without_a_service_the_page_says_what_to_do(people):
    service = Service.objects.get()
    for name in ("ines", "oliver"):
        person.close(getattr(people, name), by=people.ada, at=AT)
    service_acts.close(service, by=people.ada, at=AT)
    assert "No services yet." in words(signed_in(people.helen).get(MATRIX))


def test_the_matrix_is_given_as_csv_in_numbers_alone_and_inert(people):
    housing = service_acts.add(name="=Housing", by=people.ada, at=AT)
    granted(people, people.nell, DutyKind.INVESTIGATOR)
    granted(people, people.marian, DutyKind.INVESTIGATOR, service=housing)
    row = a_course(people, counts_for_months=None)
    a_session(people, of=row, attended_by=[people.ines])
    response = signed_in(people.bryn).get(FILE)
    day = today().isoformat()
    assert response["Content-Disposition"] == f'attachment; filename="training-matrix-{day}.csv"'
    assert response.text.splitlines() == [
        "service,duty,holders,with_training_that_counts,on",
        f"'=Housing,investigator,1,0,{day}",
        f"'=Housing,authorising officer,0,0,{day}",
        f"Trading Standards,investigator,1,1,{day}",
        f"Trading Standards,authorising officer,1,0,{day}",
        f"No service,investigator,1,0,{day}",
        f"No service,authorising officer,0,0,{day}",
    ]


def test_everybody_sees_their_own_training_with_dates_and_no_judgement(people):
    ends_in(people, "ines", days=10)
    for_good = a_course(people, title="Basics", for_duties=("solicitor",), counts_for_months=None)
    a_session(people, of=for_good, held_on=RECENTLY, attended_by=[people.ines, people.leila])
    ends_in(people, "oliver", days=-10)
    ines = words(signed_in(people.ines).get(page_of(people.ines)))
    for said in (
        "Training of Ines",
        "investigator Training counts until",
        "Basics On 14 January 2026",
    ):
        assert said in ines
    assert "counts without a time limit" in words(signed_in(people.leila).get(page_of(people.leila)))
    assert "counted until" in words(signed_in(people.oliver).get(page_of(people.oliver)))
    marian = words(signed_in(people.marian).get(page_of(people.marian)))
    assert "line manager Training none on record" in marian
    nell = words(signed_in(people.nell).get(page_of(people.nell)))
    assert "No training is recorded." in nell
    assert "Training for each duty held today" not in nell


def test_others_training_is_seen_by_those_who_may(people):
    a_session(people, attended_by=[people.ines])
    closed_to_all_but(
        {"helen", "simon", "edmund", "ivo", "marian", "ines"}, people, page_of(people.ines), match="training"
    )
    assert signed_in(people.helen).get(page_of(people.ines)).status_code == 200
    assert signed_in(people.marian).get(page_of(people.nell)).status_code == 403
    assert signed_in(people.helen).get(page_of(Service.objects.get())).status_code == 404


def test_the_matrix_is_closed_to_whoever_may_not(people):
    closed_to_all_but(READERS, people, MATRIX, FILE, match="cannot read the register of training")


def test_the_numbers_of_queries_are_fixed(people, django_assert_num_queries):
    session = a_session(people, attended_by=[people.ines])
    client = signed_in(people.marian)
    for count in (2, 12):
        for number in range(count):
            one = person.add(
                email=f"p{count}{number}@council.invalid", name=f"P {count} of {number}",
                service=people.marian.service, by=people.ada, at=AT,
            )  # fmt: skip
            granted(people, one, DutyKind.INVESTIGATOR)
            if number % 2:
                training.attend(session, one, by=people.helen, at=AT)
        with django_assert_num_queries(6):
            client.get(MATRIX)
        with django_assert_num_queries(4):
            client.get(page_of(people.marian))
