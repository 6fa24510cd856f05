"""Fixtures and rules for every test: one browser, the published data, repeatable properties, no network."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import environment

# The same examples on every machine and every day; the deadline catches a property that has become slow.
settings.register_profile(
    "repeatable",
    derandomize=True,
    database=None,
    deadline=timedelta(seconds=5),
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")


def pytest_configure() -> None:
    """Leave the developer's own study and every other host out of the tests."""
    for name in environment.STUDY_VARIABLES:
        os.environ.pop(name, None)
    environment.refuse_network()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, keep it on one worker, and start it first where there are several."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.xdist_group("browser"))
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: item.get_closest_marker("browser") is None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI a browser test that is skipped is a failure: a proof that cannot run proves nothing."""
    report = yield
    if report.skipped and item.get_closest_marker("browser") and environment.in_ci(os.environ):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"a browser test was skipped in CI: {reason}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what could not run for want of something on the machine."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    for wanted in (environment.NO_CHROMIUM, environment.NO_DATA):
        number = sum(wanted in reason for reason in skipped)
        if number:
            terminalreporter.write_line(f"{number} skipped: {wanted}")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of published data files; the test is skipped where it is absent."""
    folder = environment.shared_data_folder(os.environ)
    if folder is None:
        pytest.skip(environment.NO_DATA)
    return folder


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The Chromium to drive; without one the test is skipped, in CI it fails."""
    path = environment.chromium(os.environ)
    if path is None:
        pytest.skip(environment.NO_CHROMIUM)
    return path


@pytest.fixture(scope="session")
def base_url() -> str | None:
    """No address of its own: a browser test says which server it means, or overrides this fixture."""
    return None


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object], chromium_path: Path) -> dict[str, object]:
    """What pytest-playwright starts: the machine's own Chromium, never a downloaded one."""
    arguments = environment.launch_arguments(environment.current_user())
    return {**browser_type_launch_args, "executable_path": str(chromium_path), "args": arguments}
