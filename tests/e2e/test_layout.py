"""Nothing overlaps and nothing runs off the screen: projector, laptop, large screen, and a telephone for a glance."""

from playwright.sync_api import expect

from tests.e2e.screen import Screen

SIZES = ((1280, 720), (1440, 900), (1920, 1080))
TELEPHONE = (390, 844)
VIEWS = ("/", "/trajectories", "/safety", "/visits", "/patient/01-004", "/group", "/data")
SET = "?subjects=01-001,01-003,01-004&status=completed,died,on%20study&endpoints=alsfrs_r&grade=3&months=-3..9"
OVERFLOW = """() => {
  const wide = (one) => one.scrollWidth - one.clientWidth, high = (one) => one.scrollHeight - one.clientHeight;
  const at = (css) => document.querySelector(css), found = {};
  const check = (name, by) => { if (by > 1) { found[name] = by; } };
  check("page is too wide", wide(document.documentElement));
  check("page is too high", high(document.documentElement));
  check("main is too wide", wide(at("main")));
  check("rail is too wide", wide(at(".rail")));
  check("rail is too high", high(at(".rail")));
  check("patients scroll", high(at("#shell-patients")));
  check("strip is too wide", wide(at(".strip")));
  check("strip is too high", high(at(".strip")));
  document.querySelectorAll(".numbers .block").forEach((one) => check("numbers cut: " + one.textContent, high(one)));
  return found;
}"""
OVERLAPS = """() => {
  const texts = [];
  document.querySelectorAll(".strip, .rail, .view-head, .filters").forEach((area) => {
    const walk = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode, holder = node.parentElement;
      if (!node.textContent.trim() || holder.closest(".sr, .menu, [hidden]")) { continue; }
      if (holder.closest("details:not([open]) > :not(summary)")) { continue; }
      const range = document.createRange();
      range.selectNodeContents(node);
      let {left, right, top, bottom} = range.getBoundingClientRect();
      for (let one = holder; one && one !== document.body; one = one.parentElement) {
        if (getComputedStyle(one).overflow === "visible") { continue; }
        const clip = one.getBoundingClientRect();
        left = Math.max(left, clip.left); right = Math.min(right, clip.right);
        top = Math.max(top, clip.top); bottom = Math.min(bottom, clip.bottom);
      }
      const text = node.textContent.trim();
      if (right - left > 1 && bottom - top > 1) { texts.push({text, left, right, top, bottom}); }
    }
  });
  const found = [];
  texts.forEach((one, place) => texts.slice(place + 1).forEach((other) => {
    const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    if (wide > 1 && high > 2) { found.push(one.text + " / " + other.text); }
  }));
  return texts.length > 20 ? found : ["only " + texts.length + " texts measured"];
}"""
REACHABLE = """() => Array.from(document.querySelectorAll("main *")).filter((one) => {
  const box = one.getBoundingClientRect();
  if (!one.checkVisibility() || box.width === 0 || box.right <= innerWidth + 1 || one.closest(".sr")) { return false; }
  for (let up = one.parentElement; up && up.tagName !== "MAIN"; up = up.parentElement) {
    const style = getComputedStyle(up);
    if (["auto", "scroll", "hidden", "clip"].includes(style.overflowX)) { return false; }
  }
  return true;
}).map((one) => one.tagName + "." + one.className).slice(0, 5)"""


TOO_WIDE = """() => [document.documentElement, document.querySelector("main")]
  .filter((one) => one.scrollWidth > innerWidth + 1).map((one) => one.tagName + " " + one.scrollWidth)"""
PATIENCE_MS = 2_000
"""Figures take their new size a moment after the window has its own."""


def found(screen: Screen, script: str) -> object:
    """What a measurement finds once the page stands still; empty when nothing is wrong."""
    result = screen.page.evaluate(script)
    for _ in range(PATIENCE_MS // 100):
        if not result:
            break
        screen.page.wait_for_timeout(100)
        result = screen.page.evaluate(script)
    return result


def test_nothing_overlaps_and_nothing_runs_off_at_three_sizes(screen: Screen) -> None:
    for path in VIEWS:
        screen.open(path)
        for width, height in SIZES:
            screen.page.set_viewport_size({"width": width, "height": height})
            assert found(screen, OVERFLOW) == {}, f"{path} at {width}x{height}"
            assert found(screen, OVERLAPS) == [], f"{path} at {width}x{height}"


def test_a_full_filter_bar_wraps_and_overlaps_nothing(screen: Screen) -> None:
    screen.open("/trajectories" + SET)
    assert len(screen.filters) == 5
    for width, height in SIZES:
        screen.page.set_viewport_size({"width": width, "height": height})
        assert found(screen, OVERFLOW) == {}, width
        assert found(screen, OVERLAPS) == [], width


def test_a_telephone_is_enough_for_a_glance(screen: Screen) -> None:
    """What is wider than the screen scrolls inside its own region; the page itself does not."""
    screen.page.set_viewport_size({"width": TELEPHONE[0], "height": TELEPHONE[1]})
    for path in VIEWS:
        screen.open(path)
        expect(screen.heading).to_be_in_viewport()
        expect(screen.page.locator(".strip .synthetic")).to_be_in_viewport()
        wide = screen.page.evaluate(
            "[document.documentElement.scrollWidth, document.querySelector('main').scrollWidth]"
        )
        assert max(wide) <= TELEPHONE[0] + 1, path
        assert found(screen, REACHABLE) == [], path
    screen.go("Overview")
    expect(screen.heading).to_have_text("3 of 6 patients need attention")


CUT_OFF = """() => Array.from(document.querySelectorAll(".ov-scroll, .ov-sum dd:not(.ov-detail)"))
  .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.className + " " + one.textContent)"""


def test_meeting_mode_shows_every_column_of_the_overview(screen: Screen) -> None:
    """The last column says what is overdue: on a projector it must not lie beyond the edge."""
    screen.open()
    screen.page.keyboard.press("f")
    for width, height in SIZES:
        screen.page.set_viewport_size({"width": width, "height": height})
        assert found(screen, CUT_OFF) == [], f"{width}x{height}"
