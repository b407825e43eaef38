"""Settings, root URLs, the job queue and the WSGI entry."""
