"""The whole way, over HTTP, with the real model."""
