"""Faults on purpose: what is lost, doubled, or paid for twice."""
