"""What the tests of killed processes start from."""

from tests.fakes.durable import engine_file

__all__ = ["engine_file"]
