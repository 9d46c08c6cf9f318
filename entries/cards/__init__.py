"""Share cards: one picture for each entry, and one for the site, drawn when first asked for.

``card`` says what a card shows and keeps its file, ``drawing`` draws it, ``lettering`` sets its text.
"""
