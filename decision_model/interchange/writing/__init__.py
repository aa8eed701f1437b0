"""A file for each format that is written; it ends with WRITER."""
