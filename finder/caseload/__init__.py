"""Many cases at once: a CSV of answers in, a CSV of ranked listings out."""
