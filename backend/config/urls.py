"""Every address of Nod."""

from django.conf import settings
from django.contrib import admin
from django.http import Http404
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.defaults import page_not_found
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularJSONAPIView, SpectacularSwaggerSplitView

from backend.accounts import views as accounts
from backend.accounts.policies import Anyone, refuse_without_policy
from backend.config import health
from backend.config.assets import kept_asset
from backend.config.pages import manifest, page
from backend.desk import assessing_views as assessing
from backend.desk import care_views as care
from backend.desk import clinic_views as clinic
from backend.desk import correcting_views as correcting
from backend.desk import message_views as messages
from backend.desk import note_views as notes
from backend.desk import patient_views as patient
from backend.desk import prescribing_views as prescribing
from backend.desk import running_program_views as running
from backend.desk import safety_views as safety
from backend.desk import team_views as team
from backend.desk import unattended_views as unattended
from backend.desk import work_list_views as work_list
from backend.insights import views as numbers
from backend.library import views as library
from backend.reminders import views as reminders
from backend.reminders.metrics import metrics
from backend.reminders.operator_page import operator_page
from backend.reports import views as reports
from backend.rights import views as rights
from backend.sync import views as sync

api: list[URLPattern] = [
    path("openapi.json", SpectacularJSONAPIView.as_view(permission_classes=[Anyone]), name="openapi"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="openapi", permission_classes=[Anyone]),
        name="docs",
    ),
    path("me", accounts.MeView.as_view()),
    path("second-factor/picture", accounts.TotpPictureView.as_view()),
    path("invitations", accounts.InvitationsView.as_view()),
    path("invitations/redeem", accounts.RedeemView.as_view()),
    path("drafts/key", accounts.DraftKeyView.as_view()),
    path("digest", team.DigestView.as_view()),
    path("patients/<uuid:patient_id>/looks", rights.LooksView.as_view()),
    path("patients/<uuid:patient_id>/sign-out", rights.SignOutView.as_view()),
    path("numbers", numbers.NumbersView.as_view()),
    path("library", library.LibraryView.as_view()),
    path("clinic", clinic.ClinicView.as_view()),
    path("templates", prescribing.TemplatesView.as_view()),
    path("away", team.AwayView.as_view()),
    path("colleagues", team.ColleaguesView.as_view()),
    path("colleagues/<uuid:colleague_id>/sign-out", team.SignOutColleagueView.as_view()),
    path("emergency-access", safety.EmergencyView.as_view()),
    path("unattended", unattended.UnattendedView.as_view()),
    path("unattended/<uuid:patient_id>", unattended.AssignCareView.as_view()),
    path("discharged", care.DischargedView.as_view()),
    path("patients/<uuid:patient_id>/care", care.CareView.as_view()),
    path("patients/<uuid:patient_id>/discharge", care.DischargeView.as_view()),
    path("work-list", work_list.WorkListView.as_view()),
    path("work-list/emergencies", safety.EmergenciesView.as_view()),
    path("work-list/emergencies/clinic", safety.ClinicEmergenciesView.as_view()),
    path("patients/<uuid:patient_id>", patient.PatientPageView.as_view()),
    path("patients/<uuid:patient_id>/assessments", assessing.AssessmentsView.as_view()),
    path("patients/<uuid:patient_id>/precautions/decide", assessing.DecidePrecautionView.as_view()),
    path("patients/<uuid:patient_id>/treatments", assessing.TreatmentsView.as_view()),
    path("patients/<uuid:patient_id>/notes/<uuid:record_id>", correcting.NoteView.as_view()),
    path("patients/<uuid:patient_id>/notes/<uuid:record_id>/withdraw", correcting.WithdrawNoteView.as_view()),
    path("patients/<uuid:patient_id>/treatments/<uuid:record_id>", correcting.TreatmentView.as_view()),
    path("patients/<uuid:patient_id>/treatments/<uuid:record_id>/withdraw", correcting.WithdrawTreatmentView.as_view()),
    path("patients/<uuid:patient_id>/assessments/<uuid:record_id>", correcting.AssessmentView.as_view()),
    path(
        "patients/<uuid:patient_id>/assessments/<uuid:record_id>/withdraw", correcting.WithdrawAssessmentView.as_view()
    ),
    path("patients/<uuid:patient_id>/name", correcting.NameView.as_view()),
    path("patients/<uuid:patient_id>/logbook", patient.LogbookView.as_view()),
    path("patients/<uuid:patient_id>/measures", reports.MeasuresView.as_view()),
    path("patients/<uuid:patient_id>/timeline", patient.TimelineView.as_view()),
    path("patients/<uuid:patient_id>/invitation", accounts.RenewInvitationView.as_view()),
    path("patients/<uuid:patient_id>/programs", prescribing.AssignProgramView.as_view()),
    path("assessment-fields", assessing.AssessmentFieldsView.as_view()),
    path("exercises", prescribing.CatalogueView.as_view()),
    path("patients/<uuid:patient_id>/contact", patient.ContactView.as_view()),
    path("patients/<uuid:patient_id>/details", patient.DetailsView.as_view()),
    path("patients/<uuid:patient_id>/program", prescribing.ProgramView.as_view()),
    path("patients/<uuid:patient_id>/program/history", running.PastProgramsView.as_view()),
    path("patients/<uuid:patient_id>/program/pause", running.PauseView.as_view()),
    path("patients/<uuid:patient_id>/program/end", running.EndProgramView.as_view()),
    path("patients/<uuid:patient_id>/program/decline", running.DeclineView.as_view()),
    path("patients/<uuid:patient_id>/program/updates", prescribing.TakeOffersView.as_view()),
    path("patients/<uuid:patient_id>/program/marks", running.MarkView.as_view()),
    path("patients/<uuid:patient_id>/red-flags/clear", safety.ClearRedFlagsView.as_view()),
    path("patients/<uuid:patient_id>/messages", messages.ReplyView.as_view()),
    path("patients/<uuid:patient_id>/notes", notes.NotesView.as_view()),
    path("patients/<uuid:patient_id>/reasons/<slug:code>/snooze", work_list.SnoozeView.as_view()),
    path("patients/<uuid:patient_id>/reasons/<slug:code>/acknowledge", work_list.AcknowledgeView.as_view()),
    path("patients/<uuid:patient_id>/report", reports.ReportPageView.as_view()),
    path("patients/<uuid:patient_id>/report/pdf", reports.ReportPdfView.as_view()),
    path("patients/<uuid:patient_id>/report/csv", reports.ReportCsvView.as_view()),
    path("patients/<uuid:patient_id>/report/fhir", reports.ReportFhirView.as_view()),
    path("patients/<uuid:patient_id>/handout", reports.HandoutPageView.as_view()),
    path("patients/<uuid:patient_id>/handout/pdf", reports.HandoutPdfView.as_view()),
    path("sync/push", sync.PushView.as_view()),
    path("sync/pull", sync.PullView.as_view()),
    path("sync/earlier/days", sync.EarlierDaysView.as_view()),
    path("sync/earlier/messages", sync.EarlierMessagesView.as_view()),
    path("record", rights.RightsView.as_view()),
    path("record/looks", rights.OwnLooksView.as_view()),
    path("record/export", rights.ExportView.as_view()),
    path("record/erase", rights.EraseView.as_view()),
    path("reminders", reminders.RulesView.as_view()),
    path("reminders/preferences", reminders.PreferencesView.as_view()),
    path("reminders/state", reminders.StateView.as_view()),
    path("reminders/receipts", reminders.ReceiptsView.as_view()),
    path("reminders/test", reminders.TestView.as_view()),
    path("device/time-zone", reminders.DeviceZoneView.as_view()),
    path("device/push-key", reminders.PushKeyView.as_view()),
    path("device/push", reminders.SubscriptionsView.as_view()),
]

refuse_without_policy(api)

handler400 = "backend.common.try_again.answer_to_bad_request"
handler404 = "backend.common.problem.answer_to_unknown"
handler500 = "backend.common.try_again.answer_to_failure"
urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("health/metrics", metrics),
    path("api/v1/", include(api)),
    # allauth's routes for telephone numbers would answer 500: nobody signs in by one.
    re_path(r"^_allauth/browser/v1/(?:account|auth)/phone", page_not_found, {"exception": Http404()}),
    path("_allauth/", include("allauth.headless.urls")),
    path("admin/reminders/", admin.site.admin_view(operator_page), name="reminders_overview"),
    path("admin/library/", include("backend.curation.urls")),
    path("admin/", admin.site.urls),
    path("assets/<str:name>", kept_asset),
    path("media/<str:name>", library.media_file),
    path("unsubscribe/<str:token>", reminders.unsubscribe),
    path("app/sw.js", page("sw.js")),
    path("app/manifest.webmanifest", manifest),
    re_path(r"^app/(?P<rest>.*)$", page("app.html")),
    re_path(r"^clinic/(?P<rest>.*)$", page("clinic.html")),
    # Pages that are not ours, such as the admin, make browsers ask here.
    path("favicon.ico", RedirectView.as_view(url="/icons/icon-192.png", permanent=True)),
    # What staff see of their own way in; the page of "/" draws it.
    path("my-sign-in", page("index.html")),
    path("", page("index.html")),
]

if "backend.demo" in settings.INSTALLED_APPS:
    urlpatterns.insert(0, path("demo/", include("backend.demo.urls")))
