"""Every address of the project."""

from django.contrib import admin
from django.urls import include, path

from office_culture.project import views

urlpatterns = [
    path("", views.start, name="start"),
    path("admin/", admin.site.urls),
    path("i18n/", include("django.conf.urls.i18n")),
]
