"""Loading is measured in a process whose memory is its own."""

import math
import subprocess
import sys

import pytest

from benchmarks import loading, processes, studies
from benchmarks.load_once import most_memory


@pytest.mark.slow
def test_a_study_is_loaded_and_every_step_is_told() -> None:
    with studies.generated(6) as folder:
        found = loading._once(folder)
    assert set(found) == {"read", "snapshot", "analysis", "memory"}
    assert min(found.values()) > 0


@pytest.mark.slow
@pytest.mark.skipif(math.isnan(most_memory()), reason="this system does not tell a process's memory")
def test_memory_of_the_process_that_started_it_does_not_count() -> None:
    """A large parent: what getrusage tells of a child begins with the most that its parent had."""
    child = "from benchmarks.load_once import most_memory; print(most_memory())"
    parent = (
        "import subprocess, sys; held = b'x' * 500_000_000; "
        f"print(subprocess.run([sys.executable, '-c', {child!r}], capture_output=True, text=True, check=True).stdout)"
    )
    done = subprocess.run(
        [sys.executable, "-c", parent], cwd=processes.ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    assert 10 < float(done.stdout) < 450
