"""The one road that every form, list and deadline takes: load, decide, commit, answer."""
