"""Listening projects of Harrowmere: one that has run for weeks, one that ended, one whose queries are withheld. All invented."""

from datetime import date, datetime, timedelta
from itertools import cycle, islice

from django.utils import timezone

from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.demo.applied import ago
from watchbook.demo.cast import holder_of
from watchbook.governance.documents.models import Document
from watchbook.listening import label_sheet, listening_source, project, week_count
from watchbook.listening.cleaning import kept_words
from watchbook.listening.counting import AuthorsInMemory, midnight, week_of
from watchbook.listening.feed import FeedReading
from watchbook.listening.feed_posts import FeedPost, post
from watchbook.listening.models import LabelSheet, ListeningSource, Project, WeekCount
from watchbook.listening.opinion import Opinion
from watchbook.listening.queries import approved_projects, sources_of
from watchbook.organisation.models import Person
from watchbook.organisation.rules import DutyKind

SERVICE = "Environmental Protection"
PAPERS = ("dpia", "equality_assessment")
RUNNING = "Bins and libraries"
WEEKS, LABELLED_DAYS, LABELLED_HOURS = 4, 13, 8
BAD, GOOD, NEITHER = Opinion.NEGATIVE, Opinion.POSITIVE, Opinion.NEUTRAL
POSTS = {
    "waste": (
        ("Bins missed again, third week running. Awful service, I hate it.", BAD),
        ("Bins missed on Monday, collected on Tuesday. Thank you, great crew!", GOOD),
        ("Another missed collection, our bins overflow. Terrible and disgusting.", BAD),
        ("Were your bins missed too? The website says Tuesday.", NEITHER),
    ),
    "libraries": (
        ("Library closed again without a word. So sad and disappointing.", BAD),
        ("The library is closed on Monday, open on Tuesday.", NEITHER),
    ),
}
# Posts of each week on bins and on libraries, the oldest first: on libraries too few to be told but in the last.
NUMBERS = ((148, 6), (120, 9), (160, 12), (155, 34))


def listen() -> None:
    """Three projects that the SRO approved: answers to requests count them."""
    row = _approved(
        ago(37),
        title=RUNNING,
        purpose="To learn in which weeks collections are missed and libraries are closed, and to plan crews and hours.",
        topics=["waste", "libraries"],
        search_words="bins missed\nmissed collection\nlibrary closed",
    )
    _agreed(row, at=ago(36))
    ended = _approved(
        ago(60),
        title="Blocked drains after rain",
        purpose="To learn where drains are blocked, and to clear those first.",
        topics=["roads"],
        search_words="drains blocked",
    )
    with recorded_as_if_at(ago(45)):
        reason = "No site on which residents write about drains lets a program read it. Nothing was counted."
        project.end(ended, {"reason": reason}, by=holder_of(DutyKind.AUTHORISING_OFFICER), at=ago(45))
    _approved(
        ago(9),
        title="Parks in winter",
        purpose="To learn what people say about paths and playgrounds in winter, and to plan repairs.",
        topics=["open_spaces"],
        search_words="playground closed\nfootpaths overflowing",
        withheld_why="Freedom of Information Act 2000 section 22: the queries are in the report on parks that we publish in March,"
        " and it is reasonable to wait until then.",
    )


def count_first_weeks() -> None:
    """Count all weeks of the running project but the last, before there were labels enough: answers know them."""
    row, source, mondays = _running()
    for praise, (monday, numbers) in enumerate(zip(mondays[:-1], NUMBERS, strict=False)):
        _count(row, source, monday, (*numbers, praise), closed_at=_over(monday))


def label_and_count_the_last_week() -> None:
    """Have two officers label texts, count the last week now, so that no answer before knew it, and leave the texts of today."""
    row, source, mondays = _running()
    clock, now = Person.objects.get(is_system=True), timezone.now()
    for day in range(LABELLED_DAYS):
        _label(row, source, ago(19 - day, hour=8), by=clock)
    _count(row, source, mondays[-1], (*NUMBERS[-1], WEEKS - 1), closed_at=now)
    label_sheet.keep(row, [_reading(source, _posts(now - timedelta(minutes=40), 6, 0))], by=clock, at=now)


def _running() -> tuple[Project, ListeningSource, list[date]]:
    """The project that has run for weeks, its source, and the Mondays of its weeks."""
    row = next(one for one in approved_projects() if one.title == RUNNING)
    (source,) = sources_of(row.reference)
    first = week_of(timezone.now()) - timedelta(weeks=WEEKS)
    return row, source, [first + timedelta(weeks=number) for number in range(WEEKS)]


def _over(monday: date) -> datetime:
    """An hour after a week."""
    return midnight(monday + timedelta(days=7)) + timedelta(hours=1)


def _approved(at: datetime, **told: object) -> Project:
    papers = {kind: Document.objects.filter(kind=kind).latest("recorded_at").reference for kind in PAPERS}
    by = holder_of(DutyKind.LINE_MANAGER, SERVICE)
    whole = {
        "lawful_basis": "UK GDPR article 6(1)(e)",
        "service_id": by.service_id,
        "places": "",
        "sources": ["feed"],
        "withheld_why": "",
        "from_on": at.date(),
        "until_on": (at + timedelta(weeks=26)).date(),
        "dpia_reference": papers["dpia"],
        "equality_reference": papers["equality_assessment"],
    }
    with recorded_as_if_at(at):
        row = project.propose(whole | told, by=by, at=at)
        reason = "It asks about services, names nobody, and ends in half a year."
        sro = holder_of(DutyKind.SENIOR_RESPONSIBLE_OFFICER)
        return project.approve(row, {"reason": reason, "names_nobody": True}, by=sro, at=at)


def _agreed(row: Project, *, at: datetime) -> ListeningSource:
    told = {
        "project_reference": row.reference,
        "kind": "feed",
        "address": "https://letters.harrowmere-herald.invalid/feed.xml",
        "terms_address": "https://letters.harrowmere-herald.invalid/terms",
        "terms_say": "Programs may read the feed of readers’ letters once an hour.",
        "terms_read_on": at.date(),
    }
    with recorded_as_if_at(at):
        source = listening_source.add(told, by=holder_of(DutyKind.RIPA_COORDINATOR), at=at)
        return listening_source.agree(source, by=holder_of(DutyKind.AUTHORISING_OFFICER), at=at)


def _label(row: Project, source: ListeningSource, morning: datetime, *, by: Person) -> None:
    """The texts of one day, which two officers label in the evening; six days on the sheet is closed."""
    opinions = {kept_words(text): opinion for posts in POSTS.values() for text, opinion in posts}
    shown: list[FeedPost] = []
    for hour in range(LABELLED_HOURS):
        at = morning + timedelta(hours=hour)
        shown += _posts(at - timedelta(minutes=40), 4, 2, first=10 * hour)
        with recorded_as_if_at(at):
            label_sheet.keep(row, [_reading(source, shown)], by=by, at=at)
    evening, sheet = morning + timedelta(hours=9), LabelSheet.objects.latest("recorded_at")
    texts = label_sheet.facts_of(sheet)["texts"]
    given = {one["mark"]: opinions[one["text"]] for one in texts}
    with recorded_as_if_at(evening):
        label_sheet.label(row, given, by=row.proposed_by, at=evening)
        doubted = given | {texts[0]["mark"]: NEITHER}  # officers do not agree on everything
        sro = holder_of(DutyKind.SENIOR_RESPONSIBLE_OFFICER)
        label_sheet.label(row, doubted, by=sro, at=evening)
    after = evening + timedelta(days=6)
    with recorded_as_if_at(after):
        label_sheet.close(sheet, by=by, at=after)


def _count(
    row: Project, source: ListeningSource, monday: date, numbers: tuple[int, int, int], *, closed_at: datetime
) -> None:
    by, begins = Person.objects.get(is_system=True), midnight(monday)
    with recorded_as_if_at(begins + timedelta(hours=1)):
        week = week_count.begin(row, WeekCount(week_on=monday), by=by, at=begins + timedelta(hours=1))
    with recorded_as_if_at(_over(monday)):
        readings = [_reading(source, _posts(begins + timedelta(days=1), *numbers))]
        week_count.count(week, row, readings, memory=AuthorsInMemory(), by=by, at=_over(monday))
    with recorded_as_if_at(closed_at):
        week_count.close(week, row, by=by, at=closed_at)


def _posts(at: datetime, bins: int, libraries: int, praise: int = 0, *, first: int = 0) -> list[FeedPost]:
    """So many posts on each topic; `praise` is how often the one that thanks comes besides, each time round."""
    told = zip(POSTS.values(), (bins, libraries), strict=True)
    texts = [
        text
        for posts, number in told
        for text, _opinion in islice(cycle((*posts, *posts[1:2] * praise)), number)
    ]
    made = [
        post(str(n), text, author=f"reader {n % 17}", at=at + timedelta(seconds=n))
        for n, text in enumerate(texts, first)
    ]
    return [one for one in made if one]


def _reading(source: ListeningSource, posts: list[FeedPost]) -> FeedReading:
    return FeedReading(source.reference, "read", tuple(posts), frozenset(one.mark for one in posts))
