"""The tests, and the hand-made encoder that they share."""
