"""Public files of others: each feed's module turns a file into rows of our tables, and says what it cannot use."""
