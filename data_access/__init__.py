"""From files to a snapshot: readers, validation, assembly, store."""
