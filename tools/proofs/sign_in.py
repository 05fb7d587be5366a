"""Sign-in that nobody can take over."""

import subprocess
import sys
from functools import partial

from tools.proofs.showing import ROOT, Line, pass_tests


def input_that_grows() -> str:
    """Grow the text at every entrance, from all units."""
    return pass_tests(
        "tests/architecture/test_growing_input.py",
        at_least={"texts grown": 2_000},
    )


def one_administrator() -> str:
    """Try each way in the table as one administrator."""
    return pass_tests(
        "tests/organisation/test_one_administrator.py",
        "tests/organisation/test_other_ways.py",
        "tests/organisation/test_known_browsers.py",
        "tests/organisation/test_administration.py",
        "tests/organisation/test_recovery.py",
        at_least={"ways tried": 20, "other ways tried": 12, "pages of cases refused": 8},
    )


def factor_before_all() -> str:
    """Open every address with a password alone, and send every grave form with an old factor."""
    return pass_tests(
        "tests/config/test_grave_addresses.py",
        "tests/config/test_half_sessions.py",
        at_least={"addresses closed": 200, "grave forms refused": 20},
    )


def passkey_in_a_browser() -> str:
    """Add a passkey and sign in by it in a real Chromium with its virtual authenticator."""
    return pass_tests(
        "tests/journeys/test_second_factor.py",
        "tests/organisation/test_second_factor.py",
        "tests/organisation/test_passkey_alone.py",
    )


def answers_of_the_council() -> str:
    """Send every wrong answer in the table, from a provider of our own on loopback; a whole sign-in at one that others wrote."""
    return pass_tests(
        "tests/organisation/test_identity_provider.py",
        "tests/organisation/test_another_provider.py",
        "tests/organisation/test_certified_provider.py",
        "tests/organisation/test_council_account.py",
        "tests/organisation/views/test_council_sign_in.py",
        at_least={"answers refused": 35, "sign-ins at a certified provider": 2},
    )


def sessions() -> str:
    """End them in each way, and try each way into another's session and factors in SQL, as each role."""
    return pass_tests(
        "tests/organisation/test_sessions.py",
        "tests/organisation/test_guards_of_sign_in.py",
        at_least={"ways tried in SQL": 30},
    )


def slow_clients() -> str:
    """Hold connections of six kinds open at the real web server, and ask for a page."""
    return pass_tests("tests/machine/test_slow_clients.py", at_least={"slow connections": 2_000})


def told_by_mail() -> str:
    """Do each act that changes how somebody signs in, deliver its messages, and read them."""
    return pass_tests(
        "tests/organisation/test_told_by_mail.py",
        "tests/organisation/test_mail_server_reached.py",
        "tests/config/test_mail_server.py",
    )


def slow_files() -> str:
    """Stall files at the real web server, and send more of one person's than are taken at once."""
    return pass_tests(
        "tests/machine/test_slow_clients.py::test_a_file_that_only_says_how_long_it_is_makes_room_for_others",
        "tests/config/test_whole_requests.py",
        "tests/config/test_body_sizes.py",
        at_least={"stalled files that made room": 10},
    )


def scanned(scanner: str) -> str:
    """Send one scanner at every form that any duty reaches: each is a row, since each takes a quarter of an hour."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "scanned.py", scanner], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr.strip().rpartition("AssertionError: ")[2]
    return done.stdout.strip()


def security_requirements() -> str:
    """Hold each row of the page against the tests and documents that it names."""
    return pass_tests("tests/config/test_asvs.py", at_least={"requirements of levels 1 and 2": 250})


def behind_nginx() -> str:
    """Put a real nginx with the documented lines in front; lie about the client, hide requests, be slow."""
    return pass_tests(
        "tests/machine/test_behind_nginx.py",
        at_least={"lies about the client": 6, "smuggled requests behind nginx": 20},
    )


def under_attack() -> str:
    """Ask for a page by turns in quiet and under attack, passwords hashed as in production."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "attacked_speed.py"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr.strip().splitlines()[-1]
    return done.stdout.strip()


def users_of_their_own() -> str:
    """Lay a machine out by the units, start each process as its user, and try what each can open."""
    return pass_tests(
        "tests/machine/test_separate_users.py",
        at_least={"files closed to a process": 7},
    )


def every_address_replayed() -> str:
    """Walk the service by its links in each duty; ask for each address as every other duty, as the public, and by a password alone."""
    return pass_tests(
        "tests/architecture/test_crawled_addresses.py",
        at_least={"addresses crawled": 150, "replays by the table": 1_000, "replays by the public": 150},
    )


def sql_as_each_role() -> str:
    """Read and write every table as each role of the database."""
    return pass_tests("tests/machine/test_roles.py", "tests/machine/test_capture_role.py")


LINES = (
    Line(
        "One administrator with a script becomes nobody, grants themselves nothing and reads no case; two are told",
        one_administrator,
    ),
    Line(
        "In production no address is reached without the second factor, and no grave form is taken with an old one",
        factor_before_all,
    ),
    Line(
        "A passkey added and asked for in a real browser, codes and recovery codes beside it",
        passkey_in_a_browser,
    ),
    Line(
        "Tokens of the council’s sign-in replayed, for others, by others, unsigned or expired: each refused; a whole sign-in elsewhere",
        answers_of_the_council,
    ),
    Line(
        "Sessions listed and ended by their holder and by administrators; SQL makes no session and no factor, as any role",
        sessions,
    ),
    Line(
        "Every address, crawled in each duty and replayed by every other and by the public: verdict by the rights table",
        every_address_replayed,
    ),
    Line("SQL as each role: what it can read and write is what the documents say", sql_as_each_role),
    Line(
        "50 forms without a body and 500 idle connections of three kinds: another page is answered",
        slow_clients,
    ),
    Line(
        "One person’s files hold half of the threads for files at most; one that stalls makes room for others",
        slow_files,
    ),
    Line(
        "A person whose sign-in somebody changed is told by mail, as are the officers of a recovery: no name, no link, tried again",
        told_by_mail,
    ),
    Line(
        "50 slow and 500 idle connections and 300 wrong sign-ins a minute: another page stays below twice its usual time",
        under_attack,
    ),
    Line(
        "Behind a real nginx nobody lies about who they are, hides a request or stops the others",
        behind_nginx,
    ),
    Line(
        "Each process is a user of its own: all works, and none can open what belongs to another",
        users_of_their_own,
    ),
    Line(
        "ASVS 5.0: every row of levels 1 and 2 names a test or a document that exists", security_requirements
    ),
    Line(
        "Every entrance for text, grown from a list of units: twice the text is never much more than twice the work",
        input_that_grows,
    ),
    *(
        Line(
            f"{scanner} at every form on loopback: nothing found, or each finding explained",
            partial(scanned, scanner),
        )
        for scanner in ("sqlmap", "wapiti")
    ),
)
