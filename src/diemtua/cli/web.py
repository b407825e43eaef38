"""The web server: Django is loaded once, then every worker is a fork that shares it.

Two workers that each import everything take twice the time on a small machine, and twice the memory.
"""

import gc
import importlib
import multiprocessing
import sys

from django.urls import get_resolver
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

APPLICATION = "diemtua.config.wsgi"
THREADS = 4  # of each worker: as many requests may wait for the database at once
BACKLOG = 1024  # connections that wait for a free worker
KILL_AFTER = 5  # seconds that a worker has to finish its requests


def main(host: str, port: int, workers: int) -> None:
    """Serve until told to stop (SIGTERM or SIGINT)."""
    importlib.import_module(APPLICATION)
    _ = get_resolver().url_patterns  # loads every view
    gc.freeze()  # the collector would write to shared pages, and so copy them
    multiprocessing.set_start_method("fork")
    Server(
        f"{APPLICATION}:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backlog=BACKLOG,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=KILL_AFTER,
    ).serve()
    gc.unfreeze()  # what is frozen is never freed, of which DuckDB complains at length on the terminal


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
