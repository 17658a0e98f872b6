"""What a user would take instead, each run by the interpreter of its own environment. Nothing here imports ours."""
