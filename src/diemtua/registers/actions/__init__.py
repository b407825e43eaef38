"""The only code that writes registers: snapshots, matchings, verdicts on doubts."""
