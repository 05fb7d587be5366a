"""tools/likeness.py counts pairs of places by its own rule, and neither names nor comments hide one."""

from tools import likeness

ACT = '''
@transaction.atomic
def {name}({thing}, *, by, at):
    """{name} it."""
    row = locked({thing})
    may_{name}(by, row)
    check_move(row.state, to={state})
    row.state = {state}
    row.save()
    record({event}, subject=row, by=by, at=at)
    return row
'''
OTHER = """
def unlike(value):
    if value:
        return [value]
    while True:
        yield value
    for one in value:
        print(one)
    assert value
    raise ValueError
"""


def counted(**sources):
    return likeness.pairs({name: likeness.rows(text, kind=likeness.CODE) for name, text in sources.items()})


def act(name, **more):
    told = {"name": name, "thing": "thing", "state": "S", "event": "E"} | more
    return ACT.format(**told)


def test_like_shaped_acts_are_a_pair_whatever_their_names_and_comments():
    mended = act("refuse", thing="plan").replace(
        "    row.save()\n", "    # why it is saved\n\n    row.save()\n"
    )
    (pair,) = counted(a=act("grant"), b=mended)
    assert (pair.first, pair.second, pair.lines) == ("a", "b", 9)
    assert (pair.first_lines, pair.second_lines) == ((2, 11), (2, 13))


def test_seven_lines_are_no_pair():
    lines = OTHER.splitlines()
    assert counted(a="\n".join(lines[:8]), b="\n".join(lines[:8])) == []
    assert len(counted(a="\n".join(lines[:9]), b="\n".join(lines[:9]))) == 1


def test_what_stands_in_three_places_is_three_pairs_also_within_one_file():
    assert len(counted(a=act("grant"), b=act("refuse"), c=act("cancel"))) == 3
    assert len(counted(a=act("grant") + OTHER + act("refuse"))) == 1


def test_a_line_joins_one_run_with_another_file_and_the_longest_first():
    (longest, *rest) = counted(a=act("grant") + OTHER, b=act("refuse") + OTHER)
    assert longest.lines == 18
    assert rest == []


def test_declarations_imports_and_lone_punctuation_are_no_code():
    table = "WORDS = {\n" + "".join(f'    "{number}": word({number}),\n' for number in range(12)) + "}\n"
    imports = "".join(f"from some.place import name_{number}\n" for number in range(12))
    assert counted(a=table + imports, b=table + imports) == []
    declared = likeness.rows(table, kind=likeness.DECLARATION)
    assert len(likeness.pairs({"a": declared, "b": declared})) == 1
    brackets = "f(\n)\n" * 12
    assert {row.shape for row in likeness.rows(brackets, kind=likeness.CODE)} == {"N ("}
