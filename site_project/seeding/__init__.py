"""Seed documents: what they may hold (``document``) and how they enter the database (``loader``)."""
