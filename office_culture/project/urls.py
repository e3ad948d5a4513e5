"""Every address of the project."""

from django.contrib import admin
from django.urls import include, path

from awards.views import minutes
from campaign.views import feeds, innovations
from office_culture.project import leadership, views
from office_culture.project.report import issue_views
from office_culture.project.report import views as reports
from office_culture.views import files, verify

handler403 = "office_culture.project.views.refused"

urlpatterns = [
    path("", views.start, name="start"),
    path("leadership/", leadership.page, name="leadership"),
    path("admin/", admin.site.urls),
    path("calendar/<str:token>.ics", feeds.calendar, name="calendar_feed"),
    path("councils/<int:pk>/minutes.pdf", minutes.minutes, name="council_minutes"),
    path("files/<uuid:file>/", files.download, name="file"),
    path("innovations/<int:pk>/proposal.pdf", innovations.proposal, name="innovation_proposal"),
    path("reviews/<int:pk>/minutes.pdf", innovations.minutes, name="review_minutes"),
    path("reviews/<int:pk>/decision.pdf", innovations.decision, name="review_decision"),
    path("reports/<int:pk>/preview.pdf", reports.preview, name="report_preview"),
    path("reports/<int:pk>/report.pdf", reports.pdf, name="report_pdf"),
    path("reports/<int:pk>/", reports.page, name="report_page"),
    path("reports/<int:pk>/report.docx", reports.word, name="report_word"),
    path("reports/<int:pk>/report.txt", reports.text, name="report_text"),
    path("reports/<int:pk>/issue/", issue_views.issue, name="report_issue"),
    path("reports/<int:pk>/correct/", issue_views.correct, name="report_correct"),
    path("verify/<uuid:public_id>/", verify.verify, name="verify"),
    path("i18n/", include("django.conf.urls.i18n")),
]
