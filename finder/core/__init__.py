"""What we know and how we decide: pure functions on frozen values; standard library only."""
