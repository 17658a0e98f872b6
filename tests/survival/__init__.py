"""Syncs that are killed, interrupted, or run out of disk."""
