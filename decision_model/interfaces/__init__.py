"""The command line, files, the gallery, the report and the explorer: only here is anything printed or written."""
