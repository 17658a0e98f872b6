"""Tests of the demo: its server, and its page in Chromium."""
