"""Jobs that nobody does any more, because the worker that had them was killed, are taken up again."""

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

ATTEMPTS = 3  # of a job whose worker dies each time; it is then left as failed


@app.periodic(cron="* * * * *")
@app.task(queue="core", name="core.take_up_stalled", queueing_lock="core.take_up_stalled", pass_context=True)
async def take_up_stalled(context: JobContext, timestamp: int) -> None:
    """Put the jobs of dead workers back into their queues; any of ours may run twice (decision 0006)."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs():
        if job.attempts + 1 < ATTEMPTS:
            await jobs.retry_job(job)
        else:
            await jobs.finish_job(job, status=Status.FAILED, delete_job=False)
