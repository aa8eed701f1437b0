"""A file for each format that is read; it ends with READER."""
