"""The documentation; `python -m docs.generate` writes the parts of it that come from code and data."""
