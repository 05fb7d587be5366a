"""Asking which rows keep a file: the same bytes may be kept by rows of several registers."""

from django.apps import apps

# The columns by which a row names a file in the store: a kept file, the authority's logo, an import that waits, a
# letter that was sent.
NAMES_A_FILE = frozenset(
    {"file_sha256", "logo_sha256", "parcel_sha256", "html_sha256", "docx_sha256", "pdf_sha256"}
)


def is_kept(name: str) -> bool:
    """Whether a row of any table still names the file of this hash."""
    return any(
        model._default_manager.filter(**{field.name: name}).exists()
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.name in NAMES_A_FILE
    )
