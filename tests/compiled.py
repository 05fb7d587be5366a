"""Templates as Jinja2 compiled them, kept for the run: each takes a worker, and each service, longer than the page itself."""

from jinja2 import FileSystemBytecodeCache


def kept_in(places):
    """Where Jinja2 looks for them first, and puts what it compiled: in the run's home, which goes with it."""
    folder = places.home / "compiled-templates"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))
