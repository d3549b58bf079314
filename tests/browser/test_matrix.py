"""The matrix as it is seen: each cell in the exact colour of its figure, read and reached by hand and by keys."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

pytestmark = pytest.mark.browser

# Members that came in 2026 share fewer votes with others in the starter record: some cells are hatched, most are not.
MATRIX = "/blocs/?min=30&order=name"
PHONE: ViewportSize = {"width": 390, "height": 844}
HEAD = 40  # pixels before the first cell
STEPS = [f"--m{step}" for step in range(10)]


def open_matrix(page: Page, address: str = MATRIX) -> None:
    page.goto(address)
    expect(page.locator(".matrix")).to_have_attribute("data-drawn", "yes")


def read_tokens(page: Page, *names: str) -> list[str]:
    """Colours of the stylesheet as "r,g,b"."""
    return page.evaluate(
        """names => names.map(name => {
            const pen = new OffscreenCanvas(1, 1).getContext("2d", {willReadFrequently: true});
            pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
            pen.fillRect(0, 0, 1, 1);
            return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).join(); })""",
        list(names),
    )


def read_screen(page: Page, size: int) -> list[list[list[str]]]:
    """The colours seen on a screenshot in each cell of the matrix: its inner corners and its middle, once each."""
    all_states = page.locator(".matrix").evaluate(
        "matrix => JSON.parse(document.getElementById(matrix.dataset.grid).textContent).states.length"
    )
    cell = (page.locator(".matrix-size").evaluate("size => size.clientWidth") - HEAD) // all_states
    canvas = page.locator(".matrix canvas")
    picture = base64.b64encode(canvas.screenshot(animations="disabled")).decode()
    # The browser paints the canvas at the nearest whole pixel; a screenshot begins at the one above.
    edge = canvas.evaluate(
        "canvas => { const y = canvas.getBoundingClientRect().y; return Math.round(y) - Math.floor(y); }"
    )
    return page.evaluate(
        """async ([picture, size, cell, head, edge]) => {
            const bytes = Uint8Array.from(atob(picture), letter => letter.charCodeAt(0));
            const bitmap = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
            const pen = new OffscreenCanvas(bitmap.width, bitmap.height)
                .getContext("2d", {willReadFrequently: true});
            pen.drawImage(bitmap, 0, 0);
            const read = (x, y) => [...pen.getImageData(x, y, 1, 1).data].slice(0, 3).join();
            const places = [0, cell >> 1, cell - 2];
            return Array.from({length: size}, (_, row) => Array.from({length: size}, (_, column) =>
                [...new Set(places.flatMap(down => places.map(across =>
                    read(head + column * cell + across, head + edge + row * cell + down))))])); }""",
        [picture, size, cell, HEAD, edge],
    )


def get_data(page: Page, query: str) -> dict[str, Any]:
    return page.request.get(f"/blocs.json?{query}").json()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_cell_has_the_exact_colour_of_its_figure(open_page: Callable[..., Page], scheme: str):
    page = open_page(color_scheme=scheme, viewport={"width": 1440, "height": 1400})
    open_matrix(page)
    policy = page.request.get(MATRIX).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in f"{policy};"
    data = get_data(page, "min=30&order=name")
    states = data["states"]
    steps, (paper, muted, raised) = (
        read_tokens(page, *STEPS),
        read_tokens(page, "--paper", "--muted", "--raised"),
    )
    assert len({*steps, paper, muted, raised}) == 13
    seen = read_screen(page, len(states))
    kinds = {"figure": 0, "few": 0}
    for row in range(len(states)):
        for column in range(len(states)):
            agreement = data["agreement"][row][column]
            if row == column:
                assert seen[row][column] == [raised]
            elif agreement is None:
                kinds["few"] += 1
                assert set(seen[row][column]) <= {paper, muted}, "too few votes are hatched"
            else:
                kinds["figure"] += 1
                step = min(round(100 * agreement) // 10, 9)
                assert seen[row][column] == [steps[step]], (states[row], states[column], agreement)
    assert min(kinds.values()) > 50


def find_edges(page: Page, ratio: float) -> list[tuple[int, int, str]]:
    """Pixels of the screen where the colour changes along some lines through the cells: x, y and the colour there."""
    picture = base64.b64encode(page.screenshot(animations="disabled")).decode()
    edges: list[tuple[int, int, str]] = page.locator(".matrix canvas").evaluate(
        """async (canvas, [picture, ratio, head]) => {
            const bytes = Uint8Array.from(atob(picture), letter => letter.charCodeAt(0));
            const bitmap = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
            const pen = new OffscreenCanvas(bitmap.width, bitmap.height)
                .getContext("2d", {willReadFrequently: true});
            pen.drawImage(bitmap, 0, 0);
            const box = canvas.getBoundingClientRect();
            const [left, top, right, bottom] = [box.left + head + 2, box.top + head + 2,
                Math.min(box.right, innerWidth) - 4, Math.min(box.bottom, innerHeight) - 4
            ].map(length => Math.round(length * ratio));
            const read = (x, y) => [...pen.getImageData(x, y, 1, 1).data].slice(0, 3).join();
            const edges = [];
            const note = (x, y, before, after) => {
                const colour = read(x, y);
                if (read(...before) !== colour || read(...after) !== colour) edges.push([x, y, colour]);
            };
            for (const part of [0.13, 0.52, 0.97]) {
                const [x, y] = [Math.round(left + part * (right - left)), Math.round(top + part * (bottom - top))];
                for (let across = left; across < right; across++)
                    note(across, y, [across - 1, y], [across + 1, y]);
                for (let down = top; down < bottom; down++)
                    note(x, down, [x, down - 1], [x, down + 1]);
            }
            return edges; }""",
        [picture, ratio, HEAD],
    )
    return edges


def point_at(page: Page, points: list[tuple[float, float]]) -> list[str]:
    """Where the link of the readout leads with the pointer at each of these points; empty if there is none."""
    # Noted by the page itself: to ask it after each of a thousand steps would take as long as the steps.
    page.locator(".matrix canvas").evaluate(
        """canvas => {
            const readout = document.querySelector(".matrix-readout");
            window.links = [];
            canvas.onpointermove = () => {
                window.links.push(readout.querySelector("a")?.getAttribute("href") ?? ""); }; }"""
    )
    for x, y in points:
        page.mouse.move(x, y)
    links: list[str] = page.evaluate("window.links")
    assert len(links) == len(points), "each step of the pointer is noted once"
    return links


def check_named_pairs(page: Page, ratio: float, data: dict[str, Any]) -> int:
    """Point at every edge of a cell: the pair named has the figure of the colour there. Returns how many were named."""
    steps = read_tokens(page, *STEPS)
    place = {iso3: number for number, iso3 in enumerate(data["states"])}
    # Other colours are a line between cells, a hatched cell, a State with itself.
    edges = [(x, y, colour) for x, y, colour in find_edges(page, ratio) if colour in steps]
    links = point_at(page, [((x + 0.5) / ratio, (y + 0.5) / ratio) for x, y, _colour in edges])
    wrong = []
    for (x, y, colour), link in zip(edges, links, strict=True):
        first, second = link.split("/")[2:4] if link else ("", "")
        agreement = data["agreement"][place[first]][place[second]] if link else None
        if agreement is None or steps[min(round(100 * agreement) // 10, 9)] != colour:
            wrong.append((x, y, first, second))
    assert wrong == []
    return len(edges)


@pytest.mark.parametrize("ratio", [1, 1.1, 1.25, 1.5, 2])
def test_the_pair_named_is_the_one_drawn_under_the_pointer(open_page: Callable[..., Page], ratio: float):
    page = open_page(device_scale_factor=ratio, viewport={"width": 1200, "height": 1000})
    open_matrix(page)
    data = get_data(page, "min=30&order=name")
    page.locator(".matrix").evaluate("matrix => matrix.scrollIntoView()")
    assert check_named_pairs(page, ratio, data) > 100

    # The same with larger cells, scrolled to the middle.
    page.get_by_role("button", name="Larger cells").click()
    page.locator(".matrix-scroll").evaluate("scroller => scroller.scrollTo(137, 91)")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert check_named_pairs(page, ratio, data) > 50


@pytest.mark.parametrize("ratio", [1.25, 2])
def test_a_click_on_the_last_pixel_of_a_cell_holds_that_cell(open_page: Callable[..., Page], ratio: float):
    page = open_page(device_scale_factor=ratio)
    open_matrix(page, "/blocs/?states=CHN,CUB,VEN&order=name&min=5")
    box = page.locator(".matrix canvas").bounding_box()
    assert box
    left, top, head, step = (
        round(box["x"] * ratio),
        round(box["y"] * ratio),
        int(HEAD * ratio),
        int(24 * ratio),
    )
    for column, pair in ((1, "/compare/CHN/CUB/"), (2, "/compare/CHN/VEN/")):
        for x in (column * step, (column + 1) * step - 1):
            page.mouse.click((left + head + x + 0.5) / ratio, (top + head + 5.5) / ratio)
            link = page.locator(".matrix-readout").get_by_role("link")
            expect(link).to_have_attribute("href", f"{pair}?min=5")
            page.mouse.click((left + head + x + 0.5) / ratio, (top + head + 5.5) / ratio)  # lets go


def test_it_follows_the_scheme(page: Page):
    open_matrix(page)
    before = read_tokens(page, *STEPS)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("() => matchMedia('(prefers-color-scheme: dark)').matches")
    after = read_tokens(page, *STEPS)
    assert before != after
    seen = {colours[0] for row in read_screen(page, 5) for colours in row}
    assert seen & set(after)
    assert not seen & set(before)


def test_the_keys_go_from_cell_to_cell_and_the_readout_says_them(page: Page):
    open_matrix(page, "/blocs/?states=CHN,CUB,VEN&order=name&min=5")
    data = get_data(page, "states=CHN,CUB,VEN&min=5")
    readout = page.locator(".matrix-readout")

    def describe(row: int, column: int) -> str:
        names = data["names"]
        share, low, high = (
            round(100 * data[key][row][column]) for key in ("agreement", "interval_low", "interval_high")
        )
        n = data["n"][row][column]
        return f"{names[row]}–{names[column]} {share} % of {n}, {low}–{high} Compare them"

    matrix = page.get_by_role("application")
    matrix.focus()
    expect(matrix).to_have_css("outline-width", "3px")
    page.keyboard.press("ArrowRight")
    expect(readout).to_have_text(describe(0, 1))
    page.keyboard.press("ArrowRight")
    expect(readout).to_have_text(describe(0, 2))
    page.keyboard.press("ArrowDown")
    expect(readout).to_have_text(describe(1, 2))
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    expect(readout).to_have_text(f"{data['names'][1]} took a position in {data['n'][1][1]} votes")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/CUB/VEN/?min=5")


def test_the_pointer_reads_a_cell_and_a_click_holds_it(page: Page):
    open_matrix(page, "/blocs/?states=CHN,CUB,VEN&order=name&min=5")
    readout, canvas = page.locator(".matrix-readout"), page.locator(".matrix canvas")
    canvas.hover(position={"x": 40 + 24 + 5, "y": 40 + 5})
    expect(readout).to_contain_text("China–Cuba")
    canvas.click(position={"x": 40 + 24 + 5, "y": 40 + 5})
    canvas.hover(position={"x": 40 + 48 + 5, "y": 40 + 5})
    expect(readout).to_contain_text("China–Cuba")
    readout.get_by_role("link").click()
    page.wait_for_url("**/compare/CHN/CUB/?min=5")


def test_another_order_is_drawn_at_once_and_stands_in_the_address(page: Page):
    open_matrix(page, "/blocs/?min=12")
    before = page.locator(".matrix canvas").screenshot()
    page.get_by_role("link", name="By group").click()
    assert page.url.endswith("/blocs/?min=12&order=group")
    expect(page.get_by_role("link", name="By group")).to_have_attribute("aria-current", "true")
    assert page.locator(".matrix canvas").screenshot() != before
    after = page.locator(".matrix canvas").screenshot()
    page.reload()
    expect(page.locator(".matrix")).to_have_attribute("data-drawn", "yes")
    assert page.locator(".matrix canvas").screenshot() == after


def test_the_whole_matrix_can_be_saved_as_a_picture(page: Page):
    open_matrix(page)
    page.get_by_role("button", name="Larger cells").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as picture").click()
    assert saved.value.suggested_filename == "blocs-matrix.png"
    picture = saved.value.path().read_bytes()
    width = int.from_bytes(picture[16:20], "big")
    assert width >= page.locator(".matrix-size").evaluate("size => size.clientWidth")


@pytest.mark.parametrize("address", ["/blocs/?min=12", "/blocs/?states=all&min=12"])
def test_on_a_phone_it_can_be_read_and_enlarged(open_page: Callable[..., Page], address: str):
    page = open_page(viewport=PHONE, has_touch=True)
    page.add_init_script(
        """window.fonts = new Set();
        const write = CanvasRenderingContext2D.prototype.fillText;
        CanvasRenderingContext2D.prototype.fillText = function (...words) {
            window.fonts.add(parseFloat(this.font.match(/([0-9.]+)px/)[1]));
            write.apply(this, words);
        };"""
    )
    open_matrix(page, address)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.evaluate("[...window.fonts]") == [12]
    scroller = page.locator(".matrix-scroll")
    before = scroller.evaluate("element => element.scrollWidth")
    for _ in range(3):
        page.get_by_role("button", name="Larger cells").click()
    assert scroller.evaluate("element => element.scrollWidth") > 1.5 * before
    page.locator(".matrix canvas").tap(position={"x": 200, "y": 90})
    expect(page.locator(".matrix-readout")).not_to_contain_text("Point at a cell")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_labels_of_points_lie_neither_on_one_another_nor_outside(open_page: Callable[..., Page]):
    for viewport in ({"width": 1440, "height": 900}, PHONE):
        page = open_page(viewport=viewport)
        for address in ("/blocs/?view=poles&min=12", "/blocs/?view=map&min=12"):
            page.goto(address)
            page.locator(".chart").scroll_into_view_if_needed()
            expect(page.locator(".chart")).to_have_attribute("data-drawn", "yes")
            boxes = page.locator(".chart .textpoint text").evaluate_all(
                """labels => labels.filter(label => label.style.visibility !== "hidden").map(label => {
                    const box = label.getBoundingClientRect();
                    return [box.left, box.top, box.right, box.bottom]; })"""
            )
            assert len(boxes) > 8
            assert all(box[0] >= 0 and box[2] <= viewport["width"] for box in boxes)
            for place, first in enumerate(boxes):
                for second in boxes[place + 1 :]:
                    across = min(first[2], second[2]) - max(first[0], second[0])
                    down = min(first[3], second[3]) - max(first[1], second[1])
                    assert across <= 0.5 or down <= 0.5
