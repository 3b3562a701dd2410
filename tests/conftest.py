"""What all tests share: the switch for long runs, and one warm runner a process."""

from collections.abc import Iterator

import pytest

from tfquiz.sandbox.host import Runner


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also the long runs")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    with Runner(deadline=10.0) as one:
        yield one


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the figures that tests hand over by `record_property("figure", ...)`."""
    reports = [one for kind in ("passed", "failed") for one in terminalreporter.getreports(kind)]
    figures = {
        str(text) for one in reports for name, text in one.user_properties if name == "figure"
    }
    if figures:
        terminalreporter.section("figures")
    for text in sorted(figures):
        terminalreporter.write_line(text)
