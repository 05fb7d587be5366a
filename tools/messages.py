"""Catalogues of translated sentences: `messages.py` compiles each .po to the .mo that Python reads.

`messages.py --extract` first brings the .po up to date with the sentences marked in Python, Jinja2 and Django
templates; `--check` only says whether it is. Nothing here needs the gettext tools.
"""

import ast
import json
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize
from jinja2 import Environment, nodes

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "watchbook" / "locale"
Key = tuple[str, str, str]  # context, sentence, plural; "" where there is none
Catalogue = dict[Key, dict[int, str]]  # translations by number of the plural form; 0 where there is one
# Which function takes what, in order: c for context, i for the sentence, p for its plural.
MARKERS = dict.fromkeys(["gettext", "gettext_lazy", "gettext_noop", "_"], "i")
MARKERS |= dict.fromkeys(["ngettext", "ngettext_lazy"], "ip")
MARKERS |= dict.fromkeys(["pgettext", "pgettext_lazy"], "ci") | dict.fromkeys(
    ["npgettext", "npgettext_lazy"], "cip"
)
QUOTED = r"""(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
DJANGO_CALL = re.compile(rf"\b(gettext|ngettext|pgettext|npgettext|_)\(((?:\s*u?{QUOTED},?)+)")


def read(text: str) -> Catalogue:
    """A .po file's sentences. What is marked fuzzy or obsolete counts as not translated."""
    catalogue: Catalogue = {}
    for block in re.split(r"\n\s*\n", text):
        fields: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            if match := re.match(r'(msg\w+(?:\[\d+\])?)?\s*(".*")$', line):
                name = match[1] or name
                fields[name] = fields.get(name, "") + json.loads(match[2])
        if "msgid" in fields:
            key = (fields.get("msgctxt", ""), fields["msgid"], fields.get("msgid_plural", ""))
            forms = {int(name[7:-1] or 0) if "[" in name else 0: text for name, text in fields.items()
                     if name.startswith("msgstr")}  # fmt: skip
            catalogue[key] = {} if re.search(r"^#,.*fuzzy", block, re.M) else forms
    return catalogue


def compiled(catalogue: Catalogue) -> bytes:
    """The .mo file: a header, two tables of lengths and places, the sorted sentences, each with its NUL."""
    pairs = []
    for (context, sentence, plural), forms in catalogue.items():
        if forms and all(forms.values()):
            source = (f"{context}\x04" if context else "") + sentence + (f"\0{plural}" if plural else "")
            pairs.append((source.encode(), "\0".join(forms[number] for number in sorted(forms)).encode()))
    pairs.sort()
    tables, texts = b"", b""
    start = 28 + 16 * len(pairs)
    for column in (0, 1):
        for pair in pairs:
            tables += struct.pack("<2I", len(pair[column]), start + len(texts))
            texts += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 28 + 16 * len(pairs))
    return head + tables + texts


def extracted() -> dict[Key, set[str]]:
    """Every marked sentence of the product, with the files it stands in."""
    found: dict[Key, set[str]] = {}
    for file in sorted((ROOT / "watchbook").rglob("*")):
        place = file.relative_to(ROOT)
        if file.suffix == ".py" and "migrations" not in place.parts:
            keys = _in_python(file.read_text(), str(place))
        elif file.suffix in {".html", ".txt"} and "jinja2" in place.parts:
            keys = _in_jinja(file.read_text())
        elif file.suffix in {".html", ".txt"} and "templates" in place.parts:
            keys = _in_django(file.read_text())
        else:
            continue
        for key in keys:
            found.setdefault(key, set()).add(str(place))
    return found


def _in_python(source: str, place: str) -> Iterator[Key]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            texts = [getattr(arg, "value", None) for arg in node.args]
            if name in MARKERS and isinstance(node.args[0], ast.JoinedStr):
                raise SystemExit(
                    f"{place}:{node.lineno}: an f-string cannot be translated; fill it in afterwards."
                )
            if name in MARKERS and all(isinstance(text, str) for text in texts[: len(MARKERS[name])]):
                yield _key(name, texts)


def _in_jinja(source: str) -> Iterator[Key]:
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], trim_blocks=True)
    environment.lstrip_blocks = True
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # put there by the i18n extension
    for _, name, texts in environment.extract_translations(source):  # type: ignore[attr-defined]  # by the i18n extension
        yield _key(name, [texts] if isinstance(texts, str) else list(texts))
    for call in environment.parse(source).find_all(nodes.Filter):
        if call.name == "numbered" and call.args:
            yield _key("ngettext", [arg.as_const() for arg in call.args])


def _in_django(source: str) -> Iterator[Key]:
    for name, texts in DJANGO_CALL.findall(templatize(source)):
        yield _key(name, list(ast.literal_eval(f"({texts.rstrip(', ')},)")))


def _key(name: str, texts: list[str]) -> Key:
    parts = dict(zip(MARKERS[name], texts, strict=False))
    return parts.get("c", ""), parts["i"], parts.get("p", "")


def written(old: Catalogue, found: dict[Key, set[str]]) -> str:
    """The .po text: the header, then every sentence in order with the translation it had."""
    header = old.get(("", "", ""), {0: "Content-Type: text/plain; charset=UTF-8\n"})
    plurals = int((re.search(r"nplurals=(\d+)", header[0]) or [0, 2])[1])
    head = [json.dumps(line) for line in header[0].splitlines(keepends=True)]
    blocks = ["\n".join(['msgid ""', 'msgstr ""', *head])]
    for key in sorted(found, key=lambda key: (key[1], key)):
        context, sentence, plural = key
        forms = old.get(key, {})
        lines = [f"#: {place}" for place in sorted(found[key])]
        lines += [f"msgctxt {json.dumps(context, ensure_ascii=False)}"] if context else []
        lines += [f"msgid {json.dumps(sentence, ensure_ascii=False)}"]
        lines += [f"msgid_plural {json.dumps(plural, ensure_ascii=False)}"] if plural else []
        for number in range(plurals if plural else 1):
            text = json.dumps(forms.get(number, ""), ensure_ascii=False)
            lines.append(f"msgstr{f'[{number}]' if plural else ''} {text}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def main(arguments: list[str]) -> int:
    """Compile; extract or check before it when asked."""
    catalogues = sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))
    if "--check" in arguments:
        return _check(catalogues)
    for po in catalogues:
        if "--extract" in arguments:
            po.write_text(written(read(po.read_text()), extracted()))
        po.with_suffix(".mo").write_bytes(compiled(read(po.read_text())))
    return 0


def _check(catalogues: list[Path]) -> int:
    """Say which catalogues lack a sentence or hold one that is gone."""
    stale = [po for po in catalogues if written(read(po.read_text()), extracted()) != po.read_text()]
    for po in stale:
        print(f"{po.relative_to(ROOT)} is out of date: python tools/messages.py --extract", file=sys.stderr)
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
