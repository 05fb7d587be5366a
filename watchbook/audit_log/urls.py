"""Public addresses of the seal, below /.well-known/watchbook/: they are permanent."""

from django.urls import path

from watchbook.audit_log import views

app_name = "seal"
urlpatterns = [
    path("", views.seal, name="seal"),
    path("key", views.key, name="key"),
    path("checkpoint", views.newest_checkpoint, name="checkpoint"),
    path("checkpoints.json", views.checkpoints, name="checkpoints"),
    path("checkpoints/<str:on>", views.checkpoint, name="checkpoint_of"),
    path("tokens/<str:on>/<int:number>.tsr", views.token, name="token"),
    path("consistency/<int:size>", views.consistency, name="consistency"),
    path("watch.py", views.watch_program, name="watch_program"),
    path("verify.py", views.verify_program, name="verify_program"),
    path("try_to_open.py", views.try_program, name="try_program"),
]
