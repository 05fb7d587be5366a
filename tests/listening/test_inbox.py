"""An inbox of the council's own: its export read from one folder, counted like any source, and nothing of it kept."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.listening.given import a_source, approved
from tests.listening.test_collection import OVER, TUESDAY, counted, system
from tests.log import leaves_nothing
from tests.pages import browser, words
from watchbook.acting.refusals import WrongState
from watchbook.capture.policy import Policy
from watchbook.listening import fetching, inbox
from watchbook.listening.collection import CollectorMemory, go_round
from watchbook.listening.inbox import read_export
from watchbook.listening.label_sheet import facts_of
from watchbook.listening.models import LabelSheet

HEAD = "written,text,from\n"


def export(folder, *rows, head=HEAD, name="contact-form.csv"):
    (folder / name).write_text(head + "".join(rows), encoding="utf-8")
    return read_export("SOURCE-0001", name, folder=folder)


def test_messages_are_texts_senders_and_moments(tmp_path):
    told = export(
        tmp_path,
        '2026-03-03T09:00:00Z,"Bins late, again",ann@example.org\n',
        "2026-07-03 09:00,Missed bin,\n",
        "2026-03-04T09:00:00Z,leave me out #nobot,x\n",
    )
    assert [(one.text, one.author, one.at) for one in told.posts] == [
        ("Bins late, again", "ann@example.org", datetime(2026, 3, 3, 9, tzinfo=UTC)),
        ("Missed bin", "inbox", datetime(2026, 7, 3, 8, tzinfo=UTC)),  # London's summer
    ]
    assert (told.said, told.begins) == ("read", datetime(2026, 3, 3, 9, tzinfo=UTC))
    assert len(told.shown) == 2


def test_an_export_without_messages_was_read_and_one_with_a_mark_of_its_letters_too(tmp_path):
    assert export(tmp_path).said == "read"
    assert len(export(tmp_path, "2026-03-03T09:00:00Z,bins,\n", head=f"\ufeff{HEAD}").posts) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff", b"written,text\nsoon,bins\n", b"text\nbins\n", b'written,text\n2026-03-03,"bins', b"\xff\xfew\x00",
     b"written,text\n2026-03-03T09:00:00Z\n", b"written,text\n" + b"x" * 5_000_000],
)  # fmt: skip
def test_what_is_no_export_was_not_read(tmp_path, content):
    (tmp_path / "contact-form.csv").write_bytes(content)
    told = read_export("SOURCE-0001", "contact-form.csv", folder=tmp_path)
    assert (told.said, told.posts) == ("failed", ())


@pytest.mark.parametrize(
    "name", ["../secrets.csv", "/etc/passwd", "a/b.csv", "missing.csv", ".csv", "a\n.csv"]
)
def test_only_a_file_of_the_folder_is_read(tmp_path, name):
    (tmp_path.parent / "secrets.csv").write_text(f"{HEAD}2026-03-03T09:00:00Z,bins,\n")
    said = "missing" if name == "missing.csv" else "failed"
    assert read_export("SOURCE-0001", name, folder=tmp_path).said == said


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    elsewhere = tmp_path.parent / "elsewhere.csv"
    elsewhere.write_text(f"{HEAD}2026-03-03T09:00:00Z,bins,\n")
    (tmp_path / "contact-form.csv").symlink_to(elsewhere)
    assert read_export("SOURCE-0001", "contact-form.csv", folder=tmp_path).said == "failed"


def test_a_file_beyond_what_is_read_of_any_source_was_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(inbox, "LARGEST", 50)
    assert export(tmp_path, "2026-03-03T09:00:00Z,bins,\n").said == "read"
    assert export(tmp_path, "2026-03-03T09:00:00Z,bins and more bins,\n").said == "failed"
    assert fetching.LARGEST > 50


def test_a_week_of_an_inbox_is_counted_and_published(people, tmp_path, settings):
    settings.LISTENING_EXPORTS = str(tmp_path)
    approved(people, sources=["inbox"], search_words="recycling late")
    a_source(people, kind="inbox", address="contact-form.csv")
    rows = [f"{(TUESDAY + timedelta(seconds=n)).isoformat()},Recycling late,p{n % 12}\n" for n in range(40)]
    export(tmp_path, *rows)
    memory = CollectorMemory()
    for moment in (TUESDAY + timedelta(minutes=30), TUESDAY + timedelta(hours=2)):
        go_round(system(), moment=moment, policy=Policy(mode="test"), memory=memory)
        assert not any(
            facts_of(sheet)["texts"] for sheet in LabelSheet.objects.all()
        )  # written to the council alone
    go_round(system(), moment=OVER, policy=Policy(mode="test"), memory=memory)
    assert list(counted().values()) == [(40, 12)]
    page = words(browser().get("/listening/counts/LISTEN-0001/"))
    for said in (
        "These figures count messages.",
        "Watchbook’s listening tool, which counts messages by topic",
    ):
        assert said in page, said
    for unsaid in ("measures the opinion in all", "Model A list", "Error ", "texts that officers label"):
        assert unsaid not in page, unsaid


def test_a_source_of_an_inbox_is_the_name_of_a_file_and_no_address(people):
    approved(people, sources=["inbox", "feed"])
    for address in ("https://example.org/a.csv", "../a.csv", "A.csv", "a.txt"):
        leaves_nothing(WrongState, lambda: a_source(people, kind="inbox", address=address), match="export")  # noqa: B023
    assert a_source(people, kind="inbox", address="contact-form.csv").address == "contact-form.csv"
