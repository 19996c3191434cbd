"""The only room that writes files and reads clocks: scans, batch, store."""
