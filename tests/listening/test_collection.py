"""The hourly collection: from feeds on the loopback to a published week, killed at every point, and what is kept of a post."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction

from tests.capture.sites import site
from tests.given import AT
from tests.listening.feeds import HOST, item, policy_for, rss
from tests.listening.given import a_source, approved, source_values
from tests.listening.test_fetching import sends
from tests.log import leaves_nothing, undone_when_the_log_fails
from tests.pages import browser, words
from tests.proof_only import EVERY_ROW
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.models import Event
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.keys import tally
from watchbook.listening import collection, listening_source, project, week_count
from watchbook.listening.collection import CollectorMemory, go_round
from watchbook.listening.models import LabelSheet, WeekCount
from watchbook.listening.queries import agreed_sources
from watchbook.listening.standing import states_of
from watchbook.organisation.models import Person

MONDAY = date(2026, 3, 9)
TUESDAY = datetime(2026, 3, 10, 9, tzinfo=UTC)
OVER = datetime(2026, 3, 16, 0, 12, tzinfo=UTC)
SECRET = "Marmaduke Featherstonehaugh"
KILLS = 50 if EVERY_ROW else 10  # before and after each of five steps


def system():
    return Person.objects.get(is_system=True)


def posts(number, *, authors, at=TUESDAY, text="Recycling is late", prefix="person"):
    return [
        item(f"{text} {SECRET}", f"{prefix}{n % authors}@{SECRET}", at + timedelta(seconds=n))
        for n in range(number)
    ]


@contextmanager
def collector(feed, robots=b""):
    """A site with a feed, and a round of the collector at a moment; a new process each time unless it is given a memory."""
    pages = {"/feed.xml": rss(*feed), "/robots.txt": robots or sends(404)}
    with site(pages) as server:

        def goes(moment, memory=None):
            go_round(system(), moment=moment, policy=policy_for(server), memory=memory or CollectorMemory())

        goes.server = server
        yield goes


def counted():
    return {
        (row.project_reference, row.week_on, topic): (posts_, authors)
        for row in WeekCount.objects.exclude(closed_at=None)
        for topic, posts_, authors in zip(row.topics, row.posts, row.authors, strict=True)
    }


@pytest.fixture
def bins(people):
    """A project in force on bins and libraries, with one feed."""
    row = approved(people, topics=["waste", "libraries"], search_words="recycling late\nlibrary closed")
    a_source(people)
    return row


def test_a_source_that_waits_for_a_second_officer_is_not_read_and_a_correction_loses_what_was_posted_meanwhile(
    people, bins
):
    row = agreed_sources("LISTEN-0001")[0]
    corrected = listening_source.correct(row, source_values(terms_say="They may."), by=people.helen, at=AT)
    with collector(posts(40, authors=12)) as goes:
        goes(TUESDAY + timedelta(hours=1))
        assert goes.server.came == []
    with recorded_as_if_at(TUESDAY + timedelta(hours=2)):
        listening_source.agree(corrected, by=people.simon, at=TUESDAY + timedelta(hours=2))
    later = posts(30, authors=10, at=TUESDAY + timedelta(hours=3))
    with collector([*posts(40, authors=12), *later]) as goes:
        goes(TUESDAY + timedelta(hours=4))
        goes(OVER)
    assert counted()[("LISTEN-0001", MONDAY, "waste")] == (30, 10)
    assert not WeekCount.objects.get(week_on=MONDAY).is_whole


def test_a_week_is_counted_and_published_once_it_is_over(people, bins):
    feed = [*posts(40, authors=12), *posts(5, authors=5, text="Library closed")]
    with collector(feed) as goes:
        goes(TUESDAY + timedelta(hours=1))
        page = words(browser().get("/listening/counts/LISTEN-0001/"))
        assert "No week has been counted yet" in page
        goes(OVER)
    week = ("LISTEN-0001", MONDAY)
    assert counted() == {(*week, "waste"): (40, 12), (*week, "libraries"): (None, None)}
    answer = browser().get("/listening/counts/LISTEN-0001/")
    page = words(answer)
    for said in (
        "9 March 2026: 40",
        "9 March 2026 Posts 40 Minimum number of authors 12",
        "9 March 2026 Posts hidden Minimum number of authors hidden",
        "We do not publish opinions yet",
        "Algorithmic transparency record",
        "Used for To learn where collections are missed.",
        f"http://{HOST}/feed.xml",
    ):
        assert said in page, said
    assert 'class="watchbook-drawing" role="img" aria-label="Posts about' in answer.text
    assert "<text" not in answer.text  # its words are the page's own, so they keep their size on every screen
    text = browser().get("/listening/counts/LISTEN-0001/counts.csv").content.decode()
    assert "LISTEN-0001" in text
    assert "LISTEN-0001,Missed bins," in text
    assert ",Waste and recycling,2026-03-09,40,12,no,yes,2026-03-16,30,10,no,,,,,opinion not measured" in text
    assert ",Libraries and museums,2026-03-09,,,yes,yes,2026-03-16,30,10,no,,,,,hidden" in text


def test_of_a_post_nothing_is_kept_in_any_table_or_event(people, bins, caplog):
    with caplog.at_level("DEBUG"), collector(posts(40, authors=12)) as goes:
        goes(TUESDAY + timedelta(hours=1))
        goes(OVER)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{name}" AS one WHERE one::text ILIKE %s', [f"%{SECRET}%"])
            assert cursor.fetchone() == (0,), name
    assert SECRET not in caplog.text
    assert "person1" not in caplog.text


def test_the_tables_have_a_place_for_counts_alone_and_none_for_an_author_or_the_opinion_of_one():
    common = {"id", "recorded_at", "project_reference", "closed_at"}
    measured = {"topics", "posts", "authors", "labelled", "nets", "lows", "highs"}
    columns = {
        table: {one.name for one in table._meta.get_fields()} - common for table in (WeekCount, LabelSheet)
    }
    assert columns[WeekCount] == {"week_on", "tally", "is_whole"} | measured
    assert columns[LabelSheet] == {"day_on", "sealed", "labels", "pairs"}
    for table in apps.get_app_config("listening").get_models():
        to_people = {one.name for one in table._meta.get_fields() if one.related_model is Person}
        assert to_people <= {"recorded_by", "proposed_by", "decided_by", "agreed_by", "ended_by"}


def test_a_running_week_says_nothing_and_its_key_ends_on_the_monday(people, bins):
    # In weeks of its own: keys that were destroyed stay so for every test of the run.
    later = timedelta(weeks=30)
    tuesday, over, monday = TUESDAY + later, OVER + later, MONDAY + later
    with collector(posts(40, authors=12, at=tuesday)) as goes:
        goes(tuesday + timedelta(hours=1))
        row = WeekCount.objects.get()
        assert (row.topics, row.posts, row.closed_at) == ([], [], None)
        assert tally.opened(bytes(row.tally), monday)["posts"] == {"waste": 40, "libraries": 0}
        tally.destroy_old(over)
        assert tally.opened(bytes(row.tally), monday) is not None
        tally.destroy_old(over + timedelta(hours=6))
        assert tally.opened(bytes(row.tally), monday) is None
        goes(over + timedelta(hours=7))
    assert set(counted().values()) == {(None, None)}
    assert not WeekCount.objects.exclude(closed_at=None).get().is_whole


def test_two_databases_that_differ_in_one_authors_posts_have_the_same_rows_but_for_shown_counts(people, bins):
    """The counts hidden in both; the number of events, of rows and their columns; nothing hangs on one author."""
    feed = [*posts(40, authors=12), *posts(20, authors=9, text="Library closed")]
    more = posts(9, authors=1, text="Library closed", prefix="extra", at=TUESDAY + timedelta(minutes=5))
    more += posts(1, authors=1, prefix="extra")
    (first, events), (second, other_events) = map(_seen_of, (feed, [*feed, *more]))
    assert events == other_events
    assert first != second
    for one, two in zip(first, second, strict=True):
        assert (one[0], one[1], one[4]) == (two[0], two[1], two[4])
        hidden = [place for place, shown in enumerate(one[2]) if shown is None]
        assert [two[2][place] for place in hidden] == [None] * len(hidden)


def _seen_of(feed):
    """The weeks and the events about them that a collection of this feed leaves; then they are undone."""
    with transaction.atomic(), collector(feed) as goes:
        memory = CollectorMemory()
        for moment in (TUESDAY + timedelta(hours=1), TUESDAY + timedelta(hours=2), OVER):
            goes(moment, memory)
        told = ("week_on", "topics", "posts", "authors", "is_whole")
        rows = list(WeekCount.objects.order_by("week_on").values_list(*told))
        events = Event.objects.filter(name__startswith="week_count.").order_by("number")
        events = list(events.values_list("name", "fields"))
        transaction.set_rollback(True)
    return rows, events


def test_a_collector_killed_at_any_point_loses_no_week_and_counts_nothing_twice(people, bins, monkeypatch):
    class Killed(BaseException):
        """What ends a process at once."""

    points = [
        (collection, "read"),
        (tally, "seal"),
        (week_count, "counted"),
        (week_count, "record_row"),
        (collection, "_close"),
    ]
    feed = [
        one
        for hour in range(KILLS)
        for one in posts(2, authors=2, at=TUESDAY + timedelta(hours=hour), prefix=f"h{hour}-")
    ]
    feed += posts(12, authors=12, at=TUESDAY + timedelta(hours=60))
    with collector(feed) as goes:
        for kill in range(KILLS):
            module, name = points[kill % len(points)]
            before = getattr(module, name)

            def dies(*given, _before=before, _after=kill % 2, **named):
                if _after:
                    _before(*given, **named)
                raise Killed

            moment = TUESDAY + timedelta(hours=kill, minutes=30)
            with monkeypatch.context() as patched:
                patched.setattr(module, name, dies)
                with pytest.raises(Killed):
                    goes(moment)
            if kill % 7 == 0:
                goes(moment + timedelta(minutes=10))
        goes(TUESDAY + timedelta(hours=61))
        goes(OVER)
    assert counted()["LISTEN-0001", MONDAY, "waste"] == (2 * KILLS + 12, 12)
    assert WeekCount.objects.count() == 2  # this one, and the one that began


def test_a_project_without_a_source_has_no_week_and_says_that_nothing_was_counted(people):
    approved(people, sources=["inbox"], search_words="recycling late")
    with collector([]) as goes:
        goes(TUESDAY + timedelta(hours=1))
        goes(OVER)
    assert not WeekCount.objects.exists()
    page = words(browser().get("/listening/counts/LISTEN-0001/"))
    assert "No week has been counted yet" in page
    assert (
        "messages to our own inboxes. We do not keep the text of the messages, so officers do not label them"
        in page
    )
    assert "two officers" not in page.casefold()


def test_nothing_is_collected_without_a_project_in_force_and_its_end_closes_the_week(people, bins):
    with collector(posts(40, authors=12)) as goes:
        goes(TUESDAY + timedelta(hours=1))
        came = len(goes.server.came)
        ends = TUESDAY + timedelta(hours=2)
        with recorded_as_if_at(ends):
            project.end(bins, {"reason": "We know enough."}, by=people.simon, at=ends)
        goes(TUESDAY + timedelta(days=1))
        goes(OVER)
        assert len(goes.server.came) == came
    assert counted()["LISTEN-0001", MONDAY, "waste"] == (40, 12)
    assert WeekCount.objects.count() == 1
    leaves_nothing(
        WrongState,
        lambda: week_count.begin(bins, WeekCount(week_on=MONDAY + timedelta(days=7)), by=system(), at=OVER),
        match="not in force",
    )


def test_terms_that_nobody_read_for_a_year_stop_a_source_and_nothing_else(people, bins):
    a_source(people, address=f"http://{HOST}/other.xml", terms_read_on=date(2025, 3, 10))
    with collector(posts(40, authors=12)) as goes:
        goes(TUESDAY + timedelta(hours=1))
        asked = {path for _, path, _ in goes.server.came}
    assert asked == {"/robots.txt", "/feed.xml"}
    told = tally.opened(bytes(WeekCount.objects.get().tally), MONDAY)["sources"]
    assert {name: one["said"] for name, one in told.items()} == {
        "SOURCE-0001": "read",
        "SOURCE-0002": "terms",
    }


def test_of_two_addresses_that_a_redirect_leads_to_one_feed_the_second_is_not_counted_and_says_so(
    people, bins
):
    a_source(people, address=f"http://{HOST}/moved.xml")
    pages = {
        "/feed.xml": rss(*posts(40, authors=12)),
        "/moved.xml": sends(301, Location=f"http://{HOST}/feed.xml"),
        "/robots.txt": sends(404),
    }
    with site(pages) as server:
        for moment in (TUESDAY + timedelta(hours=1), TUESDAY + timedelta(hours=2)):
            go_round(system(), moment=moment, policy=policy_for(server), memory=CollectorMemory())
        told = states_of("LISTEN-0001", agreed_sources("LISTEN-0001"), on=TUESDAY.date())
        go_round(system(), moment=OVER, policy=policy_for(server), memory=CollectorMemory())
    assert told["SOURCE-0001"].startswith("read, and counted up to")
    assert told["SOURCE-0002"].startswith("not read: it leads to the same page as another source")
    assert counted()["LISTEN-0001", MONDAY, "waste"] == (40, 12)
    assert WeekCount.objects.get(week_on=MONDAY).is_whole


def test_a_mastodon_server_is_read_by_its_hashtags(people):
    approved(people, sources=["mastodon"], search_words="#recycling late")
    a_source(people, kind="mastodon", address=f"http://{HOST}/")
    pages = {"/tags/recycling.rss": rss(*posts(40, authors=12)), "/robots.txt": sends(404)}
    with site(pages) as server:
        for moment in (TUESDAY + timedelta(hours=1), OVER):
            go_round(system(), moment=moment, policy=policy_for(server), memory=CollectorMemory())
        assert {path for _, path, _ in server.came} == {"/robots.txt", "/tags/recycling.rss"}
    assert counted()["LISTEN-0001", MONDAY, "waste"] == (40, 12)


def test_two_projects_on_one_host_do_not_tell_by_difference_what_one_hides(people):
    """65 posts on bins and litter, 60 on bins: the 5 on litter are of too few people to be told."""
    for queries in ("recycling late\nlitter late", "recycling late", "library closed"):
        approved(people, topics=["waste", "libraries"], search_words=queries)
    for number in (1, 2):
        a_source(people, project_reference=f"LISTEN-000{number}")
    elsewhere = {"address": f"http://other.{HOST}/feed.xml", "terms_address": f"http://other.{HOST}/terms"}
    a_source(people, project_reference="LISTEN-0003", **elsewhere)
    feed = [*posts(60, authors=20), *posts(5, authors=2, text="Litter is late", prefix="litter")]
    with collector(feed) as goes:
        goes(TUESDAY + timedelta(hours=1))
        goes(OVER)
    found = {row.project_reference: row.posts for row in WeekCount.objects.exclude(closed_at=None)}
    shown = sorted(posts_[1] for posts_ in found.values() if posts_[1] is not None)
    assert len(shown) == 1
    assert shown in ([60], [65])


def test_one_project_that_fails_holds_up_no_other(people, bins, monkeypatch):
    approved(people, topics=["waste"], search_words="recycling late")
    a_source(people, project_reference="LISTEN-0002")
    begin = week_count.begin

    def refuses(row, week, **given):
        if row.reference == "LISTEN-0001":
            raise WrongState("You cannot: it is a test.")
        return begin(row, week, **given)

    monkeypatch.setattr(week_count, "begin", refuses)
    with collector(posts(3, authors=3)) as goes:
        goes(TUESDAY + timedelta(hours=1))
    assert [row.project_reference for row in WeekCount.objects.all()] == ["LISTEN-0002"]


def test_only_the_clock_counts_and_a_failing_log_undoes_it(people, bins, monkeypatch):
    week = WeekCount(week_on=MONDAY)
    for by in (people.simon, people.helen, people.marian):
        leaves_nothing(NotPermitted, lambda by=by: week_count.begin(bins, week, by=by, at=TUESDAY))
    undone_when_the_log_fails(
        monkeypatch,
        week_count,
        lambda: week_count.begin(bins, WeekCount(week_on=MONDAY), by=system(), at=TUESDAY),
    )
    with collector(posts(40, authors=12)) as goes:
        goes(TUESDAY + timedelta(hours=1))
    row = WeekCount.objects.get()
    memory = CollectorMemory().authors
    undone_when_the_log_fails(
        monkeypatch,
        week_count,
        lambda: week_count.count(row, bins, [], memory=memory, by=system(), at=TUESDAY),
    )
    undone_when_the_log_fails(
        monkeypatch, week_count, lambda: week_count.close(row, bins, by=system(), at=OVER)
    )
    leaves_nothing(NotPermitted, lambda: week_count.close(row, bins, by=people.simon, at=OVER))
    week_count.close(row, bins, by=system(), at=OVER)
    for act in (
        lambda: week_count.close(row, bins, by=system(), at=OVER),
        lambda: week_count.count(row, bins, [], memory=memory, by=system(), at=TUESDAY),
    ):
        leaves_nothing(WrongState, act, match="closed")
