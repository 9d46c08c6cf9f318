"""Seed documents: what they hold (``schema``), how they are read (``document``) and written (``loader``)."""
