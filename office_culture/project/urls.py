"""Every address of the project."""

from django.contrib import admin
from django.urls import include, path

from awards.views import drafts, minutes
from awards.views import papers as award_papers
from campaign.report import (
    comparison_views,
    preflight_views,
    review_views,
    writing_views,
)
from campaign.report import views as reports
from campaign.views import feeds, innovations
from office_culture.project import (
    guides,
    health,
    leadership,
    new_year,
    notices,
    own_account,
    search,
    set_up,
    substitutes,
    views,
)
from office_culture.views import drafts as deleted
from office_culture.views import files, long_work, office_papers, unsaved, verify

handler403 = "office_culture.project.views.refused"
handler404 = "office_culture.project.views.not_found"

urlpatterns = [
    path("", views.start, name="start"),
    path("favicon.ico", views.icon, name="icon"),
    path("healthz", health.Health.as_view(), name="health"),
    path("readyz", health.ReadinessView.as_view(), name="readiness"),
    path("leadership/", leadership.page, name="leadership"),
    path("set-up/", set_up.page, name="set_up"),
    path("search/", search.page, name="search"),
    path("account/", own_account.page, name="account"),
    path("account/notices/", own_account.choose_mail, name="notices_by_mail"),
    path("account/sessions/<int:pk>/end/", own_account.end_session, name="end_session"),
    path("account/sessions/end-others/", own_account.end_others, name="end_other_sessions"),
    path("account/second-step/", own_account.second_step, name="second_step"),
    path("account/second-step/set-up/", own_account.set_up, name="second_step_set_up"),
    path("account/second-step/codes/", own_account.recovery_codes, name="second_step_codes"),
    path("account/second-step/remove/", own_account.remove, name="second_step_remove"),
    path("admin/", admin.site.urls),
    path("calendar/<str:token>.ics", feeds.calendar, name="calendar_feed"),
    path("councils/<int:pk>/minutes.pdf", minutes.minutes, name="council_minutes"),
    path("new-year/", new_year.page, name="new_year"),
    path("new-year/<int:pk>/undo/", new_year.undo, name="new_year_undo"),
    path("drafts/deleted/", deleted.page, name="deleted_drafts"),
    path("drafts/deleted/<int:event>/", deleted.back, name="bring_back_draft"),
    path("files/<uuid:file>/", files.download, name="file"),
    path("files/<uuid:file>/look/", files.look, name="file_look"),
    path("guides/", guides.overview, name="guides"),
    path("guides/<slug:slug>/", guides.page, name="guide"),
    path("innovations/<int:pk>/proposal.pdf", innovations.proposal, name="innovation_proposal"),
    path("reviews/<int:pk>/minutes.pdf", innovations.minutes, name="review_minutes"),
    path("notices/", notices.page, name="notices"),
    path("notices/count/", notices.count, name="count_notices"),
    path("notices/opened/", notices.opened, name="opened_notices"),
    path("notices/read/", notices.mark, name="mark_notices"),
    path("reports/<int:pk>/preview.pdf", reports.preview, name="report_preview"),
    path("reports/<int:pk>/report.pdf", reports.pdf, name="report_pdf"),
    path("reports/<int:pk>/", reports.page, name="report_page"),
    path("reports/<int:pk>/report.docx", reports.word, name="report_word"),
    path("reports/<int:pk>/report.txt", reports.text, name="report_text"),
    path("reports/<int:pk>/sections/<str:key>/", writing_views.section, name="report_section"),
    path(
        "reports/<int:pk>/sections/<str:key>/preview/", writing_views.preview, name="report_section_preview"
    ),
    path("reports/<int:pk>/take-over/", writing_views.bring_over, name="report_take_over"),
    path("reports/comparison/", comparison_views.page, name="report_comparison"),
    path("reports/comparison.xlsx", comparison_views.sheet, name="report_comparison_sheet"),
    path("reports/<int:pk>/preflight/", preflight_views.page, name="report_preflight"),
    path("reports/<int:pk>/preflight/acknowledge/", preflight_views.acknowledge, name="report_acknowledge"),
    path("reports/<int:pk>/review/", review_views.page, name="report_review"),
    path("reports/<int:pk>/review/remark/", review_views.remark, name="report_remark"),
    path("reports/<int:pk>/review/no-objection/", review_views.no_objection, name="report_no_objection"),
    path("reports/<int:pk>/review/settle/", review_views.settle, name="report_settle"),
    path("papers/draft/<slug:kind>/<int:type_id>/<int:pk>/", office_papers.draft, name="office_paper_draft"),
    path("papers/<int:pk>/", office_papers.page, name="office_paper_page"),
    *(
        path(f"papers/<int:pk>/paper.{form}", office_papers.file, {"form": form}, name=f"office_paper_{form}")
        for form in ("pdf", "docx", "txt")
    ),
    *(
        path(f"awards/{kind}s/<int:pk>/{form}.pdf", view, {"form": form}, name=f"{name}_{form}")
        for kind, name, view in (
            ("decision", "awarddecision", award_papers.decision),
            ("submission", "submission", award_papers.submission),
            ("revocation", "revocation", award_papers.revocation),
        )
        for form in ("preview", "paper")
    ),
    *(
        path(
            f"awards/{kind}/<int:pk>/presentation{ending}",
            award_papers.presentation,
            {"kind": kind, "form": form},
            name=f"{kind}_presentation_{form}",
        )
        for kind in ("decisions", "rounds")
        for form, ending in (("page", "/"), ("pdf", ".pdf"))
    ),
    path("awards/rounds/<int:pk>/draft/<slug:kind>/", drafts.draft, name="round_draft"),
    path("substitution/<int:pk>/act/", substitutes.begin, name="act_under"),
    path("substitution/end/", substitutes.end, name="end_acting"),
    path("unsaved/", unsaved.unsaved_form, name="unsaved_form"),
    path("work/", long_work.page, name="long_work"),
    path("work/<int:pk>/result/", long_work.result, name="long_work_result"),
    path("work/<int:pk>/repeat/", long_work.repeat, name="long_work_repeat"),
    path("verify/<uuid:public_id>/", verify.verify, name="verify"),
    path("verify/<uuid:public_id>/file/", verify.offered, name="verify_file"),
    path("i18n/", include("django.conf.urls.i18n")),
]
