"""WACZ files made by other people's programs, for intake: js-wacz of npm and wacz of PyPI, from a WARC that `warcio` wrote.

Neither ships: they are installed beside the checkout's ignored `.boot`. Nothing of it is written by our writer.
"""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tools import capture_outside

ROOT = Path(__file__).resolve().parent.parent
# Beside the environment, never in it: uv makes that one anew only where nothing else stands.
NODE = capture_outside.ENVIRONMENT.with_name("js-wacz")
JS_WACZ = "@harvard-lil/js-wacz@0.1.6"
ADDRESS, TITLE = "https://shop.example/trainers", "Trainers elsewhere"
SECRET = "a-session-of-somebody"  # it opens nothing


def by_js_wacz(folder: Path) -> Path:
    """One made by js-wacz. Raises CalledProcessError or OSError where there is no registry."""
    program = NODE / "node_modules" / ".bin" / "js-wacz"
    if not program.exists():
        NODE.mkdir(parents=True, exist_ok=True)
        (NODE / "package.json").write_text('{"private": true}')
        words = ["npm", "install", "--silent", "--no-fund", "--no-audit", JS_WACZ]
        subprocess.run(words, cwd=NODE, check=True)
    made = folder / "by-js-wacz.wacz"
    words = [str(program), "create", "--log-level", "silent", "-f", str(a_warc(folder)), "-o", str(made)]
    subprocess.run(words, check=True, capture_output=True)
    return made


def by_py_wacz(folder: Path) -> Path:
    """One made by wacz of PyPI."""
    made = folder / "by-py-wacz.wacz"
    words = [capture_outside.program("wacz"), "create", "--detect-pages", "-o", made, a_warc(folder)]
    subprocess.run(words, check=True, capture_output=True)
    return made


def a_warc(folder: Path) -> Path:
    """A page as another recorder tells it; written by a process of its own, for the library leaves files open."""
    path = folder / "recorded.warc.gz"
    subprocess.run([sys.executable, "-W", "ignore", "-m", "tools.foreign_wacz", path], check=True, cwd=ROOT)
    return path


def write(path: Path) -> None:
    """The page with the request's cookie and the answer's."""
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="1.1")
        page = f"<!doctype html><title>{TITLE}</title><h1>{TITLE}</h1>".encode()
        asked = StatusAndHeaders("GET /trainers HTTP/1.1", [("Cookie", f"session={SECRET}")], is_http_request=True)  # fmt: skip
        told = [("Content-Type", "text/html; charset=utf-8"), ("Set-Cookie", f"session={SECRET}")]
        answered = StatusAndHeaders("200 OK", told, protocol="HTTP/1.1")
        answer = writer.create_warc_record(ADDRESS, "response", payload=BytesIO(page), http_headers=answered)
        request = writer.create_warc_record(ADDRESS, "request", payload=BytesIO(), http_headers=asked)
        writer.write_request_response_pair(request, answer)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
