"""A language that nobody speaks, made from the English words: it shows what a real third one would miss."""
