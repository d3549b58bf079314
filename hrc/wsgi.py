"""WSGI entry point for gunicorn: `gunicorn hrc.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hrc.settings")

application = get_wsgi_application()
