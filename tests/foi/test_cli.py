"""`watchbook foi …` as a program or a person gives it, over the register and over fixtures."""

import subprocess
from datetime import UTC, date, datetime, timedelta

import pytest

from tests import given, server
from tests.commands import PROGRAM, environment, watchbook, watchbook_here
from tests.foi.cases import NINE_QUESTIONS, cases
from tests.proof_only import EVERY_ROW, one_in
from watchbook.audit_log.models import Event
from watchbook.audit_log.recorded_at import recorded_as_if_at
from watchbook.config.cli import main
from watchbook.foi.models import Request
from watchbook.machine.places import places
from watchbook.reading.text.request import BYTES_LIMIT

HERE = {"WATCHBOOK_HOME": str(server.HOME.home), "WATCHBOOK_ROLE_PREFIX": server.PREFIX}
COLUMNS = "sender,subject,concerns_social_media,dated_on,received_on,reply,reply_sent_on,file,reply_file"
RECEIVED = ("--received", "2019-10-07")
LONG = 1_000 if EVERY_ROW else 100  # what a whole text of 200,000 characters costs is for `make proof`
PACKAGED = ("--fixture", "council-2019")
A_QUESTION = b"1. Did you get the Chief Surveillance Commissioner's letter on social media of 2016?\na) Your reply to it."


@pytest.fixture(scope="module", autouse=True)
def kept_running(django_db_setup):
    """Throw-away databases are made on the tests' own server, which has their template."""
    home = places(server.HOME.home / "throw-away")
    home.home.mkdir(mode=0o700, exist_ok=True)
    server.live_in(home, server.HOME)


@pytest.fixture
def fixture(tmp_path):
    """Makes a folder of register files: the letters' rows, and documents by name."""

    def made(*rows, **documents):
        folder = tmp_path / "registers"
        folder.mkdir()
        if rows:
            (folder / "letters_received.csv").write_text("\n".join([COLUMNS, *rows]) + "\n")
        for name, content in documents.items():
            (folder / f"{name}.txt").write_text(content)
        return str(folder)

    return made


@pytest.fixture
def command(capsys, monkeypatch, council_of_file, django_db_blocker):
    """Gives a command in this process."""

    def gave(*arguments, stdin=A_QUESTION):
        with django_db_blocker.unblock():
            return watchbook_here(main, *arguments, capsys=capsys, monkeypatch=monkeypatch, stdin=stdin)

    return gave


@pytest.fixture
def real_request(tmp_path):
    """FOI 9477 as it was sent."""
    file = tmp_path / "9477.txt"
    file.write_text(cases()["000"]["request_text"], encoding="utf-8", newline="")
    return str(file)


def by_number(done):
    """What `foi answer` said, and its questions by number."""
    assert (done.code, done.beside) == (0, "")
    (said,) = done.lines
    return said, {question["number"]: question for question in said["questions"]}


@pytest.fixture
def answer(command):
    """Answers a file over a fixture."""

    def gave(file, fixture):
        return by_number(command("foi", "answer", file, *RECEIVED, "--fixture", fixture, "--json"))

    return gave


# The nine questions over fixtures, the first in a process of its own


def assert_answered_as_the_letter_of_20_march_2017_has_it(said, found):
    assert found["1"]["status"] == "HELD_SUPPLIED"
    assert found["1"]["value"]["corrects_year_asked"] == 2016
    assert found["1"]["value"]["letters"][0]["dated_on"] == "2017-03-20"
    assert len(found["1"]["evidence"][0]["sha256"]) == 64
    assert found["1.a"]["status"] == "NOT_HELD"
    assert [evidence["reference"] for evidence in found["1.a"]["evidence"]] == ["L-0001", "L-0001"]
    open_ones = [number for number, one in found.items() if one["status"] == "TO_BE_SEARCHED"]
    assert len(found) == 29
    assert not open_ones
    stems = [number for number, one in found.items() if "follows" in (one["value"] or ())]
    assert stems == ["4", "8"]
    assert (said["received_on"], said["due_on"], said["blocked"]) == ("2019-10-07", "2019-11-04", False)
    assert said["explanation"]
    assert not [check for check in said["checks"] if check["blocks"]]


def test_the_demos_request_over_the_packaged_fixture():
    words = ("foi", "answer", str(NINE_QUESTIONS), *RECEIVED, *PACKAGED, "--json")
    assert_answered_as_the_letter_of_20_march_2017_has_it(*by_number(watchbook(*words, variables=HERE)))


def test_foi_9477_over_the_packaged_fixture(answer, real_request):
    assert_answered_as_the_letter_of_20_march_2017_has_it(*answer(real_request, "council-2019"))


def test_the_packaged_fixture_is_loaded_where_holders_introduce_themselves_too(answer, settings):
    settings.HOLDERS_INTRODUCE_THEMSELVES = True  # as in production
    assert_answered_as_the_letter_of_20_march_2017_has_it(*answer(str(NINE_QUESTIONS), "council-2019"))


def test_foi_9477_over_a_letter_of_another_date(answer, real_request, fixture):
    _, found = answer(real_request, fixture("osc,Social media,yes,2017-04-10,2017-04-12,none_asked,,,"))
    assert "10 April 2017" in found["1"]["answer"]
    assert found["1"]["value"]["corrects_year_asked"] == 2016
    assert "10 April 2017" in found["1.a"]["answer"]


def test_foi_9477_over_a_letter_of_2016(answer, real_request, fixture):
    _, found = answer(real_request, fixture("osc,Social media,yes,2016-11-02,2016-11-04,none_asked,,,"))
    assert found["1"]["status"] == "HELD_SUPPLIED"
    assert found["1"]["value"]["corrects_year_asked"] is None
    assert "Your request gives the year" not in found["1"]["answer"]


def test_foi_9477_over_a_reply_on_file(answer, real_request, fixture):
    row = "osc,Social media,yes,2017-03-20,2017-03-22,sent,2017-04-03,letter.txt,reply.txt"
    _, found = answer(real_request, fixture(row, letter="A letter", reply="A reply"))
    assert found["1.a"]["status"] == "HELD_SUPPLIED"
    assert found["1.a"]["value"] == [{"outcome": "replied", "sent_on": "2017-04-03"}]
    assert len(found["1.a"]["evidence"][1]["sha256"]) == 64


def test_foi_9477_over_an_empty_register(answer, real_request, fixture):
    _, found = answer(real_request, fixture())
    for number in ("1", "1.a"):
        assert (found[number]["status"], found[number]["evidence"]) == ("TO_BE_SEARCHED", [])
        assert found[number]["searched"][0]["found"] == 0


# The same in this process


EACH_ROW = [
    ("osc,Social media,yes,2017-03-20,2017-03-22,none_asked,,,", ["HELD_SUPPLIED", "NOT_HELD"]),
    ("osc,Social media,yes,2017-03-20,2017-03-22,,,,", ["HELD_SUPPLIED", "TO_BE_SEARCHED"]),
    ("osc,Social media,yes,2017-03-20,2017-03-22,sent,2017-04-03,,", ["HELD_SUPPLIED", "TO_BE_SEARCHED"]),
    ("ipco,Social media,yes,2017-03-20,2017-03-22,none_asked,,,", ["TO_BE_SEARCHED"] * 2),
    ("osc,CHIS,no,2017-03-20,2017-03-22,none_asked,,,", ["TO_BE_SEARCHED"] * 2),
    ("osc,Social media,yes,2019-10-01,2019-10-08,none_asked,,,", ["TO_BE_SEARCHED"] * 2),
]


@pytest.mark.parametrize(("row", "statuses"), EACH_ROW if EVERY_ROW else EACH_ROW[:2])
def test_what_each_row_comes_to(command, fixture, row, statuses):
    done = command("foi", "answer", "-", *RECEIVED, "--fixture", fixture(row), "--json")
    assert done.code == 0
    assert [question["status"] for question in done.lines[0]["questions"]] == statuses


def test_a_request_comes_by_standard_input_and_is_answered_in_words(command, fixture):
    row = "osc,Social media,yes,2017-03-20,2017-03-22,none_asked,,letter.txt,"
    done = command("foi", "answer", "-", *RECEIVED, "--fixture", fixture(row, letter="A letter"))
    assert done.code == 0
    assert "1     [held, supplied] Did you get" in done.data
    assert "1.a   [not held] Your reply" in done.data
    assert "– L-0001: letter dated 20 March 2017, received 22 March 2017 sha256 " in done.data
    assert "Due 2019-11-04." in done.data
    assert "to be searched" not in done.data


# The register itself


def test_in_a_process_of_its_own_the_register_answers_and_nothing_is_written(committed_people, committed):
    given.a_letter_without_reply(committed_people)
    before = Event.objects.count()
    words = ["foi", "answer", "-", *RECEIVED, "--json"]
    done = watchbook(*words, variables=server.variables(committed), stdin=A_QUESTION)
    assert done.code == 0
    assert [question["status"] for question in done.lines[0]["questions"]] == ["HELD_SUPPLIED", "NOT_HELD"]
    assert Event.objects.count() == before
    assert not Request.objects.exists()


@pytest.mark.parametrize(
    ("as_at", "status"),
    [
        ("2019-05-03", "TO_BE_SEARCHED"),
        ("2019-06-03T09:59", "TO_BE_SEARCHED"),  # London is an hour ahead in June
        ("2019-06-03T10:00", "HELD_SUPPLIED"),
        ("2019-06-03T09:00Z", "HELD_SUPPLIED"),
        ("2019-06-03", "HELD_SUPPLIED"),  # a day means its end
        ("0001-01-01T00:00:00+14:00", "TO_BE_SEARCHED"),
        ("9999-12-31T23:59:59-14:00", "HELD_SUPPLIED"),
    ],
)
def test_as_at_is_read_in_london(people, command, as_at, status):
    with recorded_as_if_at(datetime(2019, 6, 3, 9, 0, tzinfo=UTC)):
        given.a_letter_without_reply(people)
    (said,) = command("foi", "answer", "-", *RECEIVED, "--as-at", as_at, "--json").lines
    assert said["questions"][0]["status"] == status
    assert datetime.fromisoformat(said["as_at"]).tzinfo


def test_without_a_day_the_request_was_received_today(people, command):
    day = date.fromisoformat(command("foi", "answer", "-", "--json").lines[0]["received_on"])
    assert abs(day - datetime.now(tz=UTC).date()) <= timedelta(days=1)


def test_a_scottish_authority_answers_under_its_own_act(db, command):
    given.a_council("scotland")
    (said,) = command("foi", "answer", "-", "--received", "2020-03-02", "--json").lines
    assert said["due_on"] == "2020-03-30"  # Saint Patrick's day is a working day there


def test_before_the_register_is_founded_the_law_of_england_is_asked(db, command):
    (said,) = command("foi", "answer", "-", "--received", "2020-03-02", "--json").lines
    assert said["due_on"] == "2020-03-31"


# Hostile input


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "The text is empty."),
        (b" \n\t\xc2\xa0", "The text is empty."),
        (b"x" * (5 * 1024 * 1024), "The text is too long."),
        (b"x" * (25 * 1024 * 1024), "The text is too long."),
        (b"x" * (BYTES_LIMIT - 1) + "é".encode(), "The text is too long."),
        (b"x" * 200_001, "The text is too long."),
        (bytes(range(256)) * 10, "This is not plain text in UTF-8."),
        (b"1. How often?\x00", "This is not plain text."),
        (b"1. How often? \xed\xa0\xbd", "This is not plain text in UTF-8."),
        (b"<html><body><p>1. How often?</p></body></html>", "This is the source of a web page."),
    ],
    ids=["empty", "spaces", "5 MB", "25 MB", "at the limit", "long", "binary", "NUL", "half a pair", "HTML"],
)
@pytest.mark.parametrize("what_to_do", [["split", "-"], ["answer", "-", *RECEIVED, "--json"]])
def test_what_is_no_request_is_refused_in_a_line(people, command, data, what, what_to_do):
    done = command("foi", *what_to_do, stdin=data)
    (said,) = done.lines
    assert (done.code, said["file"], said["error"]["what"]) == (1, "-", what)
    assert said["error"]["why"]
    assert said["error"]["next"]
    assert len(done.data) < 1000


@pytest.mark.parametrize(
    "text",
    [
        "1. Pa mor aml y mae’r cyngor yn edrych ar gyfryngau cymdeithasol?\r\n2. Ŵyl, tŷ?\r\n",
        "1. كم مرة ينظر المجلس إلى وسائل التواصل الاجتماعي؟\n2. \u202eneto woh\u202c?",
        "\n".join(f"{number}. How often?" for number in range(1, 1_001)),
        "Thank you for your help last week.",
        "?" * (200 * LONG),
        "a)\n" * (5 * LONG),
        "In 2016 " * (25 * LONG),
    ],
    ids=["Welsh, CRLF", "right to left", "1,000 lines", "no question", "question marks", "markers", "years"],
)
@pytest.mark.parametrize("as_json", one_in(2, [["--json"], []]), ids=["json", "words"])
def test_odd_writing_is_answered(people, command, text, as_json):
    done = command("foi", "answer", "-", *RECEIVED, *as_json, stdin=text.encode())
    assert done.code == 0
    if as_json:
        assert done.lines[0]["blocked"]
        assert all(question["text"] in text for question in done.lines[0]["questions"])


def test_thousands_of_questions_are_as_many_answers(people, command):
    text = "\n".join(f"{number}. How often?" for number in range(1, 5 * LONG + 1))
    assert (
        len(command("foi", "answer", "-", *RECEIVED, "--json", stdin=text.encode()).lines[0]["questions"])
        == 5 * LONG
    )


def test_a_file_is_read_as_standard_input_is(command, tmp_path):
    file = tmp_path / "request.txt"
    file.write_bytes(A_QUESTION)
    by_name, by_input = command("foi", "split", str(file)).lines[0], command("foi", "split", "-").lines[0]
    assert by_name["questions"] == by_input["questions"]


def test_a_file_that_is_not_there_is_refused(people, command, tmp_path):
    done = command("foi", "answer", str(tmp_path / "missing.txt"), *RECEIVED, "--json")
    assert done.code == 1
    assert done.lines[0]["error"]["what"] == "The file cannot be read."


def test_offsets_are_code_points_and_line_ends_stay(command):
    text = "🙂 Dear all,\r\n1. How often?\r\n"
    (said,) = command("foi", "split", "-", stdin=text.encode()).lines
    (question,) = said["questions"]
    assert text[question["start"] : question["end"]] == question["text"] == "How often?"
    covered = sorted((one["start"], one["end"]) for one in (*said["questions"], *said["other"]))
    assert "".join(text[start:end] for start, end in covered) == text


def test_a_refused_file_does_not_stop_the_rest_whatever_its_name(tmp_path):
    good, bad, odd = tmp_path / "good.txt", tmp_path / "bad.docx", tmp_path / "\udcff.txt"
    good.write_text("1. How often?")
    bad.write_bytes(b"PK\x03\x04\xff")
    names = [str(bad), str(tmp_path / "missing.txt"), str(tmp_path), str(odd), str(good)]
    done = watchbook("foi", "split", *names, variables=HERE)
    assert done.code == 1
    assert [bool(one.get("error")) for one in done.lines] == [True, True, True, True, False]
    assert [one["error"]["why"] for one in done.lines[1:3]] == ["No such file or directory", "Is a directory"]
    assert done.lines[0]["file"] == str(bad)
    assert done.lines[4]["questions"][0]["text"] == "How often?"


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["--received", "yesterday"], "day"),
        (["--received", "2019-02-30"], "day"),
        (["--received", ""], "day"),
        (["--received", "7 October 2019"], "day"),
        (["--received", "1850-01-01"], "1850"),
        (["--received", "9999-12-31"], "9999"),
        ([*RECEIVED, "--as-at", "then"], "as-at"),
        ([*RECEIVED, "--as-at", ""], "as-at"),
        ([*RECEIVED, "--as-at", "2019-13-01"], "as-at"),
        ([*RECEIVED, "--as-at", "x" * 5000], "as-at"),
    ],
)
def test_a_day_or_moment_that_is_none_is_refused(people, command, arguments, what):
    done = command("foi", "answer", "-", *arguments, "--json")
    (said,) = done.lines
    assert done.code == 1
    assert what in said["error"]["what"] + said["error"]["why"]
    assert said["error"]["next"]
    assert len(done.data) < 1000


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (["osc,A,maybe,2017-03-20,2017-03-22,,,,"], "Enter yes or no."),
        (["osc,A,yes,3/4/2017,2017-04-22,,,,"], "Write the date as 2017-03-20"),
        (["osc,A,yes,2017-03-20,2017-03-22,,,letter.txt,"], "but no file of that name was uploaded"),
        (["osc,A,yes,2017-03-22,2017-03-20,,,,"], "date of receipt is before the date on the letter"),
        (["osc,A"], "cells"),
    ],
)
def test_a_fixture_with_a_wrong_row_names_file_line_and_reason(command, fixture, rows, why):
    done = command("foi", "answer", "-", *RECEIVED, "--fixture", fixture(*rows), "--json")
    (said,) = done.lines
    assert done.code == 1
    assert "letters_received.csv" in said["error"]["what"]
    assert why in said["error"]["why"]
    assert "Line 2" in said["error"]["why"]


def test_a_misspelt_register_file_is_refused_rather_than_read_as_nothing(command, fixture, tmp_path):
    folder = fixture()
    (tmp_path / "registers" / "leters_received.csv").write_text(COLUMNS)
    done = command("foi", "answer", "-", *RECEIVED, "--fixture", folder, "--json")
    assert done.code == 1
    assert "leters_received.csv" in done.lines[0]["error"]["what"]


@pytest.mark.parametrize(
    "name", ["council-1066", "../council-2019", "/nowhere", "", "council-2019/letters_received.csv"]
)
def test_an_unknown_fixture_is_refused_and_the_known_ones_named(command, name):
    done = command("foi", "answer", "-", *RECEIVED, f"--fixture={name}", "--json")
    (said,) = done.lines
    assert done.code == 1
    assert said["error"]["what"] == f"There is no fixture {name}."
    assert "council-2019" in said["error"]["next"]


def test_a_person_is_told_of_an_unknown_fixture_beside_the_data():
    done = watchbook("foi", "answer", "-", "--fixture", "council-1066", variables=HERE)
    assert (done.code, done.data) == (1, "")
    assert "There is no fixture council-1066." in done.beside


@pytest.mark.parametrize(
    "arguments",
    [
        ["foi"],
        ["foi", "split"],
        ["foi", "answer"],
        ["foi", "answer", "a", "b"],
        ["foi", "answer", "-", "--recieved", "2019-10-07"],
        ["foi", "anwser", "-"],
        [],
    ],
)
def test_misuse_exits_with_2_and_says_how_it_is_used(command, arguments):
    done = command(*arguments)
    assert (done.code, done.data) == (2, "")
    assert "usage: watchbook" in done.beside


def test_the_catalogue_is_a_topic_a_line(command):
    done = command("foi", "topics")
    assert done.code == 0
    assert {"id", "title", "aliases", "kind", "part"} <= done.lines[0].keys()
    assert {"1", "1.a"} <= {topic["part"] for topic in done.lines}


def test_a_reader_that_goes_away_is_no_failure_of_ours(tmp_path):
    file = tmp_path / "many.txt"
    file.write_text("\n".join(f"{number}. How often is {number}?" for number in range(1, 1_001)))
    command = [PROGRAM, "foi", "split", *[str(file)] * 5]
    with subprocess.Popen(
        command, env=environment(HERE), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout.readline().startswith(b'{"file"')
        process.stdout.close()
        complaint = process.stderr.read()
    assert (process.returncode, complaint) == (1, b"")
