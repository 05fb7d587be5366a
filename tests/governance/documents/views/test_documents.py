"""Pages of documents: the register, one edition, recording, further editions, correcting, taking back, reading."""

import re
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.given import AT
from tests.governance.adopted import (
    FILE,
    a_clause,
    a_draft,
    a_newer_edition,
    a_policy,
    approve,
    newest,
    particulars,
    publish,
    withdraw,
)
from tests.log import everything
from tests.pages import PDF, a_day, a_file, signed_in, typed, words
from tests.people import NOBODY
from tests.rights import EVERYBODY, closed_to_all_but
from watchbook.files.upload import Content
from watchbook.governance.documents import document, dpia, reading
from watchbook.governance.documents.models import Document, Reading
from watchbook.governance.documents.queries import editions_of
from watchbook.organisation.models import Person
from watchbook.organisation.queries import today

DOCUMENTS = "/governance/documents/"
ADD = f"{DOCUMENTS}add/"
READERS = {"helen", "simon", "leila", "bryn", "fatima", "oliver", "edmund", "ivo", "winston"}
TOMORROW = today() + timedelta(days=1)


def page_of(tail="", reference="D-0001", edition=1):
    return f"{DOCUMENTS}{reference}/{edition}/{tail}"


def sent(people, **changes):
    """The form as a browser sends it."""
    facts = {
        "kind": "policy",
        "title": "RIPA policy",
        "version_label": "3.1",
        "concerns_social_media": "partly",
        "owner": str(people.helen.id),
        "service": "",
        **a_day("dated_on", date(2018, 5, 1)),
    }
    return facts | changes


def seen(reference="D-0001", edition=1):
    return {"seen": str(newest(reference, edition).id)}


def test_the_register_lists_documents_by_kind_with_their_state(people):
    row = a_policy(review_on=date(2020, 6, 1))
    a_newer_edition(row)
    a_draft(kind="dpia", title="DPIA of research", version_label="", in_use_from=date(2027, 1, 1))
    text = words(signed_in(people.edmund).get(DOCUMENTS))
    newer = "RIPA policy Reference D-0001/2 Version next State draft In use from – Next review –"
    older = "RIPA policy Reference D-0001/1 Version 3.1 State approved In use from 12 June 2018 Next review 1 June 2020"
    dpia_row = (
        "DPIA of research Reference D-0002/1 Version – State draft In use from 1 January 2027 Next review –"
    )
    assert [part in text for part in (newer, older, dpia_row)] == [True] * 3
    assert text.index("Policy") < text.index(newer) < text.index(older) < text.index(dpia_row)
    assert "Record a document" not in text


def test_an_empty_register_says_what_to_do(people):
    text = words(signed_in(people.simon).get(DOCUMENTS))
    assert "No documents yet." in text
    assert "Record a document" in text
    assert "Import documents" in text


def test_a_page_shows_what_an_edition_is_and_what_happened_to_it(people):
    row = a_policy(kind="dpia", title="DPIA", must_read=("investigator",))
    a_clause(row, by=people.simon, settles=("social_media", "criteria"))
    publish(row)
    dpia.advise(row, on=date(2018, 7, 1), words="Ask the people first.", by=people.fatima, at=AT)
    reading.confirm(row, by=people.oliver, at=AT)
    newer = a_newer_edition(row)
    withdraw(newer, reason="Never needed", on=date(2019, 1, 1))
    text = words(signed_in(people.simon).get(page_of()))
    for part in (
        "D-0001, edition 1",
        "Kind data protection impact assessment",
        "State published",
        "Approval 12 June 2018: Cabinet, Minute 43/18",
        "Publication 12 June 2018: https://council.example/ripa-policy",
        "1 July 2018, Fatima Ask the people first.",
        "7 Social media Subject of the clause: the use of social media; criteria for the use of social media",
        "Officers do not befriend anybody without an authorisation.",
        "Ines As investigator Read not yet",
        "Oliver As not required to read Read 2 March 2026",
        "edition 2: DPIA, version next withdrawn",
        "The document was published.",
    ):
        assert part in text
    ended = words(signed_in(people.simon).get(page_of(edition=2)))
    assert "Ended 1 January 2019: withdrawn" in ended
    assert "1 January 2019: withdrawn Never needed" in ended
    assert "Take this entry back" in ended
    assert "Record the approval" not in ended


def test_whoever_must_read_it_sees_the_document_and_not_who_else_read_it(people):
    row = a_policy(must_read=("investigator", "line_manager"))
    a_clause(row)
    reading.confirm(row, by=people.marian, at=AT)
    a_newer_edition(row)
    text = words(signed_in(people.ines).get(page_of()))
    assert "Officers do not befriend anybody without an authorisation." in text
    assert "I have read this edition" in text
    for hidden in ("Marian", "Who must read the document", "Other editions", "This history comes from"):
        assert hidden not in text


def test_everybody_with_a_duty_finds_what_is_in_force_and_nothing_else(people):
    row = a_policy()
    reading.confirm(row, by=people.oliver, at=AT)
    a_newer_edition(row, title="To come", approved_on=date(2018, 12, 1), in_use_from=date(2098, 1, 1))
    a_draft(title="A draft")
    withdraw(a_policy(title="Withdrawn"))
    for name in ("ines", "marian", "joan", "judith", "ada"):
        client = signed_in(getattr(people, name))
        page = client.get(DOCUMENTS)
        text = words(page)
        assert "These documents are in force today. Policy" in text
        assert "RIPA policy Reference D-0001/1" in text
        for hidden in ("To come", "A draft", "Withdrawn", "none is held", "Record a document"):
            assert hidden not in text
        text = words(client.get(page_of()))
        assert "All documents" in text
        for hidden in ("Who must read the document", "Oliver", "To come", "This history comes from"):
            assert hidden not in text
        assert client.get(page_of("file/")).content == FILE.data
        for other in ({"edition": 2}, {"reference": "D-0002"}, {"reference": "D-0003"}):
            for tail in ("", "file/"):
                assert client.get(page_of(tail, **other)).status_code == 403


def test_where_nothing_is_in_force_they_are_told_whom_to_ask(people):
    a_draft()
    assert "No document is in force" in words(signed_in(people.ines).get(DOCUMENTS))


def test_an_edition_without_the_clauses_of_the_one_before_says_so_until_it_has_some_or_is_over(people):
    row = a_policy()
    a_clause(row)
    a_newer_edition(row)
    client = signed_in(people.helen)

    def told(edition):
        return " ".join(words(client.get(page_of(edition=edition))).split())

    one = "Unless that clause is recorded for this edition too, answers that rely on it will have no source."
    two = "Unless those clauses are recorded for this edition too, answers that rely on them will have no source."
    assert "The earlier edition has 1 clause, and this edition has none yet." in told(2)
    assert f"{one} Record the clauses before the edition is approved." in told(2)
    assert "The earlier edition has" not in told(1)
    a_clause(row, "8")
    approve(newest(edition=2), on=date(2018, 12, 1))
    assert f"The earlier edition has 2 clauses, and this edition has none yet. {two}" in told(2)
    assert "Record the clauses before the edition is approved." not in told(2)
    client = signed_in(people.ines)
    assert "The earlier edition has" not in told(2)
    client = signed_in(people.helen)
    a_newer_edition(row)
    assert "The earlier edition has" not in told(3)
    a_clause(newest(edition=2))
    assert "The earlier edition has" not in told(2)
    assert one in told(3)
    withdraw(newest(edition=3), on=date(2019, 1, 1))
    assert "The earlier edition has" not in told(3)


def test_an_edition_whose_end_is_to_come_says_from_when(people):
    a_newer_edition(a_policy(), approved_on=date(2018, 12, 1), in_use_from=date(2098, 1, 1))
    client = signed_in(people.ivo)
    assert "State replaced from 1 January 2098 Ends 1 January 2098" in words(client.get(page_of()))
    assert "State replaced from 1 January 2098 In use from 12 June 2018" in words(client.get(DOCUMENTS))


def test_buttons_are_shown_to_whoever_may_and_where_they_fit(people):
    a_draft(must_read=("investigator",))
    a_policy(title="Approved", must_read=("investigator",))
    buttons = ("Record the approval", "Record the publication", "Record a review", "Record a new edition")
    buttons += (
        "Correct this entry",
        "Withdraw the document",
        "Take this entry back",
        "Record a clause",
        "I have read",
    )

    def shown(name, reference):
        text = words(signed_in(getattr(people, name)).get(page_of(reference=reference)))
        return [button for button in buttons if button in text]

    assert shown("simon", "D-0001") == [
        "Record the approval", "Record a new edition", "Correct this entry", "Withdraw the document", "Take this entry back",
        "Record a clause",
    ]  # fmt: skip
    assert shown("helen", "D-0001") == [
        "Record a new edition", "Correct this entry", "Take this entry back", "Record a clause"
    ]  # fmt: skip
    assert shown("helen", "D-0002") == ["Record a review", "Record a new edition", "I have read"]
    assert shown("bryn", "D-0002") == ["Record the publication", "I have read"]
    assert shown("ines", "D-0001") == []
    assert shown("ines", "D-0002") == ["I have read"]


def test_a_document_is_recorded_and_its_page_opens(people):
    client = signed_in(people.helen)
    page = client.get(ADD)
    assert str(people.helen.id) in typed(page)
    assert "Data protection impact assessment" not in words(page)
    facts = sent(people, must_read=["investigator", "line_manager"], service=str(people.ines.service_id))
    facts |= {**a_day("in_use_from", date(2018, 7, 1)), **a_day("review_on", date(2020, 1, 1))}
    response = client.post(ADD, facts | {"file": a_file("policy.pdf")}, follow=True)
    assert "The document was recorded as D-0001/1." in words(response)
    row = newest()
    assert (row.kind, row.title, row.version_label, row.owner) == (
        "policy",
        "RIPA policy",
        "3.1",
        people.helen,
    )
    assert (row.must_read, row.service.name) == (["investigator", "line_manager"], "Trading Standards")
    assert (row.in_use_from, row.review_on, row.file_name) == (
        date(2018, 7, 1),
        date(2020, 1, 1),
        "policy.pdf",
    )


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"kind": ""}, "Select the kind of document"),
        ({"kind": "dpia"}, "Select one of the answers on this page"),
        ({"title": ""}, "Enter the title of the document"),
        ({"concerns_social_media": ""}, "Select whether the document is about the use of social media"),
        ({"owner": ""}, "Select the owner of the document"),
        ({"owner": str(uuid4())}, "Select one of the answers on this page"),
        ({"owner": "' OR 1=1 --"}, "Select one of the answers on this page"),
        ({"service": str(uuid4())}, "Select one of the answers on this page"),
        ({"must_read": ["king"]}, "Select one of the answers on this page"),
        ({"title": "x" * 201}, "Enter 200 characters"),
        ({"title": "a\x00b"}, "Remove the characters that cannot be printed"),
        (a_day("dated_on", TOMORROW), "is in the future"),
        ({"review_on_day": "31", "review_on_month": "2", "review_on_year": "2027"}, "must be a real date"),
        (
            {"file": ("policy.pdf", b"MZ")},
            "The file’s name ends in .pdf, but its content is of another kind.",
        ),
        ({"file": ("policy.exe", b"MZ")}, "We do not keep files of this kind."),
    ],
)
def test_a_refused_document_keeps_what_was_typed_and_leaves_nothing(people, changes, says):
    before = everything()
    facts = sent(people) | changes
    files = {"file": a_file(*facts["file"])} if "file" in facts else {}
    response = signed_in(people.helen).post(ADD, facts | files)
    assert says in words(response)
    assert "3.1" in typed(response)
    assert everything() == before


def test_a_title_that_would_be_a_program_is_shown_as_text(people):
    title = "<script>alert(1)</script>{{ 7*7 }}"
    response = signed_in(people.helen).post(ADD, sent(people, title=title), follow=True)
    assert title not in response.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}" in response.text


def test_a_further_edition_begins_with_what_the_one_before_said(people):
    a_policy(must_read=("investigator",))
    client, address = signed_in(people.helen), page_of("new-edition/")
    shown = typed(client.get(address))
    assert {"RIPA policy", "investigator", "partly"} <= shown
    assert "3.1" not in shown
    response = client.post(address, sent(people, version_label="4"), follow=True)
    assert "The edition was recorded as D-0001/2." in words(response)
    assert newest(edition=2).version_label == "4"
    wrong = client.post(address, sent(people, title=""))
    assert "Enter the title of the document" in words(wrong)


def test_an_entry_is_corrected_from_what_it_says(people):
    a_draft(review_on=date(2020, 6, 1))
    client, address = signed_in(people.helen), page_of("correct/")
    assert {"RIPA policy", "3.1", "partly", "2020", str(people.helen.id)} <= typed(client.get(address))
    response = client.post(address, sent(people, title="RIPA Policy") | seen(), follow=True)
    assert "The entry was corrected. We keep the earlier version." in words(response)
    assert (
        "Earlier versions of this entry RIPA policy, version 3.1, dated 1 May 2018: ripa-policy.pdf"
        in words(response)
    )
    assert (newest().title, newest().file_name) == ("RIPA Policy", "ripa-policy.pdf")


def test_the_page_says_that_the_file_of_an_approved_edition_is_fixed_and_asks_for_none(people):
    fixed = "You cannot replace the file of an approved edition. Record a new edition instead."
    asked, carried = (
        "The file of the document, if you have a copy",
        "If you do not upload a new file, we keep the current copy.",
    )
    client = signed_in(people.simon)
    a_policy()
    a_policy(title="Without a file", file=None)
    a_draft(title="Draft")
    page = words(client.get(page_of("correct/")))
    assert [part in page for part in (fixed, asked, carried)] == [True, False, False]
    for reference in ("D-0002", "D-0003"):
        page = words(client.get(page_of("correct/", reference=reference)))
        assert [part in page for part in (fixed, asked, carried)] == [False, True, True]
    facts = sent(people, title="RIPA Policy") | seen()
    before = everything()
    assert fixed in words(client.post(page_of("correct/"), facts | {"file": a_file("other.pdf")}))
    assert everything() == before
    client.post(page_of("correct/"), facts)
    assert (newest().title, newest().file_name) == ("RIPA Policy", "ripa-policy.pdf")


def test_what_was_corrected_in_another_tab_is_not_overwritten(people):
    row = a_draft()
    stale = seen()
    document.correct(row, particulars(title="Theirs"), file=None, by=people.simon, at=AT)
    response = signed_in(people.helen).post(page_of("correct/"), sent(people, title="Mine") | stale)
    assert "somebody has changed the entry since you opened it." in words(response)
    assert "Mine" in typed(response)
    assert newest().title == "Theirs"
    response = signed_in(people.helen).post(page_of("take-back/"), {"confirmed": "on"} | stale)
    assert "somebody has changed the entry since you opened it." in words(response)


@pytest.mark.parametrize("version", ["", "x", "0192f0c1-0000-7000-8000-000000000000"])
def test_a_version_that_nobody_saw_is_refused(people, version):
    a_draft()
    before = everything()
    for tail, facts in (("correct/", sent(people)), ("take-back/", {"confirmed": "on"})):
        response = signed_in(people.simon).post(page_of(tail), facts | {"seen": version})
        assert "open the form again" in words(response)
    assert everything() == before


def test_the_owner_stays_who_it_was_even_if_their_account_is_closed(people):
    a_draft()
    helen = people.helen
    Person.objects.filter(pk=helen.pk).update(is_active=False)
    client = signed_in(people.simon)
    assert str(helen.id) in typed(client.get(page_of("correct/")))
    assert str(helen.id) not in client.get(ADD).text


def test_an_entry_made_by_mistake_is_taken_back(people):
    a_policy()
    client, address = signed_in(people.simon), page_of("take-back/")
    assert "The register shows this edition as approved" in words(client.get(address))
    unticked = client.post(address, seen())
    assert "Select the box to confirm that the entry was made by mistake" in words(unticked)
    response = client.post(address, seen() | {"confirmed": "on"}, follow=True)
    assert "You took back the entry." in words(response)
    assert "No documents yet." in words(response)
    assert client.get(page_of()).status_code == 404


def test_a_person_says_that_they_have_read_it_once(people):
    a_policy(must_read=("investigator",))
    client = signed_in(people.ines)
    response = client.post(page_of("read/"), {"x": "y"}, follow=True)
    assert "You confirmed that you have read this edition." in words(response)
    assert "I have read this edition" not in words(response)
    again = client.post(page_of("read/"), {"x": "y"}, follow=True)
    assert (
        "You cannot confirm again that you have read this edition: you have already confirmed it. You have nothing more to do."
        in words(again)
    )
    assert Reading.objects.get().recorded_by == people.ines
    assert client.get(page_of("read/")).status_code == 405


def test_a_copy_is_given_to_save_and_never_to_show(people):
    a_policy(must_read=("investigator",))
    for name in ("ivo", "ines"):
        response = signed_in(getattr(people, name)).get(page_of("file/"))
        assert response.content == FILE.data
        assert response["Content-Disposition"] == 'attachment; filename="ripa-policy.pdf"'
        assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    a_draft(title="Without", file=None)
    assert signed_in(people.ivo).get(page_of("file/", reference="D-0002")).status_code == 404


def test_a_copy_with_a_hostile_name_is_saved_under_a_harmless_one(people):
    name = 'a";\u202efdp.exe\r\nX: y.pdf'
    a_draft(file=Content(data=PDF, name=name, media_type="application/pdf"))
    response = signed_in(people.ivo).get(page_of("file/"))
    assert response["Content-Disposition"] == 'attachment; filename="a___fdp.exe__X_ y.pdf"'


def test_pages_are_closed_to_whoever_may_not_with_the_reason(people):
    a_policy()
    with_a_duty = set(EVERYBODY) - {NOBODY}
    closed_to_all_but(with_a_duty, people, DOCUMENTS, match="cannot see the documents in force")
    one = [(page_of(tail), page_of(tail, reference="D-0002")) for tail in ("", "file/", "read/")]
    a_draft(title="A draft")
    closed_to_all_but(
        with_a_duty, people, *(in_force for in_force, _ in one), match="cannot read this document"
    )
    closed_to_all_but(READERS, people, *(draft for _, draft in one), match="cannot read this document")
    closed_to_all_but({"helen", "fatima", "simon"}, people, ADD, match="cannot record documents")
    closed_to_all_but(
        {"helen", "simon"}, people, page_of("new-edition/"), match="record documents of this kind"
    )
    closed_to_all_but(
        {"simon"}, people, page_of("correct/"), page_of("take-back/"), match="You cannot record"
    )


def test_there_is_no_page_of_an_edition_that_was_not_recorded(people):
    a_draft()
    client = signed_in(people.simon)
    for tail in ("", "file/", "correct/", "take-back/", "new-edition/"):
        for where in ({"reference": "D-9999"}, {"edition": 2}, {"edition": 99999999999999999999}):
            assert client.get(page_of(tail, **where)).status_code == 404
            assert signed_in(people.nell).get(page_of(tail, **where)).status_code == 403


def test_what_can_only_be_read_is_read_by_get_only(people):
    a_policy()
    client = signed_in(people.simon)
    for address in (DOCUMENTS, page_of(), page_of("file/")):
        assert client.post(address, {"x": "y"}).status_code == 405


def test_the_register_takes_the_same_number_of_queries_for_two_documents_and_for_thirty(
    people, django_assert_num_queries
):
    client = signed_in(people.simon)
    for count in (2, 30):
        while Document.objects.count() < count:
            a_policy(file=None, title=f"Policy {Document.objects.count()}")
        with django_assert_num_queries(5):
            client.get(DOCUMENTS)


def test_an_edition_takes_the_same_number_of_queries_for_two_versions_and_for_thirty(
    people, django_assert_num_queries
):
    row = a_draft(must_read=("investigator", "line_manager"))
    client = signed_in(people.simon)
    for count in (2, 30):
        while Document.objects.count() < count:
            row = document.correct(
                row, particulars(must_read=("investigator",)), file=None, by=people.helen, at=AT
            )
            a_clause(row, f"{Document.objects.count()}")
        client.get(page_of())
        with django_assert_num_queries(16):
            client.get(page_of())


def test_documents_are_imported_with_the_clauses_that_are_sent_along(people):
    client = signed_in(people.simon)
    rows = (
        "kind,title,concerns_social_media,approved_on,approved_by,clauses\r\n"
        "policy,RIPA policy,partly,2018-06-12,Cabinet,ripa-policy.clauses.csv\r\n"
    )
    clauses = client.get(f"{DOCUMENTS}import/clauses.csv")
    assert clauses["Content-Disposition"] == 'attachment; filename="clauses.csv"'
    heading, example = clauses.content.decode("utf-8-sig").splitlines()[:2]
    assert heading == "number,heading,settles,text"
    assert example.startswith("7.1,Social media,social_media; criteria")
    text = heading + "\r\n7,Social media,social_media,Nobody befriends.\r\n"
    files = {
        "sheet": a_file("documents.csv", rows.encode()),
        "documents": [a_file("ripa-policy.clauses.csv", text.encode())],
    }
    page = client.post(f"{DOCUMENTS}import/", files, follow=True)
    assert "ripa-policy.clauses.csv" in words(page)
    assert not Document.objects.exists()
    [(address, _status)] = page.redirect_chain[-1:]
    done = client.post(
        address, {"seen": re.search(r'name="seen" value="([^"]+)"', page.text)[1]}, follow=True
    )
    assert "1 row was imported." in words(done)
    assert [clause.text for clause in editions_of("D-0001")[0].clauses] == ["Nobody befriends."]
