"""Links are made from names, and every name that a page or a view uses is an address that exists."""

import ast
import re

from tests.architecture.addresses import addresses
from tests.architecture.source import PACKAGE, ROOT, called, calls, listed, modules

IN_JINJA = re.compile(r"\burl\(\s*['\"]([\w:-]+)['\"]")
IN_DJANGO = re.compile(r"\{%-?\s*url\s+['\"]([\w:-]+)['\"]")
WRITTEN_OUT = re.compile(r"(?:href|action)=\"(/[^\"{]*)")
BY_NAME = {"reverse", "reverse_lazy", "redirect"}


def templates():
    """Every template of ours."""
    return sorted(path for path in PACKAGE.rglob("*.html") if {"jinja2", "templates"} & set(path.parts))


def test_every_name_in_a_template_is_an_address():
    known = {address.name for address in addresses()}
    wrong = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in templates()
        for name in [*IN_JINJA.findall(path.read_text()), *IN_DJANGO.findall(path.read_text())]
        if name not in known
    ]
    assert not wrong, listed(wrong)


def test_every_name_in_python_is_an_address():
    known = {address.name for address in addresses()}
    wrong = [
        f"{one.at(call)} {call.args[0].value}"
        for one in modules()
        for call in calls(one.tree)
        if called(call) in BY_NAME and call.args and isinstance(call.args[0], ast.Constant)
        and call.args[0].value not in known
    ]  # fmt: skip
    assert not wrong, listed(wrong)


def test_no_page_writes_an_address_out_but_the_first_pages():
    wrong = [
        f"{path.relative_to(ROOT)}: {address}"
        for path in templates()
        for address in WRITTEN_OUT.findall(path.read_text())
        if address != "/"
    ]
    assert not wrong, listed(wrong)
