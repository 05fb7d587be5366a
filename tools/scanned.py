"""Send sqlmap and wapiti at every form that any duty reaches, on a throw-away register on loopback (`make proof`).

Usage: scanned.py [sqlmap | wapiti]
Both come from PyPI into an environment of their own and are no part of what we ship (GPL). Each finding is one line; those of EXPLAINED
are no weakness, and why.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests import server

os.environ["DJANGO_SETTINGS_MODULE"] = "watchbook.config.settings"

import django

django.setup()

from urllib.parse import urlencode, urljoin, urlsplit

from django.conf import settings
from django.db import connection

from tests import given
from tests.architecture.test_crawled_addresses import LINK, name_of
from tests.architecture.test_rights_matrix import VISITORS
from tests.fixtures import QUICK_HASHERS, point_django_at
from tests.journeys.everything import put_something_everywhere
from tests.journeys.service import Service, running
from tests.people import People
from tests.visitor import Form, Visitor
from watchbook.keys.keyring import the_keyring

PINNED = ("sqlmap==1.10.10", "wapiti3==3.3.2")
PASSWORD = "seven-quiet-herons"
PUBLIC, BEGINS = "public", ("/", "/account/login/")
BESIDE, ENOUGH = 4, 3
# Seconds to find addresses and forms in, over all duties; and for each kind of attack on what one duty found: without it, hours.
WAPITI_SECONDS, ATTACK_SECONDS = 300, 20
ENDS = (
    "account/logout",
    "organisation/people/*/close",
    "*sessions/end",
    "*session/end",
    "organisation/duties/*/end",
)
# A form that ends a session or closes an account comes last: what is sent after it would only be shown the page for signing in.
ENDING = (
    "account_logout",
    *(
        f"organisation:{act}"
        for act in ("session_end", "sessions_end", "person_sessions_end", "person_close", "duty_end")
    ),
)
FOUND = re.compile(r"(?:might be|appears to be|is) (?:'.+' )?(?:injectable|vulnerable)")
MODULES = "sql,xss,permanentxss,exec,file,ssrf,crlf,redirect,xxe,log4shell,upload"
# What a scanner says and is no weakness: a word of its line, and why.
EXPLAINED = {
    "SQL Injection at GET /governance/offences/ (q)": "No SQL holds these words: `search.found_by` compares them with the offences "
    "of `law/`, and a number finds the sections of that number. So “AND 18=18” finds other offences than “AND 18=19”, which "
    "the scanner takes for the answer of a database.",
}

type Scanner = Callable[[Path, Path, Service, dict[str, Visitor]], tuple[str, list[str]]]


def scan(scanner: Scanner) -> str:
    """Send one of them at a throw-away register of its own, and say what it tried and found."""
    with server.fresh_database() as name, tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with ThreadPoolExecutor(1) as pool:
            installed = pool.submit(_installed, folder / "scanners")
            point_django_at(name)
            the_keyring().begin()
            settings.PASSWORD_HASHERS = QUICK_HASHERS
            settings.FILES_FOLDER = settings.PLACES.files  # the service looks for them there
            people = People(given.a_council())
            put_something_everywhere(people)
        with running(name, people=people, log=folder / "log", settings="tests.journeys.unlimited") as service:
            visitors = dict(_visitors(service))
            tried, found = scanner(installed.result(), folder, service, visitors)
        assert "Traceback" not in (folder / "log").read_text(errors="replace")
        connection.close()
    unexplained = [one for one in found if not any(word in one for word in EXPLAINED)]
    assert not unexplained, "; ".join(unexplained)
    return f"{tried}: {f'{len(found)} findings, each explained' if found else 'nothing found'}"


def _installed(folder: Path) -> Path:
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin" / "pip", "-q", "install", *PINNED], check=True, capture_output=True)
    return folder / "bin"


def _visitors(service: Service) -> Iterator[tuple[str, Visitor]]:
    """Sign in one person of each duty; the public comes last."""
    from django.contrib.auth.hashers import make_password  # noqa: PLC0415  # hashed by the setting above

    hashed = make_password(PASSWORD)
    service.may_sign_in(*VISITORS, hashed=hashed)
    for who in VISITORS:
        yield who, Visitor(service.address).sign_in(getattr(service.people, who).email, PASSWORD)
    yield PUBLIC, Visitor(service.address)


def _walked(visitor: Visitor, opened: Counter[str]) -> Iterator[Form]:
    """Every form on the pages that links lead to.

    A page is passed over where one of its kind was opened by this visitor, and three by all: what one duty sees as text, another
    has a form for.
    """
    own = set[str]()
    waiting, seen = list(BEGINS), set(BEGINS)
    while waiting:
        path = waiting.pop()
        name = name_of(path)
        if path not in BEGINS and name in own and opened[name] >= ENOUGH:
            continue
        own.add(name)
        answer = visitor.get(path)
        if answer.status != 200 or "html" not in dict(answer.headers).get("content-type", "html"):
            continue
        opened[name_of(urlsplit(answer.path).path)] += 1
        yield from visitor.forms_of(answer, methods=("post", "get"))
        for link in LINK.findall(answer.text):
            where = urlsplit(urljoin(answer.path, link))
            if not where.netloc and where.path not in seen and name_of(where.path):
                seen.add(where.path)
                waiting.append(where.path)


def _kind(form: Form) -> tuple[str, ...]:
    return name_of(urlsplit(urljoin(form.page, form.action)).path), form.method, *sorted(form.values)


def _by_sqlmap(
    programs: Path, folder: Path, service: Service, visitors: dict[str, Visitor]
) -> tuple[str, list[str]]:
    """Run some beside each other, each over a log of requests as a proxy would have written it, and hold how many forms were tried.

    The forms of one part go to one run: two runs that change one register beside each other make pages differ by what was sent to
    the other, and sqlmap takes any difference for its own doing.
    """
    opened = Counter[str]()
    with ThreadPoolExecutor(BESIDE) as pool:
        walks = list(pool.map(lambda one: list(_walked(one, opened)), visitors.values()))
    forms = {
        _kind(form): (form, visitor)
        for visitor, walk in zip(visitors.values(), walks, strict=True)
        for form in walk
    }
    ending = [one for kind, one in forms.items() if kind[0] in ENDING]
    others = {kind: one for kind, one in forms.items() if kind[0] not in ENDING}
    with ThreadPoolExecutor(BESIDE) as pool:
        runs = [
            pool.submit(_one_run, programs, folder / f"sqlmap-{number}", service, share)
            for number, share in enumerate(_shares(others))
        ]
        told = [run.result() for run in runs]
    out = [who for who, visitor in visitors.items() if who != PUBLIC and visitor.get("/").path != "/"]
    assert not out, f"sessions ended while forms were still to be sent: {out}"
    told.append(_one_run(programs, folder / "sqlmap-ending", service, ending))
    lines = [line for one in told for line in one]
    assert not any("rate-limiting" in line for line in lines), "a form was answered by a limit on attempts"
    tried = sum("testing if the target URL content is stable" in line for line in lines)
    why = Counter(line[11:200] for line in lines if "skipping" in line or "[CRITICAL]" in line)
    assert tried >= len(forms) * 0.9, f"sqlmap tried {tried} of {len(forms)}: {why.most_common(6)}"
    return f"{tried} of {len(forms)} forms by sqlmap", [
        f"sqlmap: {one.strip()}" for one in lines if FOUND.search(one)
    ]


def _shares[One](forms: dict[tuple[str, ...], One]) -> list[list[One]]:
    """As many shares as there are runs, of whole parts and about as long as each other."""
    parts: dict[str, list[One]] = {}
    for kind, one in forms.items():
        parts.setdefault(kind[0].partition(":")[0], []).append(one)
    shares: list[list[One]] = [[] for _ in range(BESIDE)]
    for part in sorted(parts.values(), key=len, reverse=True):
        min(shares, key=len).extend(part)
    return shares


def _one_run(programs: Path, folder: Path, service: Service, forms: list[tuple[Form, Visitor]]) -> list[str]:
    """Return the lines that sqlmap says of these forms; files are sent as names.

    Pages are compared by their text alone: the keys in each form are new on every page, and what was typed stands in it again.
    """
    folder.mkdir()
    log = folder / "requests.log"
    log.write_text(
        "".join(_as_logged(form, visitor, host=urlsplit(service.address).netloc) for form, visitor in forms)
    )
    ran = subprocess.run(
        [programs / "sqlmap", "-l", log, "--batch", "--smart", "--ignore-redirects", "--text-only", "--technique", "BEUS", "--skip", "csrfmiddlewaretoken,press",
         "--timeout", "60", "--retries", "1", "--disable-coloring", "--output-dir", folder / "out"],
        capture_output=True, text=True, check=False, env=os.environ | {"HOME": str(folder)},
    )  # fmt: skip
    return ran.stdout.splitlines()


def _as_logged(form: Form, visitor: Visitor, *, host: str) -> str:
    """A request in the log of a proxy that sqlmap reads."""
    sent = urlencode(form.values | dict.fromkeys(form.files, "a.txt"))
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    line, where = "=" * 54, urljoin(form.page, form.action)
    if form.method == "get":
        first, rest = f"GET {urlsplit(where).path}?{sent}", ""
    else:
        kind = f"Content-Type: application/x-www-form-urlencoded\nContent-Length: {len(sent)}"
        first, rest = f"POST {where}", f"{kind}\n\n{sent}"
    return f"{line}\n10:00:00  http://{host}  [127.0.0.1]\n{line}\n{first} HTTP/1.1\nHost: {host}\nCookie: {cookie}\n{rest}\n{line}\n\n\n\n"


def _by_wapiti(
    programs: Path, folder: Path, service: Service, visitors: dict[str, Visitor]
) -> tuple[str, list[str]]:
    """Run some beside each other, each with the session of one duty."""
    seconds = WAPITI_SECONDS * BESIDE // len(visitors)
    with ThreadPoolExecutor(BESIDE) as pool:
        runs = [
            pool.submit(_one_walk, programs, folder / who, service, visitor, seconds=seconds)
            for who, visitor in visitors.items()
        ]
        told = [run.result() for run in runs]
    pages = sum(number for number, _found in told)
    said = f"{pages:,} addresses and forms by wapiti as {len(visitors)} duties"
    return said, [one for _number, found in told for one in found]


def _one_walk(
    programs: Path, folder: Path, service: Service, visitor: Visitor, *, seconds: int
) -> tuple[int, list[str]]:
    folder.mkdir()
    cookie = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
    subprocess.run(
        [programs / "wapiti", "-u", f"{service.address}/", "-H", f"Cookie: {cookie}", "-m", MODULES, "-f", "json", "-o", folder / "report",
         "--store-session", folder, "--max-scan-time", str(seconds), "--max-attack-time", str(ATTACK_SECONDS), "--max-links-per-page", "40",
         *(word for end in ENDS for word in ("-x", f"{service.address}/{end}/")), "--flush-session", "-v", "0", "--no-bugreport"],
        capture_output=True, check=True, env=os.environ | {"HOME": str(folder)},
    )  # fmt: skip
    report = json.loads((folder / "report").read_text())
    told = [
        f"wapiti: {kind} at {one['method']} {one['path']} ({one['parameter']}): {one['info']}"
        for what in ("vulnerabilities", "anomalies")
        for kind, all_of in report[what].items()
        for one in all_of
    ]
    return int(report["infos"]["crawled_pages_nbr"]), told


SCANNERS: dict[str, Scanner] = {"sqlmap": _by_sqlmap, "wapiti": _by_wapiti}


if __name__ == "__main__":
    print("; ".join(scan(SCANNERS[name]) for name in sys.argv[1:] or SCANNERS))
