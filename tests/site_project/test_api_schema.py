"""The API does what its OpenAPI document says: schemathesis asks it right and wrong things, and checks each answer."""

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from site_project.api import documentation
from site_project.wsgi import application

EXAMPLES = 6
SLOW = list(HealthCheck)
PATHS = sorted(documentation.document()["paths"])


@pytest.fixture
def described(db):
    """The API over the bundled content, asked as a server would ask it."""
    call_command("loaddata", "shenzhen_hard_tech", verbosity=0)
    # As Django's own client does: a request would else end the connection, and with it the test's transaction.
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("path", PATHS)
def test_answers_are_as_described(described, path):
    for mode in GenerationMode:

        @given(described[path]["GET"].as_strategy(generation_mode=mode))
        @settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, suppress_health_check=SLOW)
        def ask(case):
            # The way in which it asks cannot unpack what is compressed.
            case.call_and_validate(headers={"Accept-Encoding": "identity"})

        ask()
