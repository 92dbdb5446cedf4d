"""Open Referral's Human Services Data Specification: our catalogue given out as a package, and packages taken in."""
