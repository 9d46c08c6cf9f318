"""Timelines in templates."""

from django import template

from companies.timeline import Timeline, draw

register = template.Library()


@register.simple_tag
def draw_timeline(milestones) -> Timeline:
    return draw(milestones)
