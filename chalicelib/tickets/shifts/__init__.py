"""Handing the desk over to the next shift 交接班 (T-4.6)."""
