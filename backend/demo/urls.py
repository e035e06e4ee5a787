"""Pages that exist in demo mode only."""

from django.urls import path

from backend.demo import mailbox

urlpatterns = [
    path("mailbox/", mailbox.inbox, name="mailbox"),
    path("mailbox/<str:name>/<int:place>/", mailbox.letter, name="letter"),
]
