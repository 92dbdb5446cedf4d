"""What the public sent, for the team to read and decide on."""
