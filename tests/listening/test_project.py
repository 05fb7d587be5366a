"""Listening projects: proposed, changed, decided by another, ended, and their end."""

from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from psycopg import errors

from tests.given import AT
from tests.governance.adopted import a_newer_edition, withdraw
from tests.governance.signed import another_service
from tests.listening.given import (
    DECIDED,
    a_proposal,
    approved,
    assessments,
    source_values,
    values,
)
from tests.log import leaves_nothing, open_words, told, undone_when_the_log_fails
from tests.pages import browser, signed_in, words
from tests.rights import refused_to_all_but, those_who_may
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.capture.policy import Policy
from watchbook.governance.documents import document_step
from watchbook.governance.documents.models import Document
from watchbook.listening import disposal, label_sheet, listening_source, project
from watchbook.listening.collection import CollectorMemory, go_round
from watchbook.listening.models import Project
from watchbook.listening.permissions import may_decide_projects, may_propose_project, may_read_projects
from watchbook.listening.queries import approved_projects, is_in_force
from watchbook.listening.standing import standing
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today

PROPOSERS, DECIDERS = {"marian", "helen", "simon", "oliver"}, {"simon", "oliver"}


def test_a_project_is_proposed_approved_by_another_and_in_force_within_its_days(people):
    row = a_proposal(people)
    assert (row.reference, row.state, row.proposed_by) == ("LISTEN-0001", "proposed", people.marian)
    assert not is_in_force(row, on=date(2026, 6, 1))
    assert approved_projects() == []
    done = project.approve(row, DECIDED, by=people.simon, at=AT)
    assert (done.state, done.decided_by, done.corrects) == ("approved", people.simon, row)
    assert [told(one)[0] for one in (row, done)] == ["project.proposed", "project.approved"]
    days = (done.from_on, done.until_on, done.from_on - timedelta(1), done.until_on + timedelta(1))
    assert [is_in_force(done, on=day) for day in days] == [True, True, False, False]
    assert approved_projects() == [done]
    assert "Missed bins" not in open_words()


def test_who_reads_proposes_and_decides(people):
    readers = {"leila", "bryn", "fatima", "edmund", "ivo", "winston"}
    assert those_who_may(people, may_read_projects) == PROPOSERS | readers
    assert those_who_may(people, may_propose_project) == PROPOSERS
    assert those_who_may(people, may_decide_projects) == DECIDERS


def test_whoever_wrote_any_version_of_a_proposal_cannot_decide_on_it(people):
    row = a_proposal(people, by=people.simon)
    for act in (project.approve, project.refuse):
        leaves_nothing(
            NotPermitted, lambda act=act: act(row, DECIDED, by=people.simon, at=AT), "you proposed it"
        )
    changed = project.change(row, values(title="Bins"), by=people.marian, at=AT)
    leaves_nothing(
        NotPermitted, lambda: project.approve(changed, DECIDED, by=people.simon, at=AT), "you proposed it"
    )
    assert project.approve(changed, DECIDED, by=people.oliver, at=AT).decided_by == people.oliver


def test_the_duties_are_asked_by_each_act(people):
    row = a_proposal(people)
    refused_to_all_but(
        PROPOSERS, people, lambda by: project.change(row, values(), by=by, at=AT), match="cannot propose"
    )
    refused_to_all_but(
        PROPOSERS, people, lambda by: project.take_back(row, by=by, at=AT), match="cannot propose"
    )
    refused_to_all_but(PROPOSERS, people, lambda by: a_proposal(people, by=by), match="cannot propose")
    for act in (project.approve, project.refuse):
        refused_to_all_but(
            DECIDERS, people, lambda by, act=act: act(row, DECIDED, by=by, at=AT), match="cannot decide"
        )
    done = project.approve(row, DECIDED, by=people.simon, at=AT)
    refused_to_all_but(
        DECIDERS, people, lambda by: project.end(done, DECIDED, by=by, at=AT), match="cannot decide"
    )


def test_a_query_that_may_name_somebody_is_sent_to_triage_with_the_reason(people):
    assessments()
    why = "You cannot record this proposal: query 2 contains a word that is not on the list of words.*“jane”.*answer the triage questions there"
    leaves_nothing(WrongState, lambda: a_proposal(people, search_words="missed bins\nJane Doe bins"), why)
    leaves_nothing(
        WrongState,
        lambda: a_proposal(people, places="12 High Street"),
        "neither a ward on the register of wards nor one of our services",
    )
    told = {"places": "Acton ward", "search_words": "missed bins"}
    leaves_nothing(
        WrongState, lambda: a_proposal(people, **told), "query 1 does not name any of the project’s"
    )
    row = a_proposal(people)
    leaves_nothing(
        WrongState,
        lambda: project.change(row, values(search_words="@jane"), by=people.marian, at=AT),
        "handle",
    )


def test_a_purpose_that_names_somebody_is_refused_and_the_approver_confirms_that_none_does(people):
    assessments()
    for typed in ({"purpose": "To watch John Smith."}, {"lawful_basis": "As Cllr Bevan asked"}):
        leaves_nothing(
            WrongState, lambda typed=typed: a_proposal(people, **typed), "which may point to a person"
        )
    leaves_nothing(
        WrongState,
        lambda: a_proposal(people, purpose="To watch fred on bins."),
        "contains “watch fred”, which is about",
    )
    named = a_proposal(people, purpose="To learn what the Bugle says of bins.")
    shown = words(signed_in(people.simon).get(f"/listening/projects/{named.reference}/approve/"))
    assert "These words may be names: “Bugle”." in shown
    row = a_proposal(people)
    unsaid = DECIDED | {"names_nobody": False}
    leaves_nothing(
        WrongState,
        lambda: project.approve(row, unsaid, by=people.simon, at=AT),
        "name no person, group or address",
    )
    refused = project.refuse(row, DECIDED, by=people.simon, at=AT)
    again = project.change(refused, values(), by=people.marian, at=AT)
    done = project.approve(again, DECIDED, by=people.simon, at=AT)
    assert [told(one)[3]["names_nobody"] for one in (refused, again, done)] == [False, False, True]


def test_both_assessments_are_in_force_at_the_proposal_at_the_approval_and_while_it_runs(people):
    assessments()
    leaves_nothing(WrongState, lambda: a_proposal(people, dpia_reference="D-9999"), "not in force")
    row = a_proposal(people)
    swapped = {"dpia_reference": row.equality_reference, "equality_reference": row.dpia_reference}
    leaves_nothing(WrongState, lambda: a_proposal(people, **swapped), "not in force")
    done = project.approve(a_proposal(people), DECIDED, by=people.simon, at=AT)
    withdraw(Document.objects.newest(reference=row.dpia_reference), on=AT.date())
    assert not is_in_force(done, on=AT.date())
    leaves_nothing(
        WrongState,
        lambda: project.approve(row, DECIDED, by=people.simon, at=AT),
        "cannot approve this project: the data",
    )


def test_an_approved_project_is_never_rewritten_only_ended(people):
    done = approved(people)
    for act in (
        lambda: project.change(done, values(), by=people.marian, at=AT),
        lambda: project.take_back(done, by=people.marian, at=AT),
        lambda: project.approve(done, DECIDED, by=people.oliver, at=AT),
        lambda: project.refuse(done, DECIDED, by=people.oliver, at=AT),
    ):
        leaves_nothing(WrongState, act, "“approved”|[Ii]t is approved|is already approved")
    ended = project.end(done, DECIDED, by=people.oliver, at=AT)
    assert (ended.state, ended.until_on, ended.decided_by) == ("ended", AT.date(), people.simon)
    assert not is_in_force(ended, on=AT.date())
    leaves_nothing(WrongState, lambda: project.end(ended, DECIDED, by=people.oliver, at=AT), "ended early")


def test_a_project_that_ended_before_its_first_day_never_began(people):
    row = approved(people, from_on=AT.date() + timedelta(days=30))
    ended = project.end(row, DECIDED, by=people.oliver, at=AT)
    assert standing(ended, on=AT.date()).endswith(", before it began")
    public = words(browser().get("/listening/"))
    assert "State ended on" in public
    assert "Dates none" in public


def test_a_refused_project_is_proposed_again_and_a_mistake_is_taken_back(people):
    row = project.refuse(a_proposal(people), DECIDED, by=people.simon, at=AT)
    again = project.change(row, values(), by=people.marian, at=AT)
    assert (again.state, again.decided_by, again.decided_on, again.reason) == ("proposed", None, None, "")
    gone = project.take_back(again, by=people.marian, at=AT)
    assert gone.is_struck
    leaves_nothing(
        WrongState, lambda: project.approve(gone, DECIDED, by=people.simon, at=AT), "taken the entry back"
    )
    leaves_nothing(
        WrongState,
        lambda: project.approve(row, DECIDED, by=people.simon, at=AT),
        "has already corrected the entry",
    )


def test_a_project_whose_last_date_has_passed_is_neither_proposed_nor_approved_nor_ended(people):
    assessments()
    past = {"from_on": date(2019, 1, 1), "until_on": date(2019, 1, 31)}
    leaves_nothing(WrongState, lambda: a_proposal(people, **past), "last date has passed")
    row, done = a_proposal(people), approved(people)
    late = datetime(2027, 3, 1, 12, tzinfo=AT.tzinfo)
    leaves_nothing(
        WrongState, lambda: project.approve(row, DECIDED, by=people.simon, at=late), "last date has passed"
    )
    leaves_nothing(
        WrongState, lambda: project.end(done, DECIDED, by=people.simon, at=late), "last date has passed"
    )


@pytest.mark.parametrize("act", ["approve", "refuse"])
def test_a_failing_log_undoes_a_decision(people, monkeypatch, act):
    row = a_proposal(people)
    undone_when_the_log_fails(
        monkeypatch, project, lambda: getattr(project, act)(row, DECIDED, by=people.simon, at=AT)
    )


@pytest.mark.parametrize("act", ["change", "take_back", "end"])
def test_a_failing_log_undoes_what_is_done_with_a_project(people, monkeypatch, act):
    row = approved(people) if act == "end" else a_proposal(people)
    words = {"change": [values()], "end": [DECIDED], "take_back": []}[act]
    undone_when_the_log_fails(
        monkeypatch, project, lambda: getattr(project, act)(row, *words, by=people.simon, at=AT)
    )


def test_nobody_approves_their_own_project_also_by_sql(committed_people, as_app):
    a_proposal(committed_people)
    names = [field.column for field in Project._meta.concrete_fields if field.column not in ("recorded_at",)]
    own = {
        "id": "gen_random_uuid()", "state": "'approved'", "decided_by_id": "proposed_by_id", "decided_on": "from_on",
        "reason": "'Fine'", "corrects_id": "id",
    }  # fmt: skip

    def insert(**changes):
        chosen = own | changes
        what = ", ".join(chosen.get(name, name) for name in names)
        as_app.execute(
            f"INSERT INTO listening_project ({', '.join(names)}) SELECT {what} FROM listening_project"
        )

    for changes in ({}, {"decided_by_id": "NULL"}, {"state": "'ended'"}):
        with pytest.raises(errors.CheckViolation, match="listening_project_is_decided_by_another"):
            insert(**changes)
    with pytest.raises(errors.CheckViolation, match="listening_project_is_for_something"):
        insert(state="'proposed'", decided_by_id="NULL", dpia_reference="''")
    with pytest.raises(errors.IntegrityConstraintViolation, match="never changed"):
        as_app.execute("UPDATE listening_project SET state = 'approved'")


def test_a_project_is_due_after_its_last_date_and_goes_with_every_version(people):
    done = approved(people)
    assert disposal.due(done.until_on) == []
    assert disposal.due(done.until_on + timedelta(1)) == [done.id]
    assert disposal.find("missed bins") == [done.id]
    disposal.dispose(done.id, by=people.winston, at=AT)
    assert not Project.objects.exists()


def test_no_table_has_a_place_for_an_author_or_for_a_figure_about_a_person():
    columns = {field.name for field in Project._meta.get_fields()}
    people = {"recorded_by", "proposed_by", "decided_by", "ended_by"}  # officers of the council
    assert {name for name in columns if name.endswith("_by") and name != "corrected_by"} == people
    assert not columns & {"author", "handle", "account", "post", "text", "score", "sentiment", "subject"}


def test_a_project_runs_from_its_approval_at_the_earliest(people):
    assert approved(people, from_on=AT.date() - timedelta(days=60)).from_on == AT.date()
    later = AT.date() + timedelta(days=7)
    assert approved(people, title="Later", from_on=later).from_on == later


def test_a_line_manager_of_another_service_changes_takes_back_and_labels_only_what_they_proposed(people):
    housing = another_service(people).service
    row = a_proposal(people, by=people.helen, service_id=housing.id)
    for act in (
        lambda: project.take_back(row, by=people.marian, at=AT),
        lambda: project.change(row, values(), by=people.marian, at=AT),
        lambda: label_sheet.read(row, by=people.marian, at=AT),
        lambda: label_sheet.label(row, {}, by=people.marian, at=AT),
    ):
        leaves_nothing(NotPermitted, act, "you do not lead its service")
    page = signed_in(people.marian).get("/listening/projects/LISTEN-0001/")
    assert "Take this entry back" not in words(page)
    refused = words(
        signed_in(people.marian).post("/listening/projects/LISTEN-0001/take-back/", {"confirmed": "on"})
    )
    assert "you do not lead its service" in refused
    own = a_proposal(people, service_id=housing.id)
    assert label_sheet.read(own, by=people.marian, at=AT) == []
    assert project.take_back(own, by=people.marian, at=AT).is_struck


@pytest.mark.parametrize(
    ("sources", "queries", "why"),
    [
        (["mastodon"], "missed bin", "Enter a query with a hashtag"),
        (
            ["bluesky"],
            "\n".join(["missed bin"] * 11),
            "we send at most ten queries to a Bluesky server",
        ),
    ],
)
def test_queries_that_a_source_could_not_be_asked_for_are_refused_when_they_are_proposed(
    people, sources, queries, why
):
    assessments()
    told = {"sources": sources, "search_words": queries}
    leaves_nothing(WrongState, lambda: a_proposal(people, **told), match=why)


def approved_today(people, **changes):
    """A project that the SRO approved today."""
    now, last = timezone.now(), today() + timedelta(days=30)
    row = project.propose(values(from_on=today(), until_on=last, **changes), by=people.marian, at=now)
    return project.approve(row, DECIDED, by=people.simon, at=now)


def test_an_assessment_that_is_back_starts_no_project_until_another_officer_approves_it_again(people):
    row = approved_today(people)
    paper = Document.objects.newest(reference=row.dpia_reference)
    leaves_nothing(
        WrongState,
        lambda: project.approve(row, DECIDED, by=people.oliver, at=timezone.now()),
        "the project is already approved",
    )
    draft = a_newer_edition(paper, owner=people.helen)
    withdraw(draft)
    assert is_in_force(row, on=today())
    told = {"on": today(), "by": people.simon, "at": timezone.now()}
    document_step.withdraw(paper, reason="To be written again", **told)
    newer = a_newer_edition(paper, owner=people.helen)
    document_step.approve(newer, decided_by="SRO", minute="", **told)
    assert not is_in_force(row, on=today())
    page, told = f"/listening/projects/{row.reference}/", DECIDED | {"names_nobody": "on"}
    simon, oliver = signed_in(people.simon), signed_in(people.oliver)
    why = f"the assessment {row.dpia_reference} was withdrawn after the approval"
    assert why in words(browser().get("/listening/"))
    shown = words(simon.get(page))
    assert why in shown
    assert (
        "The project stays stopped until a senior responsible officer or an authorising officer approves"
        in shown
    )
    assert "you changed its assessment or its ward" in words(simon.post(f"{page}approve/", told))
    assert "cannot decide" in words(signed_in(people.marian).post(f"{page}approve/", told))
    assert not is_in_force(row, on=today())
    assert "Approve project" in words(oliver.get(page))
    assert "Project approved." in words(oliver.post(f"{page}approve/", told, follow=True))
    again = Project.objects.newest(reference=row.reference)
    assert is_in_force(again, on=today())
    assert (again.from_on, again.decided_by) == (row.from_on, people.oliver)
    assert "Approve project" not in words(oliver.get(page))


def recorded_today(people, **changes):
    """A source of it that the co-ordinator recorded today."""
    return listening_source.add(
        source_values(**{"terms_read_on": today(), **changes}), by=people.helen, at=timezone.now()
    )


def test_whoever_approves_or_agrees_reads_which_other_projects_share_the_host_or_the_query(people):
    approved_today(people, title="Late bins")
    row = a_proposal(people, search_words='missed BIN "Acton ward"\nlate bins "Acton ward"')
    page = f"/listening/projects/{row.reference}/"
    same_query = (
        'Project LISTEN-0001, “Late bins”, is in force and has the same query (missed bin "acton ward").'
    )
    for address in (page, f"{page}approve/"):
        told = words(signed_in(people.simon).get(address))
        assert same_query in told
        assert "same public posts" not in told
        assert "LISTEN-0002, “Missed bins”, is" not in told
    recorded_today(people, address="https://feeds.example.org/one")
    other = recorded_today(
        people, project_reference=row.reference, address="https://www.feeds.example.org/two"
    )
    same_host = (
        "Project LISTEN-0001, “Late bins”, is in force and reads the same public posts (feeds.example.org)."
    )
    for address in (f"{page}approve/", f"/listening/sources/{other.reference}/agree/"):
        assert same_host in words(signed_in(people.simon).get(address))


def test_projects_on_one_network_share_its_posts_before_a_source_is_recorded(people):
    tagged = {"sources": ["mastodon"], "places": ""}
    approved_today(people, search_words="#bins", **tagged)
    recorded_today(people, kind="mastodon", address="https://one.example.org")
    row = a_proposal(people, search_words="#litter", **tagged)
    told = words(signed_in(people.simon).get(f"/listening/projects/{row.reference}/approve/"))
    assert (
        "Project LISTEN-0001, “Missed bins”, is in force and reads the same public posts (Mastodon)." in told
    )
    assert "same query" not in told


def test_the_end_stands_beside_the_approval_and_a_withdrawn_assessment_is_told(people):
    done = approved_today(people)
    page = "/listening/projects/LISTEN-0001/"
    assert "until it is in force" not in words(signed_in(people.helen).get(page))
    withdraw(Document.objects.newest(reference=done.dpia_reference), on=AT.date())
    stopped = f"stopped, because the assessment {done.dpia_reference} is not in force"
    told = words(signed_in(people.helen).get(page))
    assert (
        f"State today: {stopped}. Watchbook does not read a project’s sources while the project is not in force."
        in told
    )
    assert stopped in words(signed_in(people.helen).get("/listening/projects/"))
    for page_, said in (
        (
            browser().get("/listening/counts/LISTEN-0001/"),
            "Watchbook counts no posts for this project until it is in force.",
        ),
        (
            signed_in(people.helen).get("/listening/labels/LISTEN-0001/"),
            "No new posts will arrive to be labelled.",
        ),
    ):
        assert f"This project is not in force: {stopped}. {said}" in words(page_)
    assert f"State {stopped}" in words(browser().get("/listening/"))
    ended = words(signed_in(people.oliver).post(f"{page}end/", {"reason": "Enough is known."}, follow=True))
    for said in (
        "Decided by Simon",
        f"Reason {DECIDED['reason']}",
        "Ended by Oliver",
        "Reason for ending Enough is known.",
    ):
        assert said in ended, said
    assert "State ended early on" in words(browser().get("/listening/"))
    counts = words(browser().get("/listening/counts/LISTEN-0001/"))
    assert "This project is not in force: ended early on" in counts
    for said in (
        "Watchbook no longer counts posts for this project.",
        "The project produced no counts that we can publish.",
        "The project had no sources.",
    ):
        assert said in counts, said
    for unsaid in ("No week has been counted yet", "No sources yet"):
        assert unsaid not in counts, unsaid


def test_a_source_says_when_it_was_read_or_why_not_to_officers_and_to_the_public(people):
    approved_today(people, sources=["inbox", "feed"], search_words="recycling late")
    inbox = recorded_today(people, kind="inbox", address="missing.csv")
    old = recorded_today(people, terms_read_on=today() - timedelta(days=400))
    for row in (inbox, old):
        listening_source.agree(row, by=people.simon, at=timezone.now())
    recorded_today(people, address="https://feeds.example.org/other")
    public, officers = "/listening/counts/LISTEN-0001/", "/listening/sources/"
    assert "not read yet this week" in words(browser().get(public))
    now = timezone.now()
    go_round(
        Person.objects.get(is_system=True),
        moment=now,
        policy=Policy(mode=settings.MODE),
        memory=CollectorMemory(),
    )
    for page in (words(browser().get(public)), words(signed_in(people.helen).get(officers))):
        assert "not read: the export file of the source is missing" in page
        assert "not read: an officer must read the terms again" in page
    listed = words(signed_in(people.helen).get(officers))
    assert "not read: no second officer has agreed to it" in listed
    assert "State today: not read: the export file of the source is missing." in words(
        signed_in(people.helen).get(f"{officers}SOURCE-0001/")
    )
    assert "If you object" in words(browser().get(public))
    assert "UK GDPR, article 21" in words(browser().get(public))
