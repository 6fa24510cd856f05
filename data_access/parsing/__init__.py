"""What the readers share: the bytes of a file, its columns and rows, and the structure of each format."""
