from entries.urls import kind

from .models import Zone

urlpatterns = kind(Zone, "zones")
