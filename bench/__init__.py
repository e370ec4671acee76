"""Benchmarks, run on demand: `python -m bench`, or `make bench`."""
