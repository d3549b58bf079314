"""Run all benchmarks on the record in the database: `python -m benchmarks`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hrc.settings")
django.setup()

from benchmarks import blocs, first_view, forecast, imports, load, pages, redraw, roll_call  # noqa: E402 (Django first)

if __name__ == "__main__":
    imports.main()
    blocs.main()
    forecast.main()
    load.main()
    roll_call.main()
    pages.main()
    redraw.main()
    first_view.main()
