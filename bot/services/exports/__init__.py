"""What leaves Kernbot: approved posts with their record, posts for a client to judge, clean text to copy."""
