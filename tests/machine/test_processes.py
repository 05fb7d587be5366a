"""`serve` keeps its programs running, ends them in order, and leaves nothing behind, however it ends."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from shutil import copytree

import pytest

from tests.machine.processes import is_alive
from tests.machine.serving import ROOT, Serving, until
from tests.patience import PATIENCE
from tests.ports import free_port
from watchbook.machine import guard, postgres, processes
from watchbook.machine.failure import Failure
from watchbook.machine.places import places
from watchbook.machine.processes import Program


@pytest.fixture
def serving(tmp_path):
    started = []

    def start(**options):
        started.append(Serving(tmp_path / "home", **options))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.end()
        one.process.stderr.close()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_ends_web_then_worker_and_nothing_is_left(serving, number):
    one = serving()
    everything = one.all_pids()
    code, said = one.end(number)
    assert code == 0
    assert (one.folder / "order").read_text() == "web worker "
    assert (one.folder / "step").read_text() == "x"
    assert said.splitlines()[0] == "Doing the step."
    assert said.splitlines()[-1] == "Stopped."
    assert not any(is_alive(process) for process in everything)


@pytest.mark.slow
def test_a_second_one_is_refused_and_told_who_holds_the_home(serving, tmp_path):
    one = serving()
    one.pids("worker")
    two = Serving(tmp_path / "home")
    _out, said = two.process.communicate(timeout=PATIENCE)
    assert two.process.returncode == 1
    assert f"held by process {one.process.pid} since 20" in said
    assert "WATCHBOOK_HOME" in said


@pytest.mark.slow
def test_killed_outright_it_takes_every_program_and_their_children_along(serving):
    one = serving()
    everything = one.all_pids()
    one.end(signal.SIGKILL)
    until(lambda: not any(is_alive(process) for process in everything))
    two = serving()
    assert set(two.all_pids()).isdisjoint(everything)


@pytest.mark.slow
def test_killed_outright_it_takes_even_programs_along_that_will_not_stop(serving):
    one = serving(stubborn="stubborn")
    everything = one.all_pids()
    one.end(signal.SIGKILL)
    until(lambda: not any(is_alive(process) for process in everything))


@pytest.mark.slow
def test_a_program_that_will_not_stop_is_killed_at_its_deadline(serving):
    one = serving(stubborn="stubborn")
    everything = one.all_pids()
    began = time.monotonic()
    assert one.end()[0] == 0
    assert time.monotonic() - began < PATIENCE, "its own end comes later"
    assert not any(is_alive(process) for process in everything)


@pytest.mark.slow
def test_a_killed_program_is_started_again_and_its_child_is_gone(serving):
    one = serving()
    web, inner = one.pids("web")
    one.pids("worker")
    (one.folder / "web.pids").unlink()
    os.kill(web, signal.SIGKILL)
    again, _inner = one.pids("web")
    assert again != web
    assert not is_alive(inner)
    _code, said = one.end()
    assert "web ended with exit code 137; it starts again in" in said


@pytest.mark.slow
def test_a_killed_guards_program_stops_too(serving):
    one = serving()
    web, inner = one.pids("web")
    parent = int(Path(f"/proc/{web}/stat").read_text().rsplit(")", 1)[1].split()[1])
    (one.folder / "web.pids").unlink()
    os.kill(parent, signal.SIGKILL)
    until(lambda: not is_alive(web) and not is_alive(inner))
    one.pids("web")


@pytest.mark.slow
def test_it_starts_postgresql_brings_it_back_and_stops_it(serving, tmp_path, made_once):
    home = places(tmp_path / "home")
    copytree(made_once.home, home.home)
    one = serving(embedded="embedded")
    everything = one.all_pids()
    first = postgres.server_process(home)
    os.kill(first, signal.SIGKILL)
    until(lambda: (postgres.server_process(home) or first) != first)
    assert [is_alive(process) for process in everything] == [True] * 4
    one.end(signal.SIGKILL)
    left_over = postgres.server_process(home)
    assert left_over
    two = serving(embedded="embedded")
    two.all_pids()
    assert postgres.server_process(home) == left_over
    code, said = two.end()
    assert code == 0
    assert said.splitlines()[-2:] == ["Stopping PostgreSQL.", "Stopped."]
    assert not postgres.is_running(home)


def test_in_this_process_it_runs_answers_restarts_and_stops(tmp_path, monkeypatch):
    """The same without PostgreSQL, where the test can see inside."""
    monkeypatch.setattr(processes, "FIRST_WAIT", 0.1)
    port = free_port()
    page = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1", str(port), "-d", str(tmp_path)]
    programs = [
        Program(name="web", command=page, port=port),
        Program(name="short", command=[sys.executable, "-c", ""]),
        Program(name="missing", command=["no-such-program"]),
    ]
    told, stopping, missing = [], [], "missing ended with exit code 127; it starts again in 0 s."

    def say(line):
        told.append(line)
        happened = [
            sum(one.startswith(words) for one in told) for words in ("short ended", "web: answers", missing)
        ]
        if not stopping and all(times >= least for times, least in zip(happened, (2, 1, 1), strict=True)):
            stopping.append(threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGTERM)))
            stopping[0].start()

    before = signal.getsignal(signal.SIGTERM)
    assert (
        processes.serve(places(tmp_path / "home"), steps=[], programs=programs, embedded=False, say=say) == 0
    )
    assert f"web: answers at http://127.0.0.1:{port}/" in told
    assert missing in told
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_signal_while_starting_breaks_the_start_off(tmp_path):
    step = Program(name="Killing", command=["sh", "-c", f"kill -TERM {os.getpid()}; exec sleep 30"])
    with pytest.raises(SystemExit):
        processes.serve(places(tmp_path / "home"), steps=[step], programs=[], embedded=False)
    with processes.only_one(places(tmp_path / "home")):
        pass


def test_a_failed_step_ends_it(tmp_path):
    step = Program(name="Migrating", command=[sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(Failure, match="exit code 3"):
        processes.serve(places(tmp_path / "home"), steps=[step], programs=[], embedded=False)


def test_a_port_that_is_taken_is_told_before_anything_is_started(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Failure, match="WATCHBOOK_PORT"):
            processes.serve(
                places(tmp_path / "home"), steps=[], embedded=False,
                programs=[Program(name="web", command=["true"], port=port)],
            )  # fmt: skip


def test_pauses_between_starts_grow_to_a_limit_and_end_after_a_steady_run():
    told = []
    keeper = processes._Keeper(program=Program(name="web", command=[]), say=told.append)
    for _time in range(7):
        keeper.started = time.monotonic()
        keeper._note_end(1)
    assert [line.split()[-2] for line in told] == ["1", "2", "4", "8", "16", "30", "30"]
    keeper.started = time.monotonic() - processes.STEADY_AFTER - 1
    keeper._note_end(1)
    assert keeper.wait == processes.FIRST_WAIT


def test_a_guard_that_does_not_end_is_killed(monkeypatch):
    monkeypatch.setattr(processes, "GRACE", 0.1)
    program = Program(name="web", command=["true"], stop_within=0.1)
    keeper = processes._Keeper(program=program, say=lambda line: None)
    deaf = "import signal, time; signal.signal(15, 1); print(flush=True); time.sleep(60)"
    keeper.process = subprocess.Popen([sys.executable, "-c", deaf], stdout=subprocess.PIPE, process_group=0)
    keeper.process.stdout.readline()
    keeper.process.stdout.close()
    process = keeper.process.pid
    keeper.stop()
    assert not is_alive(process)


def test_a_single_program_takes_the_process_over(tmp_path):
    script = (
        "from watchbook.machine.processes import Program, become\n"
        "become(Program(name='x', command=['sh', '-c', 'echo $WORD $$'], environment={'WORD': 'said'}))"
    )
    words = [sys.executable, "-c", script]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.communicate(timeout=PATIENCE)[0].split() == ["said", str(running.pid)]


def test_a_guard_without_a_program_says_how_it_is_used():
    done = subprocess.run([sys.executable, guard.__file__], capture_output=True, text=True, check=False)
    assert done.returncode == guard.USAGE
    assert "usage" in done.stderr


@pytest.fixture
def long_steps(tmp_path):
    """Two steps of ten minutes, and the files into which each writes its process."""
    pids = [tmp_path / "one", tmp_path / "two"]
    write = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(600)"
    return [Program(name="A step", command=[sys.executable, "-c", write, str(one)]) for one in pids], pids


def test_steps_that_are_interrupted_end_with_us_and_none_stays_unburied(long_steps, monkeypatch):
    steps, pids = long_steps
    begun, guarded = [], processes._guarded
    monkeypatch.setattr(processes, "_guarded", lambda step: begun.append(guarded(step)) or begun[-1])

    def interrupt(*_signal):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGUSR1, interrupt)
    waits = threading.Thread(target=lambda: [_until_written(pids), os.kill(os.getpid(), signal.SIGUSR1)])
    waits.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            processes.run_steps(*steps, say=lambda _line: None)
    finally:
        waits.join()
        signal.signal(signal.SIGUSR1, before)
    assert [one.returncode for one in begun] == [-signal.SIGKILL] * len(steps)
    until(lambda: not any(is_alive(int(one.read_text())) for one in pids))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_steps_end_with_whoever_waits_for_them_however_that_ends(long_steps, number):
    steps, pids = long_steps
    script = (
        "import signal; signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"  # whoever runs us may ignore it (nohup)
        "from watchbook.machine.processes import *; run_steps(*eval(sys.argv[1]))"
    )
    with subprocess.Popen([sys.executable, "-c", script, repr(steps)], cwd=ROOT) as waiting:
        _until_written(pids)
        waiting.send_signal(number)
    until(lambda: not any(is_alive(int(one.read_text())) for one in pids))


def _until_written(files):
    while not all(one.exists() and one.read_text() for one in files):
        time.sleep(0.05)
