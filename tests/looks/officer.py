"""An officer at the pages of looks, at a clock of their own, and what the rows say of the newest assessment."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Q
from django.urls import reverse

from tests.looks import given
from tests.looks.filled import filled
from tests.pages import signed_in
from tests.triage import given as triage
from tests.written_again import written_again
from watchbook.investigations.account import INDEX
from watchbook.investigations.models import Subject
from watchbook.keys.models import BlindIndexEntry
from watchbook.looks import re_triage
from watchbook.looks.models import Look, ReTriage
from watchbook.looks.sitting import USUAL
from watchbook.triage.graph import is_less_strict
from watchbook.triage.models import Assessment

NOW = datetime(2026, 3, 5, 10, tzinfo=UTC)
# How strict each basis is, beside the outcomes of `graph/outcomes.toml`.
RANK = {"overt_plan": 4, "non_ripa": 5, "directed_surveillance": 6, "chis": 7}


def at_the_commit():
    """What the database asks at a commit, asked now."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def by_sql(row, one, *, at):
    """The row of a look at a subject put in at a moment past every page and act."""
    told = {name: value for name, value in row.__dict__.items() if not name.startswith("_")}
    told |= {"opened_at": at, "subject_id": one.id, "investigation_id": one.investigation_id}
    told |= {"account_id": one.accounts.get().id}
    with transaction.atomic():
        Look.objects.filter(pk=row.pk).delete()
        Look(**told).save(force_insert=True)
        at_the_commit()


def path(name, *args):
    return reverse(f"looks:{name}", args=args)


def said_of(one):
    """What the newest assessment of a subject says, read from the rows alone."""
    row = Assessment.objects.filter(subject=one).order_by("-assessed_at", "-recorded_at").first()
    if row is None:
        return None, ()
    last = row.departures.order_by("-number").first()
    return row, tuple(last.outcomes if last else row.held or row.outcomes)


class BindingWords(NamedTuple):
    """What binds a look by the rows alone: the outcomes of the newest assessment, and the assessments that say no less."""

    outcomes: tuple
    ids: frozenset


def said_together(one):
    """What the newest assessment says of a subject and of every other with one of its accounts."""
    digests = BlindIndexEntry.objects.filter(kind=INDEX, item__in=one.accounts.values("id")).values("digest")
    items = BlindIndexEntry.objects.filter(kind=INDEX, digest__in=digests).values("item")
    theirs = Subject.objects.filter(Q(pk=one.pk) | Q(accounts__in=items)).distinct()
    said = [(row, outcomes) for row, outcomes in map(said_of, theirs) if row is not None]
    _row, outcomes = max(
        said, key=lambda told: (told[0].assessed_at, told[0].recorded_at), default=(None, ())
    )
    no_less = [row.id for row, theirs in said if not is_less_strict(theirs, than=outcomes)]
    return BindingWords(outcomes, frozenset(no_less))


def is_covered(opened, said):
    """Whether a look rests on the power that an assessment asks for, or on a re-triage that somebody signed of it."""
    if "ask" in said.outcomes or "not_allowed" in said.outcomes:
        return False
    signed = ReTriage.objects.filter(used_by=opened).first()
    if signed is not None:
        is_of_another = signed.decided_by_id not in {None, opened.opened_by_id}
        return is_of_another and signed.departs_from in said.ids and "chis" not in said.outcomes
    return (
        RANK.get(opened.basis, 0) >= max(RANK.get(one, 0) for one in said.outcomes) and opened.basis in RANK
    )


@written_again
def two_subjects(people):
    """The subject that is looked at, beside somebody else of another investigation."""
    subject = given.a_subject(people)
    given.a_subject(people, profile=given.OTHER_PROFILE, called="Somebody else")
    return subject


class Council:
    """Ines at her pages, at a clock of its own, with what the others sign."""

    def __init__(self, people, clock):
        self.people, self.clock, self.now = people, clock, NOW
        self.clock(self.now)
        # Before anybody signs in, which is an event of its own: the same rows are then written again.
        self.subject = two_subjects(people)
        self.other = Subject.objects.exclude(pk=self.subject.pk).get()
        self.browser = signed_in(people.ines)

    def later(self):
        self.now += timedelta(minutes=7)
        self.clock(self.now)

    def send(self, page, address, ticks):
        """The page as it is shown, answered and sent back; it may not show a form at all."""
        if 'name="deciding"' not in page.text:
            return page
        return self.browser.post(
            address, filled(page, deciding=ticks, why="A complaint", why_not="One more check")
        )

    def paste(self, way, ticks, *, profile=given.PROFILE):
        begun = self.browser.post(path("begin"), {"address": profile, "way": way})
        return self.send(self.browser.get(begun.url), begun.url, ticks)

    def prepared(self, ticks, *, one=None):
        one = one or self.subject
        address = path("open_subject", one.investigation.reference, one.number)
        return self.send(self.browser.get(address), address, ticks)

    def in_another_investigation(self, ticks):
        """The same account as a subject of a second investigation."""
        twin = given.a_subject(self.people, called="J R", profile="https://m.facebook.com/Jane.Roe.Seller")
        return self.prepared(ticks, one=twin)

    def at_nobody(self, about):
        """A look at nobody in particular with the address of the subject."""
        page = self.browser.get(path("open_general"))
        sent = filled(page, about=about, address=given.PROFILE, why="Replies")
        return self.browser.post(path("open_general"), sent)

    def stale(self, ticks):
        """The page of the subject, shown before somebody else's address was pasted in another window."""
        address = path("open_subject", self.subject.investigation.reference, self.subject.number)
        page = self.browser.get(address)
        self.browser.post(path("begin"), {"address": given.OTHER_PROFILE})
        return self.send(page, address, ticks)

    def further_page(self, row, profile=given.PROFILE, **ticked):
        return self.browser.post(path("page_view", row.reference), {"address": f"{profile}/photos", **ticked})

    def signed_re_triage(self):
        row = re_triage.ask(
            self.subject,
            USUAL | {"told": "yes"},
            why_not="He was told by letter",
            by=self.people.ines,
            at=self.now,
        )
        over = re_triage.read(row, by=self.people.oliver, at=self.now)["over"]
        return re_triage.sign(
            row, over=over, why="Told by letter, one look", by=self.people.oliver, at=self.now
        )

    def assess(self, name):
        changed = "He wrote to us since"
        return triage.assessed_case(self.people, name, subject=self.subject, changed=changed, at=self.now)
