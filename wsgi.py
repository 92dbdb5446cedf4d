"""The door that servers and ``flask --app wsgi`` come through."""

import sys

from click import echo, get_current_context

from finder import create_app
from finder.config import SettingsError

APP_CANNOT_BE_LOADED = 4  # gunicorn then stops, instead of starting one worker after another

try:
    app = create_app()
except SettingsError as error:
    # Within ``flask`` a command is under way, which says it and ends.
    if get_current_context(silent=True):
        raise
    echo(error, err=True)
    sys.exit(APP_CANNOT_BE_LOADED)
