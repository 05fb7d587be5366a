"""An account is recognised from its address alone: one for all its variants, another for each look-alike."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.each import each
from watchbook.investigations.account_address import recognise
from watchbook.investigations.pasted_address import NotAnAddress

FILES = [
    tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    for name in ("addresses.toml", "more_addresses.toml", "within_addresses.toml")
]
ONE = [
    (group["platform"], group["account"], address)
    for rows in FILES
    for group in rows["one"]
    for address in group["addresses"]
]
NONE = [
    (group["platform"], address) for rows in FILES for group in rows["none"] for address in group["addresses"]
]
REFUSED = [
    (reason, address)
    for rows in FILES
    for reason, addresses in rows["refused"].items()
    for address in addresses
]
EVERY_ADDRESS = [row[-1] for row in (*ONE, *NONE, *REFUSED)]
LETTERS = st.text(alphabet="abcJO.-_@/:?#%&=+~*é\\ \n\t[]()ŵKſ\u202e0123xn", max_size=60)


def recognised(text):
    """What a text names; None where it is refused, which is the only thing that may be raised."""
    try:
        return recognise(text)
    except NotAnAddress:
        return None


def test_every_address_of_an_account_is_that_account():
    """All of them at once: a test each would cost a hundred times as much as what it tries."""
    wrong = []
    for platform, account, address in ONE:
        found = recognised(address)
        told = found and (found.platform, found.account, found.address)
        if told != (platform, account, f"https://{account}"):
            wrong.append((address, told))
    assert not wrong


def test_a_post_that_is_shown_under_any_name_names_nobody_and_may_be_whose_name_it_has():
    for rows in FILES:
        for group in rows.get("claimed", []):
            for address in group["addresses"]:
                found = recognise(address)
                assert (found.platform, found.account) == (group["platform"], None), address
                assert group["account"] in found.may_be, address
    one, other = (recognise(f"https://x.com/{name}/status/123456") for name in ("jane", "i"))
    assert one.page == other.page == "x.com/i/status/123456"


def test_a_site_that_is_searched_names_nobody():
    for address in ("https://search.example/search?q=jane+doe", "https://a.example/find/?text=jane"):
        found = recognise(address)
        assert (found.account, found.may_be) == (None, (found.address.split("/")[2],))
    assert recognise("https://search.brave.com/search?q=jane+doe").names == (
        "search.brave.com/search?q=jane+doe",
    )
    assert recognise("https://blog.example/?p=123").account == "blog.example"


def test_look_alikes_are_accounts_of_their_own():
    for rows in FILES:
        addresses = [address for group in rows["differ"] for address in group["addresses"]]
        accounts = [recognise(address).account for address in addresses]
        assert None not in accounts
        assert len(set(accounts)) == len(accounts)


def test_an_address_that_names_nobody_is_nobodys():
    wrong = []
    for platform, address in NONE:
        found = recognised(address)
        if found is None or (found.platform, found.account) != (platform, None):
            wrong.append((address, found))
    assert not wrong


def refused(address):
    """The refusal of an address; None where it is taken."""
    try:
        recognise(address)
    except NotAnAddress as refusal:
        return refusal
    return None


def test_what_is_no_address_is_refused_with_the_way_forward():
    wrong = []
    for reason, address in REFUSED:
        refusal = refused(address)
        says_all = refusal and refusal.reason == reason and all((refusal.what, refusal.why, refusal.next))
        repeats = len(address.strip()) >= 8 and address.strip() in str(refusal)
        if not says_all or repeats:
            wrong.append((address, refusal and refusal.reason))
    assert not wrong


def test_an_account_recognised_again_is_the_same():
    found_accounts = [found for found in map(recognised, EVERY_ADDRESS) if found and found.account]
    for found in found_accounts:
        again = recognise(found.account)
        assert (again.platform, again.account) == (found.platform, found.account)
        assert recognise(found.address).account == found.account


def test_there_are_over_a_thousand_addresses_and_every_platform():
    assert len(EVERY_ADDRESS) >= 1_000
    platforms = {platform for platform, *_ in ONE}
    assert platforms == {
        "facebook", "instagram", "x", "tiktok", "youtube", "linkedin", "reddit", "bluesky", "mastodon", "threads",
        "nextdoor", "snapchat", "telegram", "whatsapp", "vinted", "ebay", "gumtree", "web",
    }  # fmt: skip


PAGES = [group["addresses"] for rows in FILES for group in rows.get("page", [])]


def test_a_page_that_names_no_account_is_one_however_its_address_is_written():
    found = [[recognise(address) for address in addresses] for addresses in PAGES]
    assert {(one.account, one.page != "") for group in found for one in group} == {(None, True)}
    assert [len({one.page for one in group}) for group in found] == [1] * len(PAGES)
    assert len({group[0].page for group in found}) == len(PAGES)
    assert all(recognise(group[0].page).page == group[0].page for group in found)


def test_a_site_alone_is_no_page_and_names_nothing():
    assert recognise("https://www.facebook.com/").names == ()


JANE = "facebook.com/janedoe"


@each(
    "address",
    [
        "https://proxy.example/https://www.facebook.com/jane.doe",
        "https://proxy.example/go?x=1&to=https%3A%2F%2Fwww.facebook.com%2Fjane.doe",
        "https://proxy.example/go?to=https%253A%252F%252Fwww.facebook.com%252Fjane.doe",
        "https://proxy.example/www.facebook.com/jane.doe",
        "https://proxy.example/see?page=m.facebook.com/jane.doe",
        "https://proxy.example/#/https://facebook.com/jane.doe",
        "https://proxy.example/?a=https://shop.example/&b=https://facebook.com/jane.doe",
        "https://proxy.example/https://two.example/https://web.archive.org/web/2024/https://facebook.com/jane.doe",
    ],
)
def test_whoever_a_site_that_is_not_known_may_show_is_named(address):
    found = recognise(address)
    assert found.account is None
    assert {JANE, "proxy.example"} <= set(found.names)


@each(
    ("address", "name"),
    [
        ("https://www.facebook.com/search/top/?q=https%3A%2F%2Fwww.facebook.com%2Fjane.doe", JANE),
        ("https://www.google.com/search?q=https://www.facebook.com/jane.doe", JANE),
        ("https://corsproxy.io/?https://www.facebook.com/jane.doe", JANE),
        ("https://corsproxy.io/?https%3A%2F%2Fwww.facebook.com%2Fjane.doe", JANE),
        ("https://corsproxy.io/?www.facebook.com/jane.doe", JANE),
        ("https://corsproxy.io/?a=1&https://www.facebook.com/jane.doe", JANE),
        ("https://corsproxy.io/?https://m.facebook.com/story.php?story_fbid=1&id=100012345678901", "facebook.com/100012345678901"),
        ("https://corsproxy.io/?a&www.facebook.com/jane.doe", JANE),
        ("https://proxy.example/facebook.com:80/jane.doe", JANE),
        ("https://graph.facebook.com/jane.doe/picture", JANE),
        ("https://graph.facebook.com/v2.0/jane.doe/picture", JANE),
        ("https://graph.facebook.com/v2.0/100012345678901/picture", "facebook.com/100012345678901"),
        ("https://xcancel.com/jane", "x.com/jane"),
        ("https://www.xcancel.com/jane/status/1", "x.com/jane"),
        ("https://nitter.net/jane", "x.com/jane"),
        ("https://nitter.example/jane/with_replies", "x.com/jane"),
        ("https://rss.xcancel.com/jane/rss?x=https://shop.example/", "x.com/jane"),
        ("https://threadreaderapp.com/user/jane", "x.com/jane"),
        ("https://imginn.com/jane.doe/", "instagram.com/jane.doe"),
        ("https://imginn.com/stories/jane.doe/", "instagram.com/jane.doe"),
        ("https://www.picuki.com/profile/jane.doe", "instagram.com/jane.doe"),
        ("https://yewtu.be/@Jane", "youtube.com/@jane"),
    ],
)  # fmt: skip
def test_whoever_a_page_of_a_known_site_or_a_mirror_may_show_is_named(address, name):
    found = recognise(address)
    assert found.account is None
    assert name in found.names


@pytest.mark.parametrize("address", ["https://nitter.net", "https://xcancel.com/", "https://imginn.com"])
def test_a_mirror_alone_shows_nobody(address):
    assert recognise(address).may_be == ()


def test_a_short_name_of_facebook_may_be_an_account_and_a_mirror_is_nobody():
    assert recognise("https://fb.me/jane.doe").names == ("fb.me/jane.doe", JANE)
    assert recognise("https://nitter.example/https://x.com/jo").names[1:] == ("x.com/jo",)
    assert recognise("https://shop.example/https://").names == ("shop.example",)


def test_an_address_that_holds_addresses_without_end_is_refused():
    for address in (
        "https://a.example/" + "https://b.example/?u=" * 300,
        "https://l.facebook.com/" + "?u=/" * 1_900,
        "https://nitter.net/" + "x.com/" * 1_200,
        "https://a.example/?b=https://l.facebook.com/" + "?u=/" * 30 + "jane.doe",
    ):
        refusal = refused(address)
        assert refusal is not None
        assert refusal.reason == "several"


def test_an_address_without_account_is_shown_without_what_only_tracks():
    found = recognise("https://www.youtube.com/watch?v=dAbCdEfGhIj&si=abc&utm_source=x")
    assert found.address == "https://youtube.com/watch?v=dAbCdEfGhIj"


EXACT = {
    "https://shop.example/p/a%20b/?ref=22/0123&utm_source=x&fbclid=1&page=2#top": "https://shop.example/p/a%20b/?ref=22/0123&page=2#top",
    "https://m.facebook.com/Jane.Roe/posts/7?mibextid=a&__cft__[0]=b": "https://m.facebook.com/Jane.Roe/posts/7",
    "www.youtube.com/watch?v=dAbCdEfGhIj&t=35s": "https://www.youtube.com/watch?v=dAbCdEfGhIj&t=35s",
    "http://shop.example/?UTM_Medium=x&amp;id=3": "http://shop.example/?id=3",
    "HTTPS://Shop.Example/A?b=c&b=d&&e": "HTTPS://Shop.Example/A?b=c&b=d&&e",
    "https://web.archive.org/web/2024/https://www.facebook.com/jane.doe?sk=about": "https://web.archive.org/web/2024/https://www.facebook.com/jane.doe?sk=about",
    "view-source:https://facebook.com/jane.doe?fbclid=1": "view-source:https://facebook.com/jane.doe",
    "@jane@mastodon.social": "https://mastodon.social/@jane",
    "https://youtu.be/dAbCdEfGhIj?si=Ab1&t=35": "https://youtu.be/dAbCdEfGhIj?t=35",
    "https://m.youtube.com/watch?v=dAbCdEfGhIj&t=35s&pp=yg&list=PL1&index=2": "https://m.youtube.com/watch?v=dAbCdEfGhIj&t=35s&list=PL1&index=2",
    "https://www.instagram.com/p/Cabc/?img_index=2&igsh=x&si=y": "https://www.instagram.com/p/Cabc/?img_index=2",
    "https://x.com/jane/status/12345678?s=46&t=Ab-1_c": "https://x.com/jane/status/12345678",
    "https://mobile.twitter.com/jane/status/12345678?ref_src=twsrc%5Etfw&s=20": "https://mobile.twitter.com/jane/status/12345678",
    "https://x.com/search?q=trainers&f=live&s=20": "https://x.com/search?q=trainers&f=live",
    "https://www.tiktok.com/@jane/video/7123456789012345678?_r=1&_t=ZN-8": "https://www.tiktok.com/@jane/video/7123456789012345678",
    "https://www.linkedin.com/in/jane/?originalSubdomain=uk&trk=people": "https://www.linkedin.com/in/jane/",
    "https://www.facebook.com/photo.php?fbid=1&set=a.2&rdid=x&share_url=y": "https://www.facebook.com/photo.php?fbid=1&set=a.2",
    "https://shop.example/find?s=20&t=5&si=1&ref=9": "https://shop.example/find?s=20&t=5&si=1&ref=9",
    "https://notx.com/find?s=20&t=5": "https://notx.com/find?s=20&t=5",
}


def test_the_address_of_the_page_is_kept_letter_for_letter_less_the_marks_that_follow_a_reader():
    assert {pasted: recognise(pasted).exact for pasted in EXACT} == EXACT


@each(
    ("address", "site"),
    [
        ("https://faceb00k.com/jo", "facebook"),
        ("https://instagrarn.com/jo", "instagram"),
        ("https://www.instagram.com-login.example/jo", "instagram"),
        ("https://facebook-login.example.com/jo", "facebook"),
        ("https://faceboook.com/jo", "facebook"),
        ("https://facebok.com/jo", "facebook"),
        ("https://www.fcaebook.com/jo", "facebook"),
        ("https://facbook.com/jo", "facebook"),
        ("https://faceb0ook.com/jo", "facebook"),
        ("https://faceboik.com/jo", "facebook"),
        ("https://insatgram.com/jo", "instagram"),
        ("https://instagramm.com/jo", "instagram"),
        ("https://tiktokk.com/@jo", "tiktok"),
        ("https://titkok.com/@jo", "tiktok"),
        ("https://twiter.com/jo", "twitter"),
        ("https://tiwtter.com/jo", "twitter"),
        ("https://yuotube.com/@jo", "youtube"),
        ("https://gumtre.com/p/1", "gumtree"),
        ("https://login.whatsap.example/jo", "whatsapp"),
        ("https://linkdin.com/in/jo", "linkedin"),
        ("https://web.archive.org/web/2024/https://faceb00k.com/jo", "facebook"),
        ("https://faceb00k-com.translate.goog/jo", "facebook"),
        ("https://www.facebook.com/jo", ""),
        ("https://www.google.com/search?q=facebook", ""),
        ("https://otleynews.example/facebook", ""),
    ],
)
def test_a_site_that_is_easily_taken_for_a_well_known_one_is_told_apart(address, site):
    assert recognise(address).resembles.lower() == site


# Sites as council officers meet them, and words that are near a platform's name.
ORDINARY = Path(__file__).with_name("ordinary_sites.txt").read_text(encoding="utf-8").split()


def test_an_ordinary_site_is_taken_for_no_other():
    found = {host: recognise(f"https://{host}/about").resembles for host in ORDINARY}
    assert {host: site for host, site in found.items() if site} == {}
    assert len(ORDINARY) > 150


@given(st.text(max_size=200) | LETTERS)
@example("http://[")
@example("//％/")
def test_whatever_is_pasted_is_recognised_or_refused(text):
    recognised(text)


@given(
    host=st.sampled_from(["facebook.com", "x.com", "youtube.com", "linkedin.com", "bsky.app", "t.me", "toot.example", "reddit.com",
                          "ebay.co.uk", "vinted.co.uk", "linktr.ee", "a.t.me", "example.org", "tiktok.com", "m.me"]),
    before=st.sampled_from(["", "/@", "/in/", "/c/", "/groups/", "/r/", "/u/", "/profile/", "/usr/", "/member/", "/s/", "/pages/a-"]),
    name=LETTERS | st.text(max_size=30),
)  # fmt: skip
def test_every_account_names_itself(host, before, name):
    found = recognised(f"https://{host}/{before}{name}")
    if found and found.account:
        assert recognise(found.account).account == found.account


@settings(max_examples=50, deadline=None)
@given(
    head=st.sampled_from(EVERY_ADDRESS),
    part=st.sampled_from(["a", ".", "/", "a.", "-1", "@", "%41", " ", "https://x.com/ ", "&a=b", "xn--"]),
)
def test_what_is_far_too_long_is_refused_unread(head, part):
    with pytest.raises(NotAnAddress) as refusal:
        recognise(head + part * 100_000)
    assert refusal.value.reason == "too_long"


@pytest.mark.parametrize(
    ("address", "may_be"),
    [
        ("https://x.com/search?q=janeroe", "x.com/janeroe"),
        ("https://x.com/search?q=from%3Ajaneroe", "x.com/janeroe"),
        ("https://www.facebook.com/login/?next=jane.roe.seller", "facebook.com/janeroeseller"),
        ("https://www.youtube.com/results?search_query=%40janeroe", "youtube.com/@janeroe"),
    ],
)
def test_a_bare_handle_that_a_platform_is_asked_for_may_be_that_account(address, may_be):
    assert may_be in recognise(address).names


def test_more_words_than_a_search_has_are_no_hiding_place():
    words = "+".join(f"word{number}" for number in range(50))
    with pytest.raises(NotAnAddress):
        recognise(f"https://x.com/search?q={words}+janeroe")
