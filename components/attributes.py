"""aria-* and data-* attributes of elements, written as Python names."""

from typing import Never, cast


def attrs(**values: object) -> dict[str, Never]:
    """Turn aria_label="x", data_change="y" into {"aria-label": "x", "data-change": "y"} for `**` in a component."""
    return cast(dict[str, Never], {name.replace("_", "-"): str(value) for name, value in values.items()})
