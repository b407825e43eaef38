"""The worker of background jobs: like `procrastinate worker`, without its chatter on a terminal of ours."""

import sys

import django


def main(concurrency: int) -> None:
    """Work until told to stop (SIGTERM or SIGINT); a running job is finished first."""
    django.setup()
    from procrastinate.contrib.django import app  # noqa: PLC0415 -- only after the settings are loaded
    from procrastinate.contrib.django.django_connector import DjangoConnector  # noqa: PLC0415 -- as above

    assert isinstance(app.connector, DjangoConnector)
    with app.replace_connector(app.connector.get_worker_connector()) as for_worker:
        for_worker.run_worker(concurrency=concurrency)


if __name__ == "__main__":
    main(int(sys.argv[1]))
