"""Pages rendered in the product's own environment, but without a request and so without a database."""

from pathlib import Path

import pytest
from django.urls import set_urlconf
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader

import watchbook.web
from watchbook.config import templates

PAGES = {
    "plain": '{% extends "web/layout.html" %}{% block title %}Plain{% endblock %}',
    "question": '{% extends "web/question.html" %}{% block title %}When was it?{% endblock %}',
    "list": '{% extends "web/layout.html" %}{% block title %}List{% endblock %}'
    '{% from "web/list.html" import table, pagination, nothing %}'
    '{% block content %}{{ table("All", ["Reference", "Looks"], rows, numeric=[1]) }}{{ pagination(page) }}'
    '{{ nothing("None yet.") }}{% endblock %}',
    "done": '{% extends "web/done.html" %}{% block next %}<p>Wait.</p>{% endblock %}',
}


@pytest.fixture(autouse=True)
def addresses():
    """Only the frame's own addresses."""
    set_urlconf("tests.web.urls")
    yield
    set_urlconf(None)


@pytest.fixture(scope="session")
def environment():
    """The environment as config makes it, with a few pages more."""
    files = FileSystemLoader(Path(watchbook.web.__file__).parent / "jinja2")
    return templates.environment(loader=ChoiceLoader([DictLoader(PAGES), files]))


@pytest.fixture(scope="session")
def render(environment):
    """A page's text: render("web/404.html", reference="…")."""
    return lambda name, **context: environment.get_template(name).render(**context)


@pytest.fixture(scope="session")
def field(environment):
    """`field(form, "name")` as pages call it."""
    return environment.globals["field"]


@pytest.fixture(scope="session")
def error_summary(environment):
    """`error_summary(form)` as pages call it."""
    return environment.globals["error_summary"]
