"""Addresses of documents and their clauses."""

from django.urls import path

from watchbook.governance.documents.imports import CLAUSES, DOCUMENTS
from watchbook.governance.documents.views import clauses, document_steps, documents
from watchbook.register.views.imports import paths, template

ONE = "documents/<slug:document_reference>/<int:edition>/"
CLAUSE = f"{ONE}clauses/<uuid:clause_id>/"

urlpatterns = [
    path("documents/", documents.documents, name="documents"),
    path("documents/add/", documents.document_add, name="document_add"),
    *paths(DOCUMENTS, under="documents/", named="documents"),
    path("documents/import/clauses.csv", template(CLAUSES, "csv"), name="clauses_template"),
    path(ONE, documents.document, name="document"),
    path(f"{ONE}file/", documents.document_file, name="document_file"),
    path(f"{ONE}correct/", documents.document_correct, name="document_correct"),
    path(f"{ONE}take-back/", documents.document_take_back, name="document_take_back"),
    path(f"{ONE}new-edition/", documents.document_edition_add, name="document_edition_add"),
    path(f"{ONE}read/", documents.document_read, name="document_read"),
    *(
        path(f"{ONE}{step}/", document_steps.document_step_page, {"step": step}, name=f"document_{step}")
        for step in document_steps.STEPS
    ),
    path(f"{ONE}clauses/add/", clauses.clause_add, name="clause_add"),
    path(f"{CLAUSE}correct/", clauses.clause_correct, name="clause_correct"),
    path(f"{CLAUSE}take-back/", clauses.clause_take_back, name="clause_take_back"),
]
