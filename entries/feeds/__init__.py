"""Atom feeds: ``atom`` makes one of any entries, ``offers`` says which an entry has, ``views`` answers."""
