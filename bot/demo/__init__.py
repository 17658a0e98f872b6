"""The demo: the real application against the simulator, and a web page on this machine to play it in.

Nothing leaves the machine, and no token is needed. The articles are the config's; what is said in the demo's chats is
kept in a temporary folder and goes when the demo ends.
"""
