"""The command line: run, serve, worker, migrate, test, doctor, and the embedded PostgreSQL."""
