"""Addresses of work without a network; the two files at the root belong to it."""

from django.urls import path

from leye.web.offline import decisions, device, packs, shell

urlpatterns = [
    path("manifest.webmanifest", shell.manifest, name="web_manifest"),
    path("offline-worker.js", shell.worker, name="offline_worker"),
    path("offline/", shell.app, name="offline"),
    path("offline/away/", shell.away, name="offline_away"),
    path("offline/state/", device.state, name="offline_state"),
    path("offline/take/", device.take, name="offline_take"),
    path("offline/sync/", device.hand_in, name="offline_sync"),
    path("offline/packs/<uuid:pack_id>/key/", device.key, name="offline_key"),
    path("offline/packs/", packs.packs, name="offline_packs"),
    path("offline/packs/<uuid:pack_id>/close/", packs.close, name="offline_close"),
    path("offline/decisions/", decisions.index, name="offline_decisions"),
    path("offline/decisions/<uuid:edit_id>/", decisions.decide, name="offline_decide"),
]
