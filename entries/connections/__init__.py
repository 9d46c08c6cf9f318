"""What an entry is tied to: a figure in three columns, and the same as a list."""
