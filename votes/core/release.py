"""Which code and settings a page was made by."""

import hashlib
import os
from functools import cache
from pathlib import Path

from django.conf import settings

from hrc import __version__

# What a page is made of, and the kinds of files that matter there.
PARTS = (
    ("votes", "**/*.py"),
    ("hrc", "**/*.py"),
    ("templates", "**/*.*"),
    ("static", "**/*.*"),
    ("locale", "**/*.mo"),
    (".", "CHANGELOG.md"),
)


@cache
def get_release() -> str:
    """The name of this code: RELEASE from the environment, else the version with a digest of the code's files.

    Read once in each process: pages that other code made, and that are still in the cache, are not sent.
    """
    if named := os.environ.get("RELEASE"):
        return named
    digest = hashlib.sha256(repr((settings.MAKER, settings.CONTACT)).encode())
    for folder, pattern in PARTS:
        for path in sorted(Path(settings.BASE_DIR, folder).glob(pattern)):
            if path.is_file() and "vendor" not in path.parts:
                digest.update(path.read_bytes())
    return f"{__version__}-{digest.hexdigest()[:12]}"
