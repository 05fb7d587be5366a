"""Registers and first run: what the authority has adopted, and what each service signs."""

from tools.proofs.showing import Line, pass_tests, run, the_case

SUPPLIED, NOT_HELD, NIL, EXPLAINED, OPEN = "HELD_SUPPLIED", "NOT_HELD", "NIL", "EXPLANATION", "TO_BE_SEARCHED"
TABLE = {
    "1": SUPPLIED, "1.a": NOT_HELD, "1.b": NIL, "1.c": SUPPLIED, "1.d": NIL,
    "2": NIL, "2.a": NIL, "2.b": NIL, "2.c": NIL, "3": SUPPLIED,
    "4": EXPLAINED, "4.a": NOT_HELD, "4.b": NOT_HELD, "4.c": NOT_HELD, "4.d": NOT_HELD, "4.e": NOT_HELD,
    "5": SUPPLIED, "6": NIL, "6.a": "NOT_APPLICABLE", "6.b": NIL, "7": SUPPLIED,
    "8": EXPLAINED, "8.a": EXPLAINED, "8.b": EXPLAINED, "8.c": EXPLAINED, "8.d": EXPLAINED, "8.e": SUPPLIED, "8.f": EXPLAINED,
    "9": NIL,
}  # fmt: skip
UNFOUNDED = {OPEN, EXPLAINED}


def council_of_2019() -> str:
    """Every part of FOI 9477 over the packaged fixture: the status of the issue's table, each with evidence."""
    answered = run(
        ["foi", "answer", "-", "--json", "--received", "2019-10-07", "--fixture", "council-2019"],
        given=str(the_case()["request_text"]),
    )
    found = {question["number"]: question for question in answered["questions"]}
    statuses = {number: question["status"] for number, question in found.items()}
    assert statuses == TABLE, {n: s for n, s in statuses.items() if s != TABLE.get(n)}
    bare = [n for n, one in found.items() if one["status"] not in UNFOUNDED and not one["evidence"]]
    assert not bare, f"without evidence: {bare}"
    assert "20 March 2017" in found["1"]["answer"], found["1"]
    assert "Clause 7" in found["1.c"]["answer"], found["1.c"]
    counts = {status: list(statuses.values()).count(status) for status in dict.fromkeys(statuses.values())}
    return f"{len(statuses)} parts as the table has them: " + ", ".join(
        f"{count} {status}" for status, count in counts.items()
    )


def every_row_of_it() -> str:
    """Each row taken out by itself: exactly what rests on it is to be searched."""
    return pass_tests("tests/foi/test_council_2019.py")


def hostile_files() -> str:
    """Macro documents, zip bombs, wrong extensions, 200 MB, formulas."""
    return pass_tests(
        "tests/files", "tests/register/test_spreadsheet.py", "tests/register/views/test_imports.py"
    )


def journeys_of_the_registers() -> str:
    """First run, a policy's life, a quarter's statements, and the other registers, with axe at zero."""
    return pass_tests(
        "tests/journeys/test_first_run.py",
        "tests/journeys/test_documents.py",
        "tests/journeys/test_statements.py",
        "tests/journeys/test_imports.py",
        "tests/journeys/test_oversight.py",
        "tests/journeys/test_training.py",
    )


def other_words() -> str:
    """The demo's request, and questions on each topic in words written after the catalogue."""
    return pass_tests("tests/reading/topics/test_matching.py")


def rights_matrix() -> str:
    """Every duty on every thing at every address, also what a quick run leaves out."""
    return pass_tests("tests/architecture/test_rights_matrix.py")


LINES = (
    Line("FOI 9477 over the fixture `council-2019`: each part as the table has it", council_of_2019),
    Line("Any one row or statement taken out: exactly what rests on it is to be searched", every_row_of_it),
    Line("Hostile files are refused or kept inert, with the reason", hostile_files),
    Line(
        "Journeys with axe at zero: first run, a policy, a quarter’s statements",
        journeys_of_the_registers,
    ),
    Line("Topics: the same questions in other words, and what is left to a person", other_words),
    Line("Rights matrix complete by HTTP", rights_matrix),
)
