"""Loads what is declared in schemas/ and templates/ (read-only)."""
