"""The addresses by which somebody comes in and goes, and of their own sign-in."""

from django.urls import path

from . import account, invited, locking, outside, passkeys, second_step, sign_in

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-in/own-password/", sign_in.own_password, name="own-password"),
    path("sign-in/second-step/", second_step.second_step, name="second-step"),
    path("sign-in/passkey/", passkeys.sign_in_by_passkey, name="sign-in-by-passkey"),
    path("sign-in/passkey/ask/", passkeys.ask_for_any, name="ask-any-passkey"),
    path("sign-in/second-step/passkey/", passkeys.ask_half_way, name="ask-second-passkey"),
    path("desk/lock/", locking.lock, name="lock"),
    path("sign-in/unlock/", locking.unlock, name="unlock"),
    path("sign-in/organisation/back/", outside.back, name="outside-back"),
    path("o/<slug:short_code>/", outside.sign_in_outside, name="outside"),
    path("i/<slug:short_code>/", invited.invited, name="invited"),
    path("i/<slug:short_code>/passkey/", passkeys.ask_invited, name="ask-invited-passkey"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("choose-provider/", sign_in.choose_provider, name="choose-provider"),
    path("desk/account/", account.account, name="account"),
    path("desk/account/end/", account.end_session, name="end-session"),
    path("desk/account/app/", account.add_app, name="add-app"),
    path("desk/account/organisation/", outside.tie_outside, name="tie-outside"),
    path("desk/account/passkey/", passkeys.new_passkey, name="add-passkey"),
    path("desk/account/passkey/new/", passkeys.ask_for_new, name="ask-new-passkey"),
    path("desk/account/passkey/own/", passkeys.ask_for_own, name="ask-own-passkey"),
]
