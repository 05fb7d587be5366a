"""`make docs`: writes the pages of docs/reference that are made from the code.

A test compares those that git keeps; where.md, which changes with every module, is made when somebody wants to read it.
"""

import argparse
import inspect
import os
import sys
import tomllib
from collections.abc import Iterator, Mapping
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any

import django
from django.utils import translation

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
MADE = "<!-- Made by `make docs` from the code. Do not edit: change the code and make it again. -->"
Lines = Iterator[str]


def pages() -> dict[str, str]:
    """Every generated page by its file's name. Django must be set up."""
    with translation.override("en-gb"):
        return {
            "commands.md": _page("Commands", commands()),
            "environment.md": _page("Environment variables", environment()),
            "events.md": _page("Events of the audit log", events()),
            "forms.md": _page("Official forms, box by box", import_module("tools.forms").page()),
            "glossary.md": _page("Glossary", glossary()),
            "rights.md": _page("Who may do what", import_module("tools.rights").page()),
            "states.md": _page("States", states()),
            "where.md": _page("Where everything is", where()),
        }


def _page(title: str, lines: Lines) -> str:
    return "\n".join([f"# {title}", "", MADE, "", *lines]) + "\n"


def parts() -> list[str]:
    """The parts that exist, in the order in which they may import each other (pyproject.toml)."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    order = next(contract for contract in contracts["contracts"] if contract["id"] == "order")
    named = [part.strip(" ()") for layer in order["layers"] for part in layer.split("|")]
    return [part for part in named if (ROOT / "watchbook" / part).is_dir()]


def modules(part: str) -> dict[str, str]:
    """The modules of a part: dotted name to path from the root, the part itself first."""
    paths = sorted((ROOT / "watchbook" / part).rglob("*.py"))
    kept = [path.relative_to(ROOT) for path in paths if "migrations" not in path.parts]
    names = {".".join(path.with_suffix("").parts).removesuffix(".__init__"): str(path) for path in kept}
    return dict(sorted(names.items()))


def first_line(path: str) -> str:
    """The first line of a module's docstring, read without importing it."""
    code = compile((ROOT / path).read_text(encoding="utf-8"), path, "exec")
    words = code.co_consts[0] if code.co_consts else ""
    return words.strip().split("\n")[0] if isinstance(words, str) else ""


def where() -> Lines:
    """Every module with the first line of its docstring, part by part."""
    yield "Parts stand in the order in which each may import those below it, and only those."
    for part in parts():
        found = modules(part)
        own = f"watchbook.{part}"
        yield from ("", f"## {part}", "", first_line(found.pop(own)), "")
        yield from (
            f"- [{name.removeprefix(f'{own}.')}](../../{path}): {first_line(path)}"
            for name, path in found.items()
        )


def states() -> Lines:
    """Each lifecycle: its diagram, and what each state may become."""
    yield "Each table is the code's own; a move that is not in it is refused with the reason."
    names = [name for part in parts() for name in modules(part) if name.endswith(".states")]
    for name in names:
        module = import_module(name)
        for moves in (value for key, value in vars(module).items() if key.endswith("MOVES")):
            yield from (
                "",
                f"## {name.removeprefix('watchbook.').removesuffix('.states')}",
                "",
                _doc(module),
                "",
            )
            yield from _lifecycle(moves)


def _lifecycle(moves: Mapping[Enum, frozenset[Enum]]) -> Lines:
    order = list(moves)
    entered = {after for afters in moves.values() for after in afters}
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield from (f"    [*] --> {state.value}" for state in order if state not in entered)
    for state, afters in moves.items():
        yield from (f"    {state.value} --> {after.value}" for after in sorted(afters, key=order.index))
        if not afters:
            yield f"    {state.value} --> [*]"
    yield from ("```", "", "| state | may become |", "|---|---|")
    for state, afters in moves.items():
        after = ", ".join(str(_label(one)) for one in sorted(afters, key=order.index))
        yield f"| {_label(state)} | {after or 'nothing: it is the end'} |"


def _label(state: Enum) -> Any:
    return getattr(state, "label", state.value)


def environment() -> Lines:
    """Every variable that is read, in the order of the table that refuses the others."""
    module = import_module("watchbook.config.environment")
    yield f"A variable that begins with `{module.VARIABLE_PREFIX}` and is not here is refused at the start."
    yield from ("", "| variable | what for |", "|---|---|")
    yield from (f"| `{name}` | {_cell(text)} |" for name, text in module.VARIABLES.items())


def events() -> Lines:
    """Every kind of event with its fields."""
    kind = import_module("watchbook.audit_log.record").Kind
    yield "Every event also says what it is about, who acted, when it was so and when it was recorded. Personal fields"
    yield "are kept apart from the event, so that they can be erased and the event still verified."
    yield from ("", "| event | from | fields | personal fields |", "|---|---|---|---|")
    found = {}
    for name in (
        name
        for part in parts()
        for name, path in modules(part).items()
        if "Kind(" in (ROOT / path).read_text()
    ):
        found |= {
            value.name: (value, name)
            for value in vars(import_module(name)).values()
            if isinstance(value, kind)
        }
    for name, (value, module) in sorted(found.items()):
        origin = module.removeprefix("watchbook.")
        yield f"| `{name}` | {origin} | {', '.join(value.fields)} | {', '.join(value.personal)} |"


def glossary() -> Lines:
    """The words of the house, and the five answers that the law keeps apart."""
    words = import_module("tools.words").glossary()
    yield "One word for one thing. [Content style](content-style.md) says how to write the rest. `make check` refuses the words in bold on"
    yield "every page; the others are right elsewhere, and wrong for this."
    yield from ("", "| word | for | not |", "|---|---|---|")
    for row in words["terms"]:
        others = [*(f"**{word}**" for word in row["never"]), *row["not_for_this"]]
        yield f"| {row['term']['en']} | {row['use']['en']} | {', '.join(others)} |"
    yield from ("", "## Five answers", "", "A page or letter that uses one of these gives its key, once.")
    yield from ("", "| answer | means | key |", "|---|---|---|")
    yield from (
        f"| {row['name']['en']} | {row['use']['en']} | {row['key']['en']} |" for row in words["answers"]
    )


def commands() -> Lines:
    """Every command with its arguments."""
    yield "`watchbook COMMAND --help` says the same. Data goes to standard output, progress to standard error."
    yield "Exit code: 0, or 1 for a refusal or a failed verification, or 2 for misuse."
    for words, help_text, parser in _leaves(
        import_module("watchbook.config.cli")._parser(), words=["watchbook"]
    ):
        yield from ("", f"## `{' '.join(words)}`", "")
        yield _sentence(help_text or parser.description or "")
        rows = [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]
        if rows:
            yield from ("", "| argument | what |", "|---|---|")
            yield from (_argument(parser, action) for action in rows)


def _leaves(
    parser: argparse.ArgumentParser, *, words: list[str], text: str = ""
) -> Iterator[tuple[list[str], str, Any]]:
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield words, text, parser
    for group in groups:
        helps = {choice.dest: choice.help or "" for choice in group._choices_actions}
        for name, inner in group.choices.items():
            yield from _leaves(inner, words=[*words, name], text=helps.get(name, ""))


def _argument(parser: argparse.ArgumentParser, action: argparse.Action) -> str:
    value = action.metavar or (action.choices and "|".join(map(str, action.choices))) or action.dest.upper()
    shown = "" if action.nargs == 0 else f" {value}"
    name = f"{', '.join(action.option_strings)}{shown}" if action.option_strings else str(value)
    needed = " (needed)" if action.required and action.option_strings else ""
    told = parser._get_formatter()._expand_help(action) if action.help else ""
    return f"| `{_cell(name)}` | {_cell(told)}{needed} |"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _doc(module: Any) -> str:
    return (inspect.getdoc(module) or "").split("\n")[0]


def main() -> int:
    """Write what differs, and say which."""
    os.environ["WATCHBOOK_MODE"] = "test"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "watchbook.config.settings")
    django.setup()
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        file = REFERENCE / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            print(f"Written: {file.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
