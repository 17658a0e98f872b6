"""Tests of the loopback Bot API."""
