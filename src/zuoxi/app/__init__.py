"""Configuration, wiring, command line: the only room that knows all others."""
