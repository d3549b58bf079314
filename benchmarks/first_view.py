"""What a reader on a phone waits for: weight, first paint, the chart and shifts, on slow 4G with a slowed processor.

`python -m benchmarks.first_view` serves the database of DATABASE_URL as in production, with compressed files.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PORT = 8498
SITE = f"http://127.0.0.1:{PORT}"
PHONE = {"width": 390, "height": 844}
SLOWDOWN = 4
# Slow 4G as Lighthouse has it: milliseconds, and bytes a second.
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_638_400 / 8,
    "uploadThroughput": 768_000 / 8,
}
QUIET, LONGEST = 3_000, 30_000  # milliseconds without a request until a page counts as complete, and in all
SERIES = "promoting-mutually-beneficial-cooperation-in-the-field-of-human-rights"
PAGES = {
    "home": "/",
    "vote": "/resolutions/A/HRC/RES/37/23/",
    "State": "/states/MEX/",
    "blocs": "/blocs/",
    "matrix": "/blocs/?view=matrix",
    "map": "/blocs/?view=map",
    "compare": "/compare/CHN/USA/",
    "list": "/resolutions/?year=2018",
    "search": "/search/?q=death+penalty",
    "series": f"/series/{SERIES}/",
    "briefing": "/before/A/HRC/43/L.31/Rev.1/?as_of=2020-06-01",
}
# Adds up the shifts of the layout as the browser reports them.
WATCH_SHIFTS = """
    window.shift = 0;
    new PerformanceObserver(list => { for (const entry of list.getEntries())
        if (!entry.hadRecentInput) window.shift += entry.value; }).observe({type: "layout-shift", buffered: true});
"""
# Goes to the first chart as soon as there is one, and notes when the frame with its drawing begins.
WATCH_CHART = """
    window.drawn = null;
    const look = () => {
        const chart = document.querySelector(".chart, .matrix");
        if (chart) chart.scrollIntoView();
        if (chart?.querySelector("svg rect, svg circle, svg path") || chart?.dataset.drawn)
            requestAnimationFrame(() => { window.drawn = performance.now(); });
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
"""


@contextmanager
def serve() -> Iterator[None]:
    """The site as in production, on its own port."""
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "PRODUCTION": "1",
            "HTTPS": "0",
            "SECRET_KEY": "for-this-benchmark-alone",
            "ALLOWED_HOSTS": "127.0.0.1",
            "STATIC_ROOT": folder,
        }
        environment = os.environ | settings
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
        subprocess.run(collect, cwd=ROOT, env=environment, check=True)
        command = [sys.executable, "-m", "gunicorn", "hrc.wsgi", "--bind", f"127.0.0.1:{PORT}"]
        site = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        try:
            for _ in range(200):
                try:
                    urlopen(f"{SITE}/health/").close()  # noqa: S310 (our own address)
                    break
                except URLError:
                    time.sleep(0.1)
            yield
        finally:
            site.terminate()
            site.wait()


def open_slow_page(browser: Browser, script: str) -> tuple[Page, list[float]]:
    """A page of a phone with `script` in it, and the list to which the bytes of each answer are added."""
    page = browser.new_context(viewport=PHONE).new_page()  # type: ignore[arg-type]
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.add_init_script(script)
    return page, sizes


def wait_for_quiet(page: Page, sizes: list[float]) -> None:
    """Until no answer came for a while."""
    waited = quiet = 0
    while quiet < QUIET and waited < LONGEST:
        before = len(sizes)
        page.wait_for_timeout(500)
        waited += 500
        quiet = 0 if len(sizes) > before else quiet + 500


def measure(browser: Browser, address: str) -> str:
    """One line for one page: kB, seconds to the first paint and to the chart, and the sum of the shifts."""
    urlopen(SITE + address).close()  # noqa: S310 (fills the caches of the server)
    page, sizes = open_slow_page(browser, WATCH_SHIFTS)
    page.goto(SITE + address, wait_until="load")
    wait_for_quiet(page, sizes)
    painted = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    shift = page.evaluate("window.shift")
    page.context.close()
    weight = sum(sizes) / 1000

    page, sizes = open_slow_page(browser, WATCH_CHART)
    page.goto(SITE + address, wait_until="load")
    has_chart = page.locator(".chart, .matrix").count() > 0
    if has_chart:
        page.wait_for_function("() => window.drawn !== null", timeout=LONGEST)
    drawn = f"{page.evaluate('window.drawn') / 1000:8.1f} s" if has_chart else f"{'–':>10}"
    page.context.close()
    return f"{weight:7.0f} kB {painted / 1000:8.1f} s {drawn} {shift:8.3f}"


def main() -> None:
    """Print the table, or say that Chromium is missing."""
    chromium = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    if not chromium:
        print("Chromium is not installed (CHROMIUM names it): the first views are left out")
        return
    print(f"\nfirst view on a phone, slow 4G, processor slowed {SLOWDOWN} times")
    print(f"  {'page':10} {'all':>10} {'paint':>10} {'chart':>10} {'shift':>8}")
    with serve(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, address in PAGES.items():
            print(f"  {name:10} {measure(browser, address)}", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
