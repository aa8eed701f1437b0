"""Text, tables and pictures on numbered pages of a PDF."""
