"""Passes the library's JavaScript challenge as a visitor's browser does: it opens the page and waits.

The browser is Chromium, driven by Playwright; both are optional (`requirements-harvest.txt`). It runs only the
script of the page, and its User-Agent identifies the harvest.
"""

import os
import shutil
import time

from votes.ingest.harvest.library import LibraryError, Pass

CHALLENGE_COOKIE = "aws-waf-token"
MAX_SECONDS = 30.0  # that the page's script may take
POLL_MILLISECONDS = 100  # between two looks for the cookie
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
# Chromium has no sandbox for root, the user in a container. It must send requests only to the library.
CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MANUAL_ADVICE = (
    "Or import the page by hand: open {address} in a browser, save the page as a file such as year.xml, and run "
    "`manage.py import_record year.xml`."
)
INSTALL_ADVICE = (
    "The library answers only browsers, and {what}. Install it as follows and run the harvest again, which then "
    "continues:\n"
    "    .venv/bin/python -m pip install -r requirements-harvest.txt\n"
    "    apt-get install chromium        (or set CHROMIUM to the path of a Chromium)\n" + MANUAL_ADVICE
)


class ChallengeError(LibraryError):
    """The challenge was not passed; the message says why and what to do."""


def refuse_challenge(address: str) -> Pass:
    """Used instead of `pass_challenge` if the harvest may not start a browser."""
    raise ChallengeError(
        "The library answers only browsers, and --browser never does not allow one. "
        + MANUAL_ADVICE.format(address=address)
    )


def find_chromium() -> str | None:
    """The path of the Chromium that CHROMIUM names, or of the system's; None if there is none."""
    return next(
        filter(None, map(shutil.which, filter(None, (os.environ.get("CHROMIUM"), *CHROMIUM_NAMES)))), None
    )


def pass_challenge(address: str, identity: str, seconds: float = MAX_SECONDS) -> Pass:
    """Open `address` in Chromium and wait until its script has obtained the cookie.

    `identity` is added to the browser's own User-Agent. Raises ChallengeError if there is no browser, or no cookie
    within `seconds`.
    """
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise ChallengeError(
            INSTALL_ADVICE.format(what="Playwright is not installed", address=address)
        ) from error
    if not (path := find_chromium()):
        raise ChallengeError(INSTALL_ADVICE.format(what="Chromium is not installed", address=address))
    flags = [*CHROMIUM_FLAGS, "--no-sandbox"] if os.geteuid() == 0 else CHROMIUM_FLAGS
    until = time.monotonic() + seconds
    trouble = "the script of the page set no cookie"
    try:
        with (
            sync_playwright() as playwright,
            playwright.chromium.launch(executable_path=path, args=flags) as browser,
        ):
            with browser.new_page() as page:
                browser_agent = page.evaluate("navigator.userAgent")
            with browser.new_context(user_agent=f"{browser_agent} {identity}") as context:
                page = context.new_page()
                try:
                    page.goto(address, wait_until="commit", timeout=seconds * 1000)
                except Error as error:
                    # The script may have moved on to the file itself, which the browser saves instead of showing.
                    trouble = error.message.splitlines()[0]
                while time.monotonic() < until:
                    for cookie in context.cookies(address):
                        if cookie["name"] == CHALLENGE_COOKIE and cookie["value"]:
                            return Pass(
                                f"{CHALLENGE_COOKIE}={cookie['value']}", f"{browser_agent} {identity}"
                            )
                    page.wait_for_timeout(POLL_MILLISECONDS)
    except Error as error:
        trouble = error.message.splitlines()[0]
    raise ChallengeError(
        f"The browser opened {address} but got no cookie {CHALLENGE_COOKIE} within {seconds:g} seconds: {trouble}. "
        + MANUAL_ADVICE.format(address=address)
    )
