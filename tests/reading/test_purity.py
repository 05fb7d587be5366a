"""Reading needs neither Django nor a database: it runs in an interpreter that has neither."""

import subprocess
import sys

READS = """
import importlib, pkgutil, sys
for absent in ("django", "psycopg", "watchbook.law", "watchbook.acting"):
    sys.modules[absent] = None  # whoever imports it now gets an ImportError
import watchbook.reading
modules = pkgutil.walk_packages(watchbook.reading.__path__, "watchbook.reading.")
print(*[importlib.import_module(one.name).__name__ for one in modules])
from watchbook.reading.split.questions import split
print(*[one.number for one in split("1. How many?\\n2. Do you hold:\\n(a) a policy;\\n(b) a form?").questions])
"""


def test_every_module_is_imported_and_a_request_is_split_without_django_and_a_database():
    ran = subprocess.run([sys.executable, "-I", "-c", READS], capture_output=True, text=True, check=True)
    imported, numbers = ran.stdout.splitlines()
    assert "watchbook.reading.text.docx" in imported.split()
    assert numbers.split() == ["1", "2.a", "2.b"]
