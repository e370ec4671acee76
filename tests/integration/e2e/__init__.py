"""Whole talks with the bot as a process of its own, in Dutch and in English."""
