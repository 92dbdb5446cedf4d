"""The door that servers and ``flask --app wsgi`` come through."""

from finder import create_app

app = create_app()
