"""The views: each module gives its fixed layout, which takes no data."""
