"""Kernbot: from persona, journey phase and proposition to topics, a key message and channel posts."""

__version__ = "0.1.0"
