"""Companies and their products, people and their roles, presences in zones, milestones."""

from .milestones import Milestone
from .organisations import Company, Presence, Product
from .people import Person, Role

__all__ = ["Company", "Milestone", "Person", "Presence", "Product", "Role"]
