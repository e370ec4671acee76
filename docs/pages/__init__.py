"""What generated pages are made of: a module for each page."""
