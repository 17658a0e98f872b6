"""What the command line prints. Import what you need from its module."""
