"""The tree of a commit before an issue, unpacked for as long as it is measured."""

import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from tools.proofs.showing import ROOT, Skipped


@contextmanager
def tree_of(commit: str) -> Iterator[Path]:
    """A folder with the files of a commit."""
    done = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        raise Skipped(f"commit {commit} is not in this checkout: {done.stderr.decode().strip()}")
    with tempfile.TemporaryDirectory() as folder, tarfile.open(fileobj=BytesIO(done.stdout)) as packed:
        packed.extractall(folder, filter="data")
        yield Path(folder)
