"""Whole lives page by page where the law differs: Scotland, outside RIPA, a juvenile source, refusals; England is test_lifecycle."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import given as council
from tests.authorisations import given
from tests.pages import PAPER, a_day, a_file, browser, signed_in, words
from tests.people import People
from watchbook.audit_log.models import Event
from watchbook.authorisations.models import Authorisation, Determination
from watchbook.machine.places import places
from watchbook.organisation import founding_address
from watchbook.organisation.models import Authority, Person, Service

OWN = {name: f"In my words: {name}." for name in ("who", "what", "where", "when", "why", "how")}
GRANT = (
    OWN
    | {"necessity": "It is.", "proportionality": "It is fair.", "takes_part": "no"}
    | a_day("review_on", date(2026, 3, 16))
)
ORDER = {"outcome": "approved", "ordered_at": "10:00", "court": "Testham", "magistrate": "A. B. JP"}
ORDER |= {
    "appears": "Ines, investigator",
    "is_authorised": "yes",
    "authorised_by": "Minute 12 of 19 May 2025",
}
FOUND = {"comments": "Looked at again.", "without_report": "Ines is ill.", "remarks_answered": "It is."}
RENEW = {"comments": "Looked at again and fair.", "is_granted": "yes", "remarks_answered": "It is."}
NOT_RENEWED = RENEW | {"is_granted": "no", "without_report": "Nobody reports any more"}
ENDING = FOUND | {"product": "keep", "directions": "Kept with the case.", "outcome": "prosecution"}


@pytest.fixture
def clock(monkeypatch):
    """The clock of the pages."""

    def stands_at(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    stands_at(given.DECIDED)
    return stands_at


@pytest.fixture
def in_scotland(db):
    """The authority is a Scottish one."""
    Authority.objects.update(nation="scotland")


@pytest.fixture
def founded_in_scotland(db, clock, tmp_path, settings):
    """The cast of an authority that began at the address of `watchbook setup`, in Scotland, page by page."""
    clock(council.AT)
    settings.PLACES = places(tmp_path)
    settings.PLACES.secrets.mkdir()
    token = founding_address.make(settings.PLACES.founding_address, at=council.AT)
    client, answers = browser(), {}
    for which, name in (("first", "ada"), ("second", "bashir")):
        answers |= {f"{which}_name": name.title(), f"{which}_email": council.address(name)}
    whole = {"name": "Inverallan Council", "nation": "scotland", "services": "Trading Standards"}
    for page, data in (("authority", whole), ("administrators", answers), ("check", {})):
        done = client.post(reverse(f"begin:{page}", args=[token]), data)
    assert "The register is set up" in words(done)
    ada, bashir = (Person.objects.get(email=council.address(name)) for name in ("ada", "bashir"))
    cast = People(council.a_cast(ada, bashir, service=Service.objects.get()))
    clock(given.DECIDED)
    return cast


def post(person, row, name, data):
    """Send a page of an authorisation; it must lead on."""
    response = given.sent_from(signed_in(person), row, name, data)
    assert response.status_code == 302, words(response)


def refused(person, row, name, data):
    """Why a page is refused."""
    response = given.sent_from(signed_in(person), row, name, data)
    assert response.status_code in {200, 403, 409}
    return words(response)


def ordered_on(day):
    """The court approved it on a day."""
    return ORDER | a_day("ordered_on", day) | {"file": a_file("order.pdf", PAPER)}


def happened(row):
    """What the log says was done, in order, without reading."""
    names = Event.objects.filter(subject_id=row.id).order_by("number").values_list("name", flat=True)
    return [
        name
        for name in names
        if not name.startswith(("application.", "reading.")) and not name.endswith(".read")
    ]


def test_an_authority_that_began_in_scotland_authorises_under_its_own_act_and_asks_no_court(
    founded_in_scotland, clock
):
    people = founded_in_scotland
    assert Event.objects.filter(name="authority.founded", subject_id=Authority.objects.get().id).count() == 1
    given.able_to_decide(people)
    row = given.a_passed(people, ground="public_health", offence="")  # a ground that only Scotland has
    page = words(signed_in(people.oliver).get(f"/authorisations/{row}/grant/"))
    assert "Regulation of Investigatory Powers (Scotland) Act 2000" in page
    assert "crime threshold" not in page
    post(people.oliver, row, "grant", GRANT)
    row.refresh_from_db()
    assert (row.nation, row.state, row.needs_court) == ("scotland", "effective", False)
    assert (row.effective_from, row.ends_on) == (given.DECIDED, date(2026, 6, 1))
    cited = [one["provision"] for one in Determination.objects.get().reasons]
    assert "ripsa.s5" in cited
    assert not [one for one in cited if one.startswith("ripa.s") or one == "ripa.art7A"]
    page = words(signed_in(people.ines).get(f"/authorisations/{row}/"))
    assert "In force" in page
    assert "Needs court no" in page  # as the log says it
    assert "Record the court’s order" not in page
    assert signed_in(people.ines).get(f"/authorisations/{row}/court-pack.pdf").status_code == 409
    post(people.oliver, row, "cancellation", ENDING)
    names = Event.objects.filter(subject_id=row.id).order_by("number").values_list("name", flat=True)
    assert [name for name in names if not name.startswith("reading.") and not name.endswith(".read")] == [
        "application.begun", "application.written", "application.written", "application.subjects_named",
        "application.submitted", "quality_check.passed", "authorising.granted", "cancellation.recorded",
    ]  # fmt: skip


def test_in_scotland_it_is_in_force_from_the_decision_and_no_court_is_asked(people, in_scotland, clock):
    given.able_to_decide(people)
    row = given.a_passed(people, offence="children_act_1933_s18")  # no threshold there
    post(people.oliver, row, "grant", GRANT)
    row = Authorisation.objects.get()
    assert (row.state, row.needs_court, row.ends_on) == ("effective", False, date(2026, 6, 1))
    assert row.effective_from == given.DECIDED
    page = words(signed_in(people.ines).get(f"/authorisations/{row}/"))
    assert "Record the court’s order" not in page
    assert signed_in(people.ines).get(f"/authorisations/{row}/court-pack.pdf").status_code == 409
    assert "already" in refused(people.ines, row, "judicial-approval", ordered_on(date(2026, 3, 2)))
    report = given.reported(people, row, step="renewal", at=given.DECIDED)
    post(people.oliver, row, "renewal", RENEW | {"report": report.id})
    row.refresh_from_db()
    assert (row.times_renewed, row.ends_on) == (1, date(2026, 9, 1))
    post(people.oliver, row, "cancellation", ENDING)
    assert happened(row) == [
        "quality_check.passed", "authorising.granted", "applicant_report.sent", "renewal.granted", "renewal.completed",
        "cancellation.recorded",
    ]  # fmt: skip


def test_in_scotland_a_juvenile_source_has_a_month(people, in_scotland, clock):
    given.able_to_decide(people)
    row = given.a_passed(people, kind="chis", source={"born": date(2009, 5, 1)})
    assert "head of paid service" in refused(people.oliver, row, "grant", GRANT)
    post(people.judith, row, "grant", GRANT)
    row.refresh_from_db()
    assert (row.ends_on, row.source_is_juvenile) == (date(2026, 4, 1), True)


def test_outside_ripa_no_court_and_its_own_reason(people, clock):
    given.able_to_decide(people)
    row = given.a_passed(people, kind="non_ripa")
    assert (
        "the offence is below the crime threshold"
        in words(signed_in(people.helen).get("/authorisations/central-record.csv?names=yes"))
        or row.why_not_ripa == "below_threshold"
    )
    post(people.oliver, row, "grant", GRANT)
    clock(datetime(2026, 3, 10, 9, tzinfo=UTC))
    post(
        people.oliver,
        row,
        "review",
        FOUND | {"decision": "continue"} | a_day("next_due_on", date(2026, 4, 1)),
    )
    post(people.simon, row, "stop", {"instruction": "Stop."})
    assert "cannot renew this authorisation: officers were told to stop" in refused(
        people.oliver, row, "renewal", NOT_RENEWED
    )
    post(people.oliver, row, "cancellation", ENDING)
    row.refresh_from_db()
    assert (row.reference, row.state, row.needs_court) == ("NR-0001", "cancelled", False)
    record = signed_in(people.helen).get("/authorisations/central-record.csv").text
    assert "the offence is below the crime threshold" in record


def test_a_juvenile_source_in_england_is_the_heads_to_grant_and_lasts_four_months_from_the_order(
    people, clock
):
    given.able_to_decide(people)
    row = given.a_passed(people, kind="chis", source={"born": date(2009, 5, 1)})
    assert "head of paid service" in refused(people.oliver, row, "grant", GRANT)
    post(people.judith, row, "grant", GRANT)
    clock(given.ORDERED + timedelta(hours=1))
    post(people.ines, row, "judicial-approval", ordered_on(date(2026, 3, 4)))
    row.refresh_from_db()
    assert (row.ends_on, row.officer_is_head) == (date(2026, 7, 3), True)
    late = a_day("next_due_on", date(2026, 4, 5))
    assert "no later than 4 April 2026" in refused(
        people.judith, row, "review", FOUND | {"decision": "continue"} | late
    )
    report = given.reported(people, row, step="renewal", at=given.ORDERED + timedelta(hours=1))
    early = RENEW | {"report": report.id}
    assert "have not been reviewed" in refused(people.judith, row, "renewal", early)
    assert "Robin" in words(signed_in(people.helen).get("/authorisations/central-record.csv?names=yes"))


def test_a_court_that_refuses_and_quashes_after_two_business_days(people, clock):
    given.able_to_decide(people)
    row = given.a_passed(people)
    post(people.oliver, row, "grant", GRANT)
    clock(datetime(2026, 3, 13, 9, tzinfo=UTC))
    no = ORDER | {"outcome": "refused", "reasons": "Not necessary"}
    post(people.helen, row, "judicial-approval", no | a_day("ordered_on", date(2026, 3, 5)))  # a Thursday
    quashed = ORDER | {"outcome": "quashed"}
    told = refused(people.helen, row, "judicial-approval", quashed | a_day("ordered_on", date(2026, 3, 6)))
    assert "business days" in told
    post(people.helen, row, "judicial-approval", quashed | a_day("ordered_on", date(2026, 3, 9)))
    row.refresh_from_db()
    assert (row.state, row.effective_from) == ("quashed", None)
    record = words(signed_in(people.helen).get("/authorisations/?has=refused_by_court"))
    assert "1 entry" in record


def test_what_lapsed_is_told_to_the_sro_and_cancelled_all_the_same(people, clock):
    row = given.in_force(people)
    clock(datetime(2026, 6, 3, 23, tzinfo=UTC))  # midnight in London
    page = words(signed_in(people.oliver).get(f"/authorisations/{row}/"))
    assert "Lapsed, to be cancelled" in page
    assert "cancel the authorisation: it lapsed before anybody cancelled it" in words(
        signed_in(people.simon).get("/")
    )
    assert "make a new application" in refused(people.oliver, row, "renewal", NOT_RENEWED)
    post(people.oliver, row, "cancellation", ENDING)
    assert (
        "Lapsed before cancellation" in signed_in(people.helen).get("/authorisations/central-record.csv").text
    )
