"""Dates as this site prints them in English; other languages have what Django knows of them."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i e"
