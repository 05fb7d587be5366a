"""A site on the loopback for the filter's tests: it answers by address, counts who came, and can be cut off."""

import http.server
import socket
import threading
from contextlib import contextmanager

from tests.patience import PATIENCE


class Handler(http.server.BaseHTTPRequestHandler):
    """Each page is what the site's table holds; a callable writes by itself."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.came.append((self.command, self.path, dict(self.headers)))
        page = self.server.pages.get(self.path, b"nothing")
        if callable(page):
            page(self)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def do_POST(self):
        self.server.came.append(
            (self.command, self.path, self.rfile.read(int(self.headers["Content-Length"])))
        )
        self.send_response(204)
        self.end_headers()

    def log_message(self, *words):
        pass


@contextmanager
def site(pages, *, host="127.0.0.1"):
    """A running site; `.port` and `.came`, the requests that reached it."""
    server = http.server.ThreadingHTTPServer((host, 0), Handler)
    server.pages, server.came, server.port = pages, [], server.server_address[1]
    server.handle_error = lambda *_: None
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def say(port, *parts):
    """Send bytes to a port of this machine, and take all that comes back until it closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        for part in parts:
            connection.sendall(part)
        return take(connection)


def take(connection):
    """Everything until the other side closes."""
    taken = b""
    while chunk := connection.recv(1 << 18):
        taken += chunk
    return taken
