"""Numbers in templates."""

from django import template

from sources.counting import grouped

register = template.Library()
register.filter("grouped", grouped)
