"""What people see: texts, messages, the command line, the docs."""
