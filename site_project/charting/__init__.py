"""The map of the atlas: all published entries and what ties them, laid out here and explored in the browser."""
