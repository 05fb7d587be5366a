"""A listening project as most tests want it, reached by the real acts."""

from datetime import date, timedelta

from tests.given import AT
from tests.governance.adopted import a_policy
from tests.listening.feeds import HOST
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.governance.documents.models import Document
from watchbook.listening import listening_source, project, ward, week_count
from watchbook.listening.counting import AuthorsInMemory, midnight
from watchbook.listening.feed import FeedReading
from watchbook.listening.feed_posts import post
from watchbook.listening.models import Ward, WeekCount
from watchbook.organisation.models import Person, Service

DECIDED = {"reason": "It asks about a service and names nobody.", "names_nobody": True}
WARD = {"called": "Acton ward", "from_on": date(2022, 5, 5), "until_on": None, "source": "E05000001"}
QUERIES = 'missed bin "Acton ward"\n#recycling late "Acton ward"'
FROM, UNTIL = date(2026, 1, 1), date(2026, 12, 31)


def assessments():
    """The references of both assessments, approved once; the ward of most projects is recorded with them."""
    if not Ward.objects.exists():
        a_ward()
    titles = {"dpia": "Listening DPIA", "equality_assessment": "Listening EqIA"}
    found = {
        kind: Document.objects.as_at(None).filter(kind=kind, title=title).first()
        or a_policy(kind=kind, title=title)
        for kind, title in titles.items()
    }
    return {
        "dpia_reference": found["dpia"].reference,
        "equality_reference": found["equality_assessment"].reference,
    }


def a_ward(**changes):
    """A ward that an administrator recorded and the authorising officer agreed to."""
    row = ward.add(WARD | changes, by=Person.objects.get(name="Ada"), at=AT)
    return ward.agree(row, by=Person.objects.get(name="Oliver"), at=AT)


def values(**changes):
    """What is typed about a project on bins."""
    service = Service.objects.first()
    queries = changes.get("search_words", QUERIES)
    return {
        "title": "Missed bins",
        "purpose": "To learn where collections are missed.",
        "lawful_basis": "UK GDPR art 6(1)(e)",
        "service_id": service.id,
        "topics": ["waste"],
        "places": "Acton ward" if "Acton" in queries else "",
        "sources": ["feed"],
        "search_words": queries,
        "withheld_why": "",
        "from_on": FROM,
        "until_on": UNTIL,
        **assessments(),
        **changes,
    }


def a_proposal(people, by=None, **changes):
    """A proposal of a line manager."""
    return project.propose(values(**changes), by=by or people.marian, at=AT)


def approved(people, reason=DECIDED["reason"], **changes):
    """A project that the SRO approved."""
    told = DECIDED | {"reason": reason}
    return project.approve(a_proposal(people, **changes), told, by=people.simon, at=AT)


def a_counted_week(row, source, monday, number, *, closes=True):
    """A week in which a source showed so many posts by twenty people, a minute apart, and of which the counts are published."""
    clock, begins = Person.objects.get(is_system=True), midnight(monday)
    found = [
        post(
            f"at://{monday}/{n}",
            "Recycling is late",
            author=f"reader {n % 20}",
            at=begins + timedelta(days=1, minutes=n),
        )
        for n in range(number)
    ]
    ends = begins + timedelta(days=7, hours=1)
    with recorded_as_if_at(begins):
        week = week_count.begin(row, WeekCount(week_on=monday), by=clock, at=begins)
    reading = FeedReading(source.reference, "read", tuple(found))
    week_count.count(week, row, [reading], memory=AuthorsInMemory(), by=clock, at=ends)
    return week_count.close(week, row, by=clock, at=ends) if closes else week


def source_values(**changes):
    """What is typed about a feed of the first project."""
    return {
        "project_reference": "LISTEN-0001",
        "kind": "feed",
        "address": f"http://{HOST}/{'' if changes.get('kind') == 'mastodon' else 'feed.xml'}",
        "terms_address": f"http://{HOST}/terms",
        "terms_say": "Programs may read the feed.",
        "terms_read_on": date(2026, 3, 1),
        **changes,
    }


def a_recorded_source(people, by=None, **changes):
    """A source that the co-ordinator recorded on the day on which most is done, and to which nobody has agreed."""
    with recorded_as_if_at(AT):
        return listening_source.add(source_values(**changes), by=by or people.helen, at=AT)


def a_source(people, **changes):
    """A source that the SRO agreed to at the same moment."""
    row = a_recorded_source(people, **changes)
    with recorded_as_if_at(AT):
        return listening_source.agree(row, by=people.simon, at=AT)
