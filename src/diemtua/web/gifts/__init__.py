"""Pages of pledges and gifts."""
