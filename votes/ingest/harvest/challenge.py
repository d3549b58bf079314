"""The library's JavaScript challenge, passed as any visitor's browser passes it: by opening the page and waiting.

The browser is Chromium, driven by Playwright; both are optional (`requirements-harvest.txt`). It runs the page's own
script and nothing else, and says in its User-Agent who sent it.
"""

import os
import shutil
import time

from votes.ingest.harvest.library import LibraryError, Pass

COOKIE = "aws-waf-token"
SECONDS = 30.0  # that the page's script may take
STEP = 100  # milliseconds between two looks for the cookie
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Chromium has no sandbox for root, which is who runs in a container; and it shall ask nobody but the library.
FLAGS = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
BY_HAND = (
    "Or do it by hand: open {address} in a browser, save the page as a file, such as year.xml, and run "
    "`manage.py import_record year.xml`."
)
INSTALL = (
    "The library lets only browsers in, and {what}. Install what is missing and run the harvest again; it goes on "
    "where it was:\n"
    "    .venv/bin/python -m pip install -r requirements-harvest.txt\n"
    "    apt-get install chromium        (or name a Chromium in the variable CHROMIUM)\n" + BY_HAND
)


class ChallengeError(LibraryError):
    """The challenge was not passed; the message says why, and what a person can do."""


def refuse_challenge(address: str) -> Pass:
    """For a harvest that was told to use no browser."""
    raise ChallengeError(
        "The library lets only browsers in, and this harvest was told to use none (--browser never). "
        + BY_HAND.format(address=address)
    )


def find_chromium() -> str | None:
    """The path of the system's Chromium, or of what CHROMIUM names; None where there is none."""
    return next(filter(None, map(shutil.which, filter(None, (os.environ.get("CHROMIUM"), *BROWSERS)))), None)


def pass_challenge(address: str, identity: str, seconds: float = SECONDS) -> Pass:
    """Open `address` in Chromium and wait until its script has obtained the cookie.

    `identity` is added to the browser's own User-Agent. ChallengeError where there is no browser, or no cookie
    within `seconds`.
    """
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise ChallengeError(INSTALL.format(what="Playwright is not installed", address=address)) from error
    if not (path := find_chromium()):
        raise ChallengeError(INSTALL.format(what="there is no Chromium", address=address))
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    until = time.monotonic() + seconds
    trouble = "its script set none"
    try:
        with (
            sync_playwright() as playwright,
            playwright.chromium.launch(executable_path=path, args=flags) as browser,
        ):
            with browser.new_page() as page:
                own = page.evaluate("navigator.userAgent")
            with browser.new_context(user_agent=f"{own} {identity}") as context:
                page = context.new_page()
                try:
                    page.goto(address, wait_until="commit", timeout=seconds * 1000)
                except Error as error:
                    # The script may have moved on to the file itself, which the browser saves instead of showing.
                    trouble = error.message.splitlines()[0]
                while time.monotonic() < until:
                    for cookie in context.cookies(address):
                        if cookie["name"] == COOKIE and cookie["value"]:
                            return Pass(f"{COOKIE}={cookie['value']}", f"{own} {identity}")
                    page.wait_for_timeout(STEP)
    except Error as error:
        trouble = error.message.splitlines()[0]
    raise ChallengeError(
        f"A browser opened {address}, but there was no cookie {COOKIE} after {seconds:g} seconds: {trouble}. "
        + BY_HAND.format(address=address)
    )
