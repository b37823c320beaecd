"""Addresses of the accounts."""

from django.urls import path

from leye.web.accounts import account, listing, making

urlpatterns = [
    path("", listing.index, name="accounts"),
    path("template/", making.template, name="accounts_template"),
    path("new/", making.upload, name="accounts_new"),
    path("new/check/", making.check, name="accounts_check"),
    path("new/done/", making.done, name="accounts_done"),
    path("new/passwords/", making.passwords, name="accounts_passwords"),
    path("<int:pk>/", account.show, name="account"),
    path("<int:pk>/posts/", account.add_post, name="account_add_post"),
    path("<int:pk>/posts/end/", account.end_post, name="account_end_post"),
    path("<int:pk>/reset-password/", account.reset_password, name="account_new_password"),
    path("<int:pk>/reset-totp/", account.reset_totp, name="account_reset_totp"),
    path("<int:pk>/unlock/", account.unlock, name="account_unlock"),
    path("<int:pk>/disable/", account.disable, name="account_disable"),
    path("<int:pk>/enable/", account.enable, name="account_enable"),
]
