"""Booklets: text, tables and pictures on numbered pages."""
