"""The database: models, rows <-> records, seeding, and the snapshot that searches read."""
