"""The chat beside bare bots of two libraries, all against one lean Bot API server on loopback."""
