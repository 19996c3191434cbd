"""The command line: parses arguments, calls build, prints."""
