import os

from django.core.wsgi import get_wsgi_application

from .collected import ensure

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_project.settings")
application = get_wsgi_application()
ensure()
