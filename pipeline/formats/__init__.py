"""Bytes to values and values to bytes: the only room that knows Excel and Word libraries."""
