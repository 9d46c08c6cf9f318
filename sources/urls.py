from django.urls import path

from .views import SourceDetail

urlpatterns = [path("sources/<slug:slug>/", SourceDetail.as_view(), name="source-detail")]
