"""`manage.py import_record` that stops before one of its statements: for good, or until it hears a line. Not a test.

    python -m tests.record.stopped_import die|wait NUMBER PATH...

At the end it prints how many statements there were. `die 0` goes through.
"""

import os
import signal
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hrc.settings")
django.setup()

from django.core.management import execute_from_command_line  # noqa: E402 (Django first)
from django.db import connection  # noqa: E402


def main(how: str, number: int, paths: list[str]) -> None:
    count = 0

    def watch(execute: Any, *statement: Any) -> Any:
        nonlocal count
        count += 1
        if count == number:
            if how == "die":
                os.kill(os.getpid(), signal.SIGKILL)
            print("waiting", flush=True)
            sys.stdin.readline()
        return execute(*statement)

    with connection.execute_wrapper(watch):
        print("started", flush=True)
        execute_from_command_line(["manage.py", "import_record", *paths])
    print(count, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
