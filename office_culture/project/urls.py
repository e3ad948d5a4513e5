"""Every address of the project."""

from django.contrib import admin
from django.urls import include, path

from campaign.views import feeds
from office_culture.project import leadership, views
from office_culture.project.report import views as reports
from office_culture.views import files

handler403 = "office_culture.project.views.refused"

urlpatterns = [
    path("", views.start, name="start"),
    path("leadership/", leadership.page, name="leadership"),
    path("admin/", admin.site.urls),
    path("calendar/<str:token>.ics", feeds.calendar, name="calendar_feed"),
    path("files/<uuid:file>/", files.download, name="file"),
    path("reports/<int:pk>/preview.pdf", reports.preview, name="report_preview"),
    path("reports/<int:pk>/report.pdf", reports.pdf, name="report_pdf"),
    path("i18n/", include("django.conf.urls.i18n")),
]
