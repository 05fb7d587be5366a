"""Sources: recorded with terms that somebody read, never of a person or of a platform that does not allow it."""

from datetime import date, timedelta

import pytest

from tests.each import each
from tests.given import AT
from tests.listening.feeds import HOST
from tests.listening.given import a_proposal, a_recorded_source, a_source, approved, source_values
from tests.listening.test_views import READERS
from tests.log import leaves_nothing, undone_when_the_log_fails
from tests.pages import a_day, browser, signed_in, words
from tests.rights import closed_to_all_but
from watchbook.acting.refusals import NotPermitted, WrongState
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.listening import listening_source, project
from watchbook.listening.listening_source import must_be_read_again, why_not_read
from watchbook.listening.models import ListeningSource
from watchbook.listening.platforms import (
    refused_hosts,
    refused_platforms,
    same_page,
    why_not_address,
    why_not_kinds,
    why_refused,
)
from watchbook.listening.queries import agreed_sources, authors_of, sources_of, waiting_for_decision

LIST = "/listening/sources/"
KEEPERS = {"helen", "simon", "oliver"}


@pytest.mark.parametrize(
    "address",
    [
        "https://feeds.example.org/bins.xml?topic=waste",
        "http://news.example.org/",
        "https://news.example.org/feed.php?format=rss&grid=2",
        "https://news.example.org/com/latest-news.org.xml",
        "https://twixx.com/feed",
        "https://notx.com/rss",
    ],
)
def test_a_page_on_the_web_may_be_a_source(address):
    assert why_not_address(address) is None


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://x.com/search.rss", "the terms of X "),
        ("https://MOBILE.Twitter.com./rss", "the terms of X "),
        ("https://www.facebook.com/rss", "the terms of Facebook"),
        ("https://old.reddit.com/r/bins.rss", "the terms of Reddit"),
        ("https://t.me/s/bins", "posts on Telegram are shown only"),
        ("https://social.example.org/@ann.rss", "one person’s account"),
        ("https://social.example.org/users/ann.rss", "one person’s account"),
        ("https://ann@feeds.example.org/", "one person’s account"),
        ("https://example.org/~ann/feed", "one person’s account"),
        ("https://example.org/feed?author=@ann", "one person’s account"),
        ("https://news.example.org/%40fred/feed", "one person’s account"),
        ("https://blog.example.org/?author=12&feed=rss2", "one person’s account"),
        ("https://fred.tumblr.com/rss", "belongs to one person or group"),
        ("https://xcancel.com/fred/rss", "the terms of X "),
        ("https://news.google.com/rss/search?q=John+Smith", "of a search or a hashtag"),
        ("https://news.example.org/feed?q=john", "of a search or a hashtag"),
        ("https://social.example.org/tags/protest.rss", "of a search or a hashtag"),
        ("https://social.example.org/tags", "of a search or a hashtag"),
        ("https://social.example.org/%2540fred.rss", "one person’s account"),
        ("https://news.example.org/forum/members/fred.12/feed", "one person’s account"),
        ("https://news.example.org/comments/feed/john-smith", "one person’s account"),
        ("https://news.example.org/feed;q=fred", "of a search or a hashtag"),
        ("https://fred.github.io/feed", "belongs to one person or group"),
        ("https://nitter.poast.org/fred/rss", "copy the posts of a platform"),
        ("https://my-rsshub.example.org/telegram/channel/fred", "copy the posts of a platform"),
        ("https://bit.ly/abc", "under its own address"),
        ("https://feeds.feedburner.com/fred", "under its own address"),
        ("https://t.ly/abc", "t.ly shows the posts of another site under its own address"),
        ("https://www.openrss.org/feed", "under its own address"),
        ("https://feeds.example.org/x.com/fred", "another address"),
        ("https://feeds.example.org/read?page=fred.example.co.uk", "another address"),
        ("https://feeds.example.org/https%3A%2F%2Ffred.example/", "another address"),
        ("https://web.archive.org/web/2026/https://x.com/fred", "under its own address"),
        ("https://news-example-org.translate.goog/feed", "under its own address"),
        ("https://github.com/fred.atom", "Each site on github.com belongs to one person or group"),
        ("https://fred.neocities.org/feed", "belongs to one person or group"),
        ("https://tracks.example.org/athletes/1", "one person’s account"),
        ("https://feeds.example.org/rss?user_id=7", "one person’s account"),
        ("https://tube.example.org/feeds/videos.xml?accountId=7", "one person’s account"),
        ("https://extinctionrebellion.uk/feed", "people who campaign, raise money or meet"),
        ("https://feeds.internal/", "not on the public internet"),
        ("https://localhost.localdomain/feed", "not on the public internet"),
        ("https://feeds.example.org/rss?u=fred", "contains “fred”, which may be the name of a person"),
        ("https://feeds.example.org/rss?filter=fred", "contains “fred”"),
        ("https://feeds.example.org/rss?topic=john-smith", "contains “john-smith”"),
        ("https://feeds.example.org/user?id=fred", "one person’s account"),
        ("https://council.example.org/councillors/ann-bevan/rss", "one person’s account"),
        ("https://news.example.org/blogs/fred/feed", "one person’s account"),
        ("https://news.example.org/john-smith/rss", "contains “john smith”, which may be a person’s name"),
        ("https://news.example.org/comments/feed", "readers’ comments"),
        ("https://news.example.org/2026/11/one-post/feed/", "a single post"),
        ("https://forum.example.org/topic/123-late-bins.xml", "a single post"),
        ("https://news.example.org/%E2%80%AEfred", "an invisible character"),
        ("https://dev.to/feed/fred", "belongs to one person or group"),
        ("https://truthsocial.com/", "the terms of truthsocial.com"),
        ("file:///etc/passwd", "full web address of a page"),
        ("https://feeds.example.org:8443/", "full web address of a page"),
        ("https://127.0.0.1/", "full web address of a page"),
        ("https://[::1]/", "full web address of a page"),
        ("https://[::1", "full web address of a page"),
        ("https://localhost/", "full web address of a page"),
        ("feeds.example.org", "full web address of a page"),
        ("https://feeds.example.org:99999/", "full web address of a page"),
        ("", "full web address of a page"),
    ],
)
def test_other_addresses_are_refused_with_the_reason(address, why):
    assert why in why_not_address(address)


def test_each_refused_platform_has_its_terms_and_a_reason():
    for platform in refused_platforms():
        assert platform.hosts
        assert platform.terms.startswith("https://")
        assert platform.title in why_refused(platform.title, platform.why)
    for host, why in refused_hosts().items():
        assert host in why_refused(host, why)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"project_reference": "LISTEN-0009"}, "no listening project LISTEN-0009"),
        ({"kind": "mastodon"}, "does not name this kind"),
        ({"terms_address": "their terms"}, "address of the terms"),
        ({"terms_read_on": AT.date() + timedelta(days=1)}, "in the future"),
        ({"address": "https://x.com/rss"}, "the terms of X"),
        (
            {"terms_address": "https://x.com/fred/terms"},
            "ou cannot use this address for the terms. As far as we know, the terms of X",
        ),
    ],
)
def test_a_source_that_breaks_a_rule_is_refused(people, changes, why):
    approved(people)
    leaves_nothing(WrongState, lambda: a_source(people, **changes), match=why)


@each(
    ("kind", "address", "why"),
    [
        (
            "bluesky",
            "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed",
            "Enter only the address of the server",
        ),
        ("bluesky", "https://public.api.bsky.app/?actor=fred", "contains “fred”"),
        ("bluesky", "https://fred.bsky.social", "one person on Bluesky"),
        ("mastodon", "https://social.example.org/public", "Enter only the address of the server"),
        ("inbox", "staff-grievances.csv", "Remove or replace: “staff”, “grievances”"),
        ("inbox", "smith-complaints.csv", "Remove or replace: “smith”"),
    ],
)
def test_a_source_is_a_server_or_an_inbox_of_a_service_and_nobodys_own(kind, address, why):
    assert why in why_not_read(ListeningSource(kind=kind, address=address))


@each("kind", ["bluesky", "mastodon"])
def test_a_server_alone_may_be_a_source(kind):
    assert why_not_read(ListeningSource(kind=kind, address="https://public.api.bsky.app/")) is None


def test_a_source_of_a_project_is_recorded_once(people):
    approved(people)
    row = a_source(people)
    leaves_nothing(WrongState, lambda: a_source(people), match="would count twice")
    listening_source.take_back(row, by=people.helen, at=AT)
    a_source(people)


@each(
    "address",
    [
        f"http://{HOST.upper()}/feed.xml",
        f"https://{HOST}/feed.xml",
        f"https://{HOST}./feed.xml",
        f"https://www.{HOST}/feed.xml",
        f"https://{HOST}//feed.xml/",
        f"https://{HOST}/./old/../feed.xml",
        f"https://{HOST}/f%65ed.xml",
        f"https://{HOST}/f%2565ed.xml",
        f"https://{HOST}/feed.xml#top",
        f"https://{HOST}/feed.xml%20",
        f"https://{HOST}/feed.xml\\",
        f"https://{HOST}/feed.xml?utm_source=x&fbclid=1",
    ],
)
def test_one_page_has_one_spelling_whatever_leads_nowhere_else(address):
    assert same_page("feed", address) == same_page("feed", f"https://{HOST}/feed.xml")
    assert same_page("mastodon", address) == same_page("mastodon", f"https://{HOST}/")
    assert same_page("feed", address) != same_page("feed", f"https://{HOST}/feed.xml?topic=bins")


def test_the_second_spelling_of_a_source_is_refused_also_by_a_correction_and_by_an_agreement(people):
    approved(people)
    a_source(people)
    other = f"https://{HOST}./feed.xml/?utm_source=council"
    why = "SOURCE-0001 is the same page or export, so its posts would count twice. Enter another source"
    leaves_nothing(WrongState, lambda: a_recorded_source(people, address=other), match=why)
    second = a_recorded_source(people, address=f"https://{HOST}/other.xml")
    told = source_values(address=other)
    leaves_nothing(
        WrongState, lambda: listening_source.correct(second, told, by=people.helen, at=AT), match=why
    )


def test_a_mastodon_server_needs_a_hashtag_and_an_ended_project_takes_no_source(people):
    row = approved(people, sources=["mastodon", "feed"], search_words="missed bin\n#bins late")
    a_source(people, kind="mastodon")
    assert "No query has a hashtag" in why_not_kinds(["mastodon"], ["missed bin"])
    assert "at most ten hashtags" in why_not_kinds(["mastodon"], [" ".join(f"#bin{n}" for n in range(11))])
    assert why_not_kinds(["feed", "inbox"], ["missed bin"] * 11) is None
    project.end(row, {"reason": "It is enough."}, by=people.simon, at=AT)
    leaves_nothing(WrongState, lambda: a_source(people), match="no listening project")


def test_those_who_decide_and_the_co_ordinator_record_sources_and_a_failing_log_undoes_it(
    people, monkeypatch
):
    a_proposal(people)
    leaves_nothing(NotPermitted, lambda: a_recorded_source(people, by=people.marian), match="record a source")
    undone_when_the_log_fails(monkeypatch, listening_source, lambda: a_recorded_source(people))
    row = a_recorded_source(people, by=people.oliver)
    values = source_values(terms_say="They may, once an hour.")
    undone_when_the_log_fails(
        monkeypatch, listening_source, lambda: listening_source.correct(row, values, by=people.helen, at=AT)
    )
    newer = listening_source.correct(row, values, by=people.helen, at=AT)
    assert [one.id for one in sources_of("LISTEN-0001")] == [newer.id]
    assert agreed_sources("LISTEN-0001") == []
    listening_source.take_back(newer, by=people.helen, at=AT)
    assert sources_of("LISTEN-0001") == []


def test_another_officer_agrees_before_a_source_is_read_and_again_after_each_correction(people, monkeypatch):
    approved(people)
    row = a_recorded_source(people, by=people.simon)
    assert agreed_sources("LISTEN-0001") == []
    match = "you recorded it or corrected it"
    leaves_nothing(NotPermitted, lambda: listening_source.agree(row, by=people.simon, at=AT), match=match)
    leaves_nothing(
        NotPermitted, lambda: listening_source.agree(row, by=people.helen, at=AT), match="agree to a source"
    )
    undone_when_the_log_fails(
        monkeypatch, listening_source, lambda: listening_source.agree(row, by=people.oliver, at=AT)
    )
    agreed = listening_source.agree(row, by=people.oliver, at=AT)
    assert [one.id for one in agreed_sources("LISTEN-0001")] == [agreed.id]
    leaves_nothing(
        WrongState,
        lambda: listening_source.agree(agreed, by=people.oliver, at=AT),
        match="agreed to this source already",
    )
    values = source_values(address="https://elsewhere.example.org/feed")
    newer = listening_source.correct(agreed, values, by=people.oliver, at=AT)
    assert agreed_sources("LISTEN-0001") == []
    assert authors_of(newer) == {people.simon.id, people.oliver.id}


def test_an_approved_project_without_a_source_is_on_the_first_page_of_those_who_decide(people):
    row = approved(people)
    found = waiting_for_decision(people.simon, on=AT.date())
    assert (list(found.idle), list(found.sources)) == ([row], [])
    assert not any(waiting_for_decision(people.simon, on=row.until_on + timedelta(1)))
    source = a_recorded_source(people)
    found = waiting_for_decision(people.simon, on=AT.date())
    assert (list(found.idle), list(found.sources)) == ([], [source])
    listening_source.take_back(source, by=people.helen, at=AT)
    assert list(waiting_for_decision(people.simon, on=AT.date()).idle) == [row]


def test_terms_are_to_be_read_again_after_a_year():
    row = ListeningSource(terms_read_on=date(2025, 3, 1))
    assert not must_be_read_again(row, on=date(2026, 2, 28))
    assert must_be_read_again(row, on=date(2026, 3, 1))


def test_a_source_is_recorded_on_its_page_and_refused_in_place(people):
    approved(people)
    client = signed_in(people.helen)
    told = {name: value for name, value in source_values().items() if name != "terms_read_on"}
    typed = told | a_day("terms_read_on", AT.date())
    page = client.post(f"{LIST}add/", typed | {"address": "https://www.facebook.com/groups/acton"})
    assert "the terms of Facebook" in words(page)
    assert "The entry was recorded as SOURCE-0001." in words(client.post(f"{LIST}add/", typed, follow=True))
    assert told["address"] in words(client.get(LIST))
    assert "no second officer has agreed to it" in words(client.get(LIST))
    assert told["address"] not in words(client.get("/listening/counts/LISTEN-0001/"))
    agree = f"{LIST}SOURCE-0001/agree/"
    assert "cannot agree to a source" in words(client.get(agree))
    second = signed_in(people.simon)
    assert "SOURCE-0001" in words(second.get("/"))
    shown = words(second.get(agree))
    assert "LISTEN-0001: Missed bins. Topics: Waste and recycling. Queries: missed bin" in shown
    assert "Other sources of this project: none." in shown
    assert "Tick the box once" in words(second.post(agree, {"confirmed": ""}))
    assert "if the posts are not those of only one person or group" in words(
        second.post(agree, {"confirmed": "on"})
    )
    done = second.post(agree, {"confirmed": "on", "of_nobody": "on"}, follow=True)
    assert "A second officer agreed to the source of a listening project." in words(done)
    assert told["address"] in words(client.get("/listening/counts/LISTEN-0001/"))
    closed_to_all_but(
        READERS, people, LIST, f"{LIST}SOURCE-0001/", match="cannot read the register of listening projects"
    )
    pages = (f"{LIST}add/", f"{LIST}SOURCE-0001/correct/", f"{LIST}SOURCE-0001/take-back/")
    closed_to_all_but(KEEPERS, people, *pages, match="cannot record a source")


def test_a_source_that_was_taken_back_stays_on_the_public_page_since_its_posts_stay_counted(people):
    approved(people)
    row = a_source(people, project_reference="listen-0001")
    waiting = a_recorded_source(people, address=f"http://{HOST}/mistaken.xml")
    listening_source.take_back(row, by=people.helen, at=AT)
    listening_source.take_back(waiting, by=people.helen, at=AT)
    page = browser().get("/listening/counts/LISTEN-0001/")
    assert "no longer read: taken back on" in words(page)
    assert "mistaken.xml" not in page.text
    assert (
        '<span lang="en">Missed bins</span>' in browser().get("/listening/counts/LISTEN-0001/?lang=cy").text
    )


def test_a_source_whose_correction_waits_or_that_was_moved_says_since_when_it_is_not_read(people):
    approved(people)
    approved(people, title="Bins")
    row = a_source(people)
    day = f"not read since {AT.day} {AT:%B %Y}"
    with recorded_as_if_at(AT):
        newer = listening_source.correct(row, source_values(), by=people.helen, at=AT)
    public, officers = "/listening/counts/LISTEN-0001/", signed_in(people.helen)
    waits = f"{day}: no second officer has agreed to the correction yet"
    assert waits in words(browser().get(public))
    assert waits in words(officers.get(LIST))
    with recorded_as_if_at(AT):
        values = source_values(project_reference="LISTEN-0002")
        moved = listening_source.correct(newer, values, by=people.helen, at=AT)
    assert f"{day}: it was moved to project LISTEN-0002" in words(browser().get(public))
    assert "not read: no second officer has agreed to it" in words(officers.get(LIST))
    with recorded_as_if_at(AT):
        listening_source.agree(moved, by=people.simon, at=AT)
    assert f"{day}: it was moved to project LISTEN-0002" in words(browser().get(public))
    assert "not read since" not in words(officers.get(LIST))
