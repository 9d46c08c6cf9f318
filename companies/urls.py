from entries.urls import kind

from .models import Company, Milestone, Person
from .views import Timeline

urlpatterns = [
    *kind(Company, "companies"),
    *kind(Person, "people"),
    *kind(Milestone, "milestones", Timeline),
]
