"""The ASGI entry that the web server loads: Django, each request in a thread that it takes when its body is there."""

import os

from django.core.wsgi import get_wsgi_application

from watchbook.config.whole_requests import WholeRequests
from watchbook.machine import starting
from watchbook.machine.programs import THREADS, senders, web_processes

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "watchbook.config.settings")

starting.begin()
application = WholeRequests(
    get_wsgi_application(),
    threads=THREADS // web_processes(),
    senders=senders(),
)
starting.is_over()
