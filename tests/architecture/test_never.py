"""What Watchbook never does (docs/explanation/never.md): each line as a check that can fail."""

import ast
import re
from functools import cache

from tests.architecture.addresses import addresses
from tests.architecture.source import ROOT, docstrings, every_node, imported, listed, modules
from tests.architecture.test_jobs import BY_THE_CLOCK, jobs, name_of
from tests.architecture.test_url_names import templates
from watchbook.capture.inert import KEPT
from watchbook.config import settings
from watchbook.config.environment import VARIABLES
from watchbook.evidence.replay import POLICY

PAGE = ROOT / "docs" / "explanation" / "never.md"
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
# Parts that will look, capture and keep; none of their jobs may begin by the clock.
LOOKING = {"looks", "browsing", "capture", "evidence", "listening", "investigations"}
# Reads by the clock and in bulk what is about services, and keeps of it counts alone (docs/decisions/0019-listening-by-the-clock.md).
COUNTS_TOPICS = {"listening.collect"}
# Whatever could fetch a page from somewhere else.
FETCHERS = re.compile(
    r"(requests|httpx|aiohttp|urllib3|urllib\.request|http\.client|ftplib|pycurl|websockets?|selenium|playwright"
    r"|pyppeteer|scrapy|mechanize|webbrowser)\b"
)
# Who does so, and where it leads: never to a page that somebody published.
SENDS = {
    "watchbook.files.bucket_rules": "two questions about its rules, to the bucket that the operator named",
    "watchbook.keys.openbao": "wrapped keys, to the OpenBao server that the operator named",
    "watchbook.organisation.identity_provider": "the sign-in of a person, to the council’s own provider that the operator named",
    "watchbook.ledger.watch": "a program for outsiders, never run by us: it asks an authority for its own checkpoints",
    "watchbook.listening.fetching": "feeds that an approved listening project names, and their robots.txt, through capture’s filter; no person’s page",
    "watchbook.ledger.post": "hashes, to the witnesses and time-stamp authorities that the operator set",
}
PACKAGES = {
    "hide": r"pysocks|socksio|stem|torpy|torrequest|fake-useragent|user-agents|.*stealth.*|undetected-.*|curl-cffi",
    "drive": r"instagrapi|instaloader|instagram.*|facebook.*|fb.*|tweepy|twitter.*|twikit|snscrape|telethon|pyrogram"
    r"|praw|asyncpraw|tiktok.*|linkedin.*|mastodon.*|atproto|discord.*|slack.*|whatsapp.*|vk.*|snapchat.*|selenium",
    "face": r"face.*|.*-face|dlib|deepface|insightface|mtcnn|retina-face|rekognition.*|opencv.*|mediapipe",
    "graph": r"networkx|igraph|python-igraph|graph-tool|networkit|neo4j|py2neo|pyvis|rustworkx|maltego.*",
    "player": r"pywb|wabac.*|replaywebpage|@webrecorder/.*|replayweb.*",
    "search": r"sherlock.*|maigret|holehe|socialscan|whatsmyname|social-analyzer|osint.*|phoneinfoga|ghunt|toutatis",
}
# A word in two meanings: where it is ours.
MEANT = {
    ("network", "capture"): "a block of addresses, as Python’s own module calls it",
    ("network", "config"): "the same, of the authority itself",
    ("proxy", "config"): "the proxy in front of our own web server",
    ("proxy", "law"): "a read-only mapping",
    ("follow", "machine"): "a link on disk that chown leaves alone",
    ("follows", "foi"): "a sentence that comes after another",
    ("follow", "reading"): "a question that follows on from the one above",
    ("follows", "reading"): "a number that comes after another",
    ("rank", "authorisations"): "the grade of an officer's post (SI 2010/521)",
    ("risk", "authorisations"): "the assessment of the risks to a source that the Act asks for",
    ("risk", "looks"): "the same of the risks to a user of a shared profile",
    ("rating", "oversight"): "how grave a recommendation is: red, amber or green; of no person",
    ("score", "foi"): "how well a topic fits a question",
    ("likelihood", "foi"): "how likely a harm of disclosure is, which a refusal must say (FOIA s.31)",
    ("score", "reading"): "how well a topic fits a question",
    ("scored", "reading"): "how well a topic fits a question",
    ("rank", "demo"): "the rank of an officer’s post, as people.csv gives it",
    ("rank", "figures"): "the rank of an officer’s post, as an answer gives it",
    ("graph", "triage"): "the order of decision as data: questions and answers, no people",
    ("graph", "looks"): "the version of that order by which a look was triaged",
    ("edges", "triage"): "where an answer leads in that order",
    ("rank", "reports"): "the rank of an officer’s post, as an audit’s sample tells it",
    ("rank", "organisation"): "the rank of an officer’s post, by which the Orders say who may authorise",
}


@cache
def words():
    """Every word in a name of ours, with the parts and places where it stands."""
    found = {}
    for one in modules():
        names = [(one.noun, 1)]
        for node in every_node(one.tree):
            name = getattr(node, "name", None) or getattr(node, "id", None) or getattr(node, "arg", None)
            name = getattr(node, "attr", None) or name
            if isinstance(name, str) and hasattr(node, "lineno"):
                names.append((name, node.lineno))
        for name, line in names:
            for word in WORD.findall(name):
                found.setdefault(word.lower(), []).append((one.part, f"{one.at(line)} {name}"))
    return found


@cache
def texts():
    """Every text in Python that is no docstring, with its place."""
    found = []
    for one in modules():
        spoken = docstrings(one.tree)
        constants = (
            node for node in every_node(one.tree) if isinstance(node, ast.Constant) and node not in spoken
        )
        found += [(node.value, one.at(node)) for node in constants if isinstance(node.value, str)]
    return tuple(found)


@cache
def spoken_names():
    """What is seen from outside: addresses, their names, variables, settings, columns of our commands."""
    found = [f"{address.name} {address.pattern}" for address in addresses()]
    return tuple(found + list(VARIABLES) + [name for name in vars(settings) if name.isupper()])


def installed():
    """Every package that a list of ours names: Python's and npm's."""
    lists = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "requirements").glob("*.txt"))]
    names = {
        match.lower() for text in lists for match in re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)
    }
    npm = re.findall(r'"node_modules/([^"]+)"', (ROOT / "package-lock.json").read_text(encoding="utf-8"))
    return names | {name.lower() for name in npm}


def named(*forbidden):
    """Where a word stands in a name of ours without being meant in its other sense."""
    wrong = [
        place
        for word in forbidden
        for part, place in words().get(word, ())
        if (word, part) not in MEANT
    ]  # fmt: skip
    outside = [
        name for name in spoken_names() if set(forbidden) & {word.lower() for word in WORD.findall(name)}
    ]
    return wrong + [name for name in outside if not re.search(r"PROXY", name)]


def said(pattern):
    """Where a text of ours matches."""
    return [place for text, place in texts() if re.search(pattern, text, re.IGNORECASE)]


def brought(kind):
    """The packages of a kind that somebody installed. Playwright drives our own tests and is in no list of the product."""
    return [name for name in installed() if re.fullmatch(PACKAGES[kind], name)]


def test_no_setting_hides_who_looks():
    wrong = named(
        "tor", "onion", "socks", "vpn", "stealth", "spoof", "disguise", "anonymous", "agent", "useragent"
    )
    wrong += named("proxy")
    # The browser's only road out is our own filter on the loopback, which goes on from this machine's own address.
    wrong += [place for place in said(r"--proxy") if not place.startswith("watchbook/capture/egress.py:")]
    # What a visitor's own browser says of itself is read to name their session to them; the collector says who it is;
    # our own answers say that their language depends on the reader's browser.
    agents = said(r"user[-_]agent|socks[45]?:|torrc|\.onion\b|accept-language")
    known = (
        "watchbook/organisation/sign_in.py:",
        "watchbook/listening/fetching.py:",
        "watchbook/web/welsh.py:",
    )
    wrong += [place for place in agents if not place.startswith(known)]
    wrong += brought("hide")
    assert not wrong, listed(wrong)


def test_nothing_looks_at_people_by_the_clock_or_in_bulk():
    by_the_clock = BY_THE_CLOCK.keys() - COUNTS_TOPICS
    wrong = [name_of(node) for one, node in jobs() if one.part in LOOKING and name_of(node) in by_the_clock]
    wrong += [name for name in by_the_clock if name.split(".")[0] in LOOKING]
    wrong += named("crawl", "crawler", "scrape", "scraper", "spider", "harvest", "sweep", "patrol")
    assert not wrong, listed(wrong)


def test_no_import_opens_a_page():
    wrong = [f"{one.at(node)} {name}" for one in modules() for name, _, node in imported(one.tree)
             if FETCHERS.match(name) and one.name not in SENDS]  # fmt: skip
    assert not wrong, listed(wrong)


def test_nothing_befriends_follows_likes_or_messages():
    wrong = named("befriend", "friend", "friends", "unfriend", "follow", "follows", "follower", "followers", "unfollow",
                  "like", "likes", "unlike", "retweet", "repost", "dm", "poke", "subscribe")  # fmt: skip
    wrong += said(r"\b(send|direct|private)[_ -]messages?\b|friend[_ -]?request") + brought("drive")
    assert not wrong, listed(wrong)


def test_nobody_is_scored_or_ranked():
    wrong = named("score", "scored", "scores", "scoring", "rank", "ranked", "ranking", "rating", "suspicion", "threat",
                  "risk", "likelihood", "propensity", "profiling", "credibility")  # fmt: skip
    assert not wrong, listed(wrong)


def test_no_face_is_matched():
    wrong = named("face", "faces", "facial", "biometric", "biometrics", "fingerprint", "gait") + brought(
        "face"
    )
    assert not wrong, listed(wrong)


def test_no_graph_links_people():
    wrong = named(
        "graph", "graphs", "network", "networks", "associates", "associate", "edges", "centrality", "clique"
    )
    wrong += brought("graph")
    assert not wrong, listed(wrong)


def test_nobody_is_searched_for_across_services():
    wrong = named("osint", "dossier", "footprint", "enrich", "enrichment", "deanonymise", "unmask") + brought(
        "search"
    )
    wrong += [
        name
        for name in spoken_names()
        if re.search(r"\b(search|find|lookup)[_/-]?(person|people|subject)", name)
    ]
    assert not wrong, listed(wrong)


def test_nothing_of_a_captured_page_is_run():
    directives = dict(
        one.split(" ", 1) if " " in one else (one, "") for one in POLICY.strip("; ").split("; ")
    )
    assert directives["default-src"] == "'none'"
    assert directives["sandbox"] == ""
    assert not [
        name
        for name in directives
        if name.startswith(("script", "worker", "frame-src", "child", "object", "connect"))
    ]
    assert not {"script", "iframe", "object", "embed", "a", "form", "link", "meta", "base", "svg"} & KEPT
    frames = [
        match
        for path in templates()
        for match in re.findall(r"<iframe[^>]*>", path.read_text(encoding="utf-8"))
    ]
    assert [one for one in frames if 'sandbox=""' in one] == frames != []
    assert not [name for name in VARIABLES if "REPLAY" in name and name != "WATCHBOOK_REPLAY_ORIGIN"]
    wrong = brought("player")
    assert not wrong, listed(wrong)


def test_no_persona_is_kept_or_driven():
    wrong = named(
        "persona",
        "personas",
        "sockpuppet",
        "sockpuppets",
        "impersonate",
        "alter",
        "burner",
        "cookies",
    )
    wrong += brought("drive")
    assert not wrong, listed(wrong)


def test_every_line_names_the_test_that_holds_it_and_every_such_test_is_named():
    rows = [row for row in PAGE.read_text(encoding="utf-8").splitlines() if row.startswith("| ")][1:]
    held = [re.findall(r"`(test_\w+)`", row) for row in rows]
    ours = {name for name in globals() if re.match("test_(no|nothing|nobody)_", name)}
    assert [len(names) for names in held] == [1] * 10
    assert {name for names in held for name in names} == ours


def test_the_other_meanings_are_still_there():
    assert all(any(part == place for place, _ in words().get(word, ())) for word, part in MEANT)
