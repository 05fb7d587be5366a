"""tools/trace_act.py follows names from a page to its event as a reader does, and counts what they open."""

import pytest

from tools import trace_act

FILES = {
    "config/__init__.py": "",
    "looks/urls.py": """
from django.urls import path
from watchbook.looks import views
urlpatterns = [path("open/", views.open_page, name="open")]
""",
    "looks/views.py": """
from watchbook.looks import look as acts
from watchbook.looks.forms import LookForm
from watchbook.web.page import shown

@login
def open_page(request):
    form = LookForm(request)
    return shown(acts.open(form.told()))
""",
    "looks/forms.py": """
from watchbook.looks.models import Look
from watchbook.looks.rules import allowed

class LookForm:
    row = Look

    def told(self):
        allowed = self.row
        return allowed
""",
    "looks/look.py": """
from watchbook.audit_log.record import record
from watchbook.looks.models import Look
from watchbook.looks.rules import allowed, in_time
from watchbook.triage.rules import decide

EVENT = "look.opened"

def open(told: Unread) -> Look:
    decide(told)
    _checked(told)
    record(EVENT)

def _checked(told):
    in_time(told)
    allowed(told)
""",
    "looks/rules.py": """
def allowed(told):
    return told

def in_time(told):
    return LIMIT

LIMIT = 3

def never_called():
    return 0
""",
    "looks/models/__init__.py": "from watchbook.looks.models.looks import Look\n",
    "looks/models/looks.py": "class Look:\n    purpose = 1\n",
    "triage/rules.py": """
from watchbook.looks.rules import LIMIT

def decide(told):
    return LIMIT
""",
    "audit_log/record.py": "def record(event):\n    return event\n",
    "web/page.py": "def shown(row):\n    return row\n",
}

CONTRACT = """
[[tool.importlinter.contracts]]
id = "order"
layers = ["config", "(retention)", "looks", "triage", "governance", "audit_log", "web | law"]
"""


@pytest.fixture
def root(tmp_path):
    """A package of a few files in which a look is opened."""
    for name, source in FILES.items():
        path = tmp_path / "watchbook" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(CONTRACT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def found(root):
    return trace_act.trace(root, "looks", "open/")


def test_files_are_opened_in_the_order_in_which_a_reader_follows_names(found):
    opened = [one.removeprefix("watchbook.") for one in found.files]
    assert opened == [
        "looks.views",
        "looks.forms",
        "looks.models.looks",
        "looks.look",
        "triage.rules",
        "looks.rules",
    ]


def test_only_what_is_used_is_read_and_each_definition_once(found):
    assert found.files["watchbook.looks.rules"].definitions == ["LIMIT", "in_time", "allowed"]
    assert found.files["watchbook.looks.rules"].lines == 5
    assert found.files["watchbook.looks.views"].lines == 4
    assert found.files["watchbook.looks.models.looks"].lines == 2


def test_calls_from_one_definition_are_one_visit_and_a_constant_is_none(found):
    assert found.files["watchbook.looks.rules"].visited_from == ["watchbook.looks.look._checked"]
    assert found.files["watchbook.looks.models.looks"].visited_from == []
    assert (found.most_visits, found.returns) == (1, 0)


def test_a_file_of_a_higher_part_after_one_of_a_lower_is_a_climb(found):
    assert found.climbs == 1


def test_the_floor_is_not_opened_but_its_names_are_counted(found):
    assert found.floor == {("watchbook.audit_log.record", "record"), ("watchbook.web.page", "shown")}


def test_what_is_called_from_two_definitions_is_visited_twice(root):
    look = root / "watchbook" / "looks" / "look.py"
    look.write_text(
        FILES["looks/look.py"].replace("    decide(told)\n", "    decide(told)\n    in_time(told)\n")
    )
    assert trace_act.trace(root, "looks", "open/").files["watchbook.looks.rules"].visited_from == [
        "watchbook.looks.look.open",
        "watchbook.looks.look._checked",
    ]


def test_a_page_that_leads_to_no_event_and_an_address_that_is_not_there_are_refused(root):
    look = root / "watchbook" / "looks" / "look.py"
    look.write_text(FILES["looks/look.py"].replace("    record(EVENT)\n", ""))
    with pytest.raises(SystemExit, match="leads to no event"):
        trace_act.trace(root, "looks", "open/")
    with pytest.raises(SystemExit, match="No address shut/"):
        trace_act.trace(root, "looks", "shut/")


@pytest.mark.parametrize("act", trace_act.PAGES)
def test_the_acts_that_make_proof_traces_are_found_in_the_code(act):
    found = trace_act.trace(trace_act.ROOT, *trace_act.PAGES[act])
    assert len(found.files) > 5
    assert trace_act.told(found).startswith(f"{len(found.files)} files, {found.lines:,} lines")
