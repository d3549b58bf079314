"""How long the drawings of /blocs/ take in Chromium, with the processor slowed four times."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from playwright.sync_api import Page, sync_playwright

SLOWDOWN, ROUNDS, PORT = 4, 7, 8497
SITE = f"http://127.0.0.1:{PORT}"
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
# Milliseconds from `act` until the frame after the next has begun: then the new picture is on the screen.
UNTIL_SEEN = """act => new Promise(resolve => {
    const start = performance.now();
    document.querySelector(act.selector).click();
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
})"""


@contextmanager
def serve() -> Iterator[None]:
    """Serve the site with the record of this database on its own port."""
    command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{PORT}"]
    site = subprocess.Popen(
        command, cwd=settings.BASE_DIR, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            try:
                urlopen(f"{SITE}/health/").close()  # noqa: S310 (our own address)
                break
            except URLError:
                time.sleep(0.1)
        yield
    finally:
        site.terminate()
        site.wait()


def measure_click(page: Page, selector: str) -> float:
    return float(page.evaluate(UNTIL_SEEN, {"selector": selector}))


def measure_matrix(page: Page, address: str) -> tuple[float, float, float]:
    """Median milliseconds to open the matrix, to draw it in another order, and to draw it at another size."""
    opened, ordered, zoomed = [], [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        page.goto(SITE + address)
        page.wait_for_selector(".matrix[data-drawn]")
        opened.append(1000 * (time.perf_counter() - start))
        ordered += [measure_click(page, f"[data-order={order}]") for order in ("name", "group", "likeness")]
        zoomed += [measure_click(page, f'[data-zoom="{step}"]') for step in (1, 1, -1, -1)]
    return statistics.median(opened), statistics.median(ordered), statistics.median(zoomed)


def measure_chart(page: Page, view: str) -> float:
    """Median milliseconds to draw the chart of a view again, after the library was loaded."""
    page.goto(f"{SITE}/blocs/?view={view}")
    page.locator(".chart").scroll_into_view_if_needed()
    page.wait_for_selector(".chart[data-drawn]")
    again = """() => { const chart = document.querySelector(".chart"), start = performance.now();
        return Plotly.react(chart, chart.data.map(trace => ({...trace})), {...chart.layout})
            .then(() => performance.now() - start); }"""
    return statistics.median(float(page.evaluate(again)) for _ in range(ROUNDS))


def main() -> None:
    """Print medians, or say that Chromium is missing."""
    chromium = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    if not chromium:
        print("Chromium is not installed (CHROMIUM names it): the drawings are left out")
        return
    print(f"\nin Chromium, its processor slowed {SLOWDOWN} times, median milliseconds")
    with serve(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, viewport in {"desktop": DESKTOP, "phone": PHONE}.items():
            page = browser.new_page(viewport=viewport)  # type: ignore[arg-type]
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
            for address in ("/blocs/", "/blocs/?states=all"):
                opened, ordered, zoomed = measure_matrix(page, address)
                print(
                    f"  {name:7} {address:20} opened {opened:6.0f}, other order {ordered:4.0f}, zoom {zoomed:4.0f}"
                )
            for view in ("poles", "map", "cohesion", "apart"):
                print(f"  {name:7} {view:20} drawn again {measure_chart(page, view):4.0f}")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
