"""Pages of listening projects: the register, proposing, deciding, and what the public reads."""

import re
from datetime import timedelta

from tests.given import AT
from tests.listening.given import DECIDED, a_proposal, approved, values
from tests.pages import a_day, browser, signed_in, words
from tests.rights import closed_to_all_but
from watchbook.listening import project
from watchbook.listening.models import Project
from watchbook.organisation.queries import today

LIST = "/listening/projects/"
READERS = {"marian", "helen", "simon", "oliver", "leila", "bryn", "fatima", "edmund", "ivo", "winston"}


def page_of(tail=""):
    return f"{LIST}LISTEN-0001/{tail}"


def sent(**changes):
    told = values()
    day = today()
    return {
        **{name: value for name, value in told.items() if not name.endswith("_on")},
        **a_day("from_on", day),
        **a_day("until_on", day + timedelta(days=90)),
        **changes,
    }


def test_a_project_is_proposed_and_approved_on_its_pages_and_the_public_reads_it(people):
    text = words(signed_in(people.marian).post(f"{LIST}add/", sent(), follow=True))
    assert "The entry was recorded as LISTEN-0001." in text
    assert "Missed bins" not in words(browser().get("/listening/"))
    simon = signed_in(people.simon)
    shown = words(simon.get(page_of("approve/")))
    assert (
        "“Acton ward” is on the register of wards as WARD-0001, with this source: E05000001. Oliver agreed to the ward on"
        in shown
    )
    for unsaid in ("Decided by", "not decided yet", "Reason for ending", "Approver’s confirmation"):
        assert unsaid not in shown, unsaid
    refused = words(simon.post(page_of("approve/"), {"reason": DECIDED["reason"]}))
    assert (
        "Tick the box if the title, the purpose, the lawful basis and the published reason name no person"
        in refused
    )
    page = words(simon.post(page_of("approve/"), DECIDED | {"names_nobody": "on"}, follow=True))
    for said in (
        "Project approved.",
        "Topics Waste and recycling",
        "Decided by Simon",
        "Approver’s confirmation that no person, group or address is named Yes",
        "End project",
    ):
        assert said in page, said
    assert "Approve project" not in page
    assert "Correct this entry" not in page
    public = words(browser().get("/listening/"))
    for said in (
        "LISTEN-0001: Missed bins",
        "State in force",
        'missed bin "Acton ward"; #recycling late "Acton ward"',
        "Places Acton ward",
    ):
        assert said in public, said
    assert "Simon" not in public
    assert "Marian" not in public
    listed = words(signed_in(people.edmund).get(LIST))
    assert "LISTEN-0001: Missed bins" in listed
    assert "Watchbook does not record author" in listed


def test_a_query_with_a_name_is_refused_on_the_form_and_sent_to_triage(people):
    typed = sent(search_words="O’Neil bins")
    page = signed_in(people.marian).post(f"{LIST}add/", typed)
    assert words(page).count("topics: “o'neil”. It may be") == 2  # in the summary, and at the box
    assert "open an investigation and answer the triage questions there" in words(page)
    assert 'href="#id_search_words"' in page.text
    assert '<a class="govuk-link" href="/investigations/open/">Open an investigation</a>' in page.text
    assert "O’Neil bins" in page.text  # what was typed stands
    assert not Project.objects.exists()


def test_each_refusal_of_a_proposal_stands_at_its_box_with_a_link_to_it(people):
    typed = sent(
        title="John Smith and bins",
        purpose="To watch John Smith.",
        lawful_basis="Cllr Bevan asked",
        places="John Smith ward",
        sources=["mastodon"],
        search_words="missed bins",
        withheld_why="We would rather not.",
    )
    page = signed_in(people.marian).post(f"{LIST}add/", typed)
    for box in ("title", "purpose", "lawful_basis", "places", "sources", "search_words", "withheld_why"):
        assert re.search(rf'href="#id_{box}(_0)?"', page.text), box
        assert f'id="id_{box}-error"' in page.text or f'id="id_{box}_0-error"' in page.text, box
    assert words(page).count("Remove or replace: “john”, “smith”.") == 2
    assert not Project.objects.exists()


def test_a_demonstration_says_that_its_posts_are_made_up(people, settings):
    approved(people)
    said, page = "the posts and labels are invented: six texts", "/listening/counts/LISTEN-0001/"
    assert said not in words(browser().get(page))
    settings.MODE = "demo"
    assert said in words(browser().get(page))


def test_queries_that_are_withheld_show_their_reason_in_place(people):
    approved(people, withheld_why="FOIA s.31(1)(a), because…")
    public = words(browser().get("/listening/"))
    assert "Not published: FOIA s.31(1)(a), because…" in public
    assert "#recycling" not in public


def test_nothing_proposed_refused_or_taken_back_is_published(people):
    project.refuse(a_proposal(people), DECIDED, by=people.simon, at=AT)
    project.take_back(a_proposal(people), by=people.marian, at=AT)
    a_proposal(people)
    assert "We have not approved any projects yet." in words(browser().get("/listening/"))


def test_without_an_assessment_in_force_the_form_says_so(people):
    text = words(signed_in(people.marian).get(f"{LIST}add/"))
    assert (
        "This list is empty. Record the approval of the assessment in the register of documents first."
        in text
    )


def test_a_change_shows_the_proposal_and_a_stale_page_changes_nothing(people):
    row = a_proposal(people)
    client = signed_in(people.marian)
    form = client.get(page_of("correct/"))
    assert "#recycling late" in form.text
    project.change(row, values(title="Bins of Acton ward"), by=people.helen, at=AT)
    answer = client.post(page_of("correct/"), sent(seen=str(row.id)))
    assert "somebody has already corrected the entry. Open the entry again" in words(answer)
    assert Project.objects.newest(reference="LISTEN-0001").title == "Bins of Acton ward"


def test_the_pages_are_closed_to_others(people):
    a_proposal(people)
    closed_to_all_but(
        READERS, people, LIST, page_of(), match="cannot read the register of listening projects"
    )
    proposers = {"marian", "helen", "simon", "oliver"}
    closed_to_all_but(
        proposers, people, f"{LIST}add/", page_of("correct/"), match="cannot propose a listening"
    )
    decisions = (page_of("approve/"), page_of("refuse/"), page_of("end/"))
    closed_to_all_but({"simon", "oliver"}, people, *decisions, match="cannot decide on a listening")


def test_a_proposal_waits_on_the_home_of_whoever_may_decide_it_and_the_step_shows_it(people):
    row = a_proposal(people)
    assert "Listening project LISTEN-0001" in words(signed_in(people.simon).get("/"))
    assert "Listening project" not in words(signed_in(people.marian).get("/"))
    for address in (f"/listening/projects/{row.reference}/", f"/listening/projects/{row.reference}/approve/"):
        page = signed_in(people.simon).get(address)
        assert "missed bin &#34;Acton ward&#34;<br>#recycling late &#34;Acton ward&#34;" in page.text, address


def test_the_page_of_a_project_leads_those_who_may_to_recording_a_source(people):
    project = approved(people)
    address = f"/listening/projects/{project}/"
    add = "/listening/sources/add/"
    assert add in signed_in(people.simon).get(address).text
    assert add in signed_in(people.helen).get(address).text
    assert add not in signed_in(people.edmund).get(address).text
