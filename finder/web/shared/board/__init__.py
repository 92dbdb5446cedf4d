"""The board's rules and words, for the public's pages and the team's."""
