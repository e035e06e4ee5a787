"""Periodic work of the desk: mail to staff."""

from celery import shared_task

from backend.desk.staff_mail import send_staff_mail


@shared_task(ignore_result=True)
def mail_staff() -> int:
    """Send therapists what is due to them: at once for a safety answer, and the morning's digest."""
    return send_staff_mail()


# A beat or a queue that was filled before an update still names the task by the module it used to live in.
mail_staff_of_before = shared_task(name="backend.insights.tasks.mail_staff", ignore_result=True)(send_staff_mail)
