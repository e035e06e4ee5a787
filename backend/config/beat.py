"""Every periodic task. Intervals only: local times and daylight saving are decided by rows, never by a crontab."""

from django.conf import settings

PLAN_SECONDS = 600.0


def schedule() -> dict[str, dict[str, object]]:
    """Return Celery's beat schedule: name -> task, interval in seconds, and the age after which a tick is dropped."""

    def every(seconds: float, task: str) -> dict[str, object]:
        return {"task": task, "schedule": seconds, "options": {"expires": max(seconds, 5)}}

    return {
        "reminders-materialise": every(PLAN_SECONDS, "backend.reminders.tasks.materialise"),
        "reminders-sweep": every(settings.REMINDER_SWEEP_SECONDS, "backend.reminders.tasks.send_due"),
        "accounts-alarms": every(300, "backend.accounts.tasks.raise_alarms"),
        "audit-seal": every(60, "backend.audit.tasks.seal"),
        "audit-verify": every(24 * 3600, "backend.audit.tasks.verify"),
        "rights-wipe-due": every(3600, "backend.rights.tasks.wipe_due"),
        "desk-staff-mail": every(60, "backend.desk.tasks.mail_staff"),
        "insights-sweep": every(300, "backend.insights.tasks.sweep"),
    }
