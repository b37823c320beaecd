"""A person signs in by identity number, telephone and a code; the answer is the same whoever asks."""

import logging
from concurrent.futures import ThreadPoolExecutor

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth import login, logout
from django.db import connections, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from leye.outreach.actions.codes import send_code
from leye.outreach.sms.port import Refused, Unsure
from leye.selfservice.actions.paper import take_paper_code
from leye.selfservice.actions.signing import MOST_ATTEMPTS, VALID_FOR, ask_code, new_token, take_code
from leye.selfservice.models import SeekerAccount
from leye.web.selfservice.forms import CodeForm, PaperForm, SignInForm
from leye.web.selfservice.seeking import begin, seeker_of

#: An address may be a village's; a number and telephone together are one person's, known here or not.
LIMITS = {"seeker_ask": "30/15m/ip,5/1h/key", "seeker_code": f"60/15m/ip,{MOST_ATTEMPTS}/15m/key"}
TRY, NEXT = "seeker_try", "seeker_next"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
#: Few at a time: each holds a connection to the database.
SENDERS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="codes")
log = logging.getLogger("leye.security")


def sign_in(request: HttpRequest) -> HttpResponse:
    """Number and telephone. What comes of it is told to the telephone alone."""
    if seeker_of(request) is not None:
        return redirect("my")
    if asked := request.GET.get("next", ""):
        request.session[NEXT] = asked[:500]
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number, phone = form.cleaned_data["id_number"], form.cleaned_data["phone"]
        if not _within(request, "seeker_ask", f"{number}:{phone}"):
            form.add_error(None, _("试得太多了，请过一小时再试，或到就业服务窗口办理。"))
        else:
            token = new_token()
            transaction.on_commit(lambda: in_background(number, phone, token))
            request.session[TRY] = token
            return redirect("my_code")
    return render(request, "selfservice/sign_in.html", {"form": form})


def _within(request: HttpRequest, action: str, key: str) -> bool:
    return ratelimit.consume(request, app="leye.web", action=action, config=LIMITS, key=key) is not None


def in_background(number: str, phone: str, token: str) -> None:
    """Look up and send beside the answer: how long it takes would tell that there is somebody to send to."""
    SENDERS.submit(_look_up_and_send, number, phone, token)


def _look_up_and_send(number: str, phone: str, token: str) -> None:
    try:
        with transaction.atomic():
            code = ask_code(number, phone, token)
        if code is not None:
            send_code(code)
    except (Refused, Unsure) as error:
        log.warning("a sign-in code did not leave: %s", error)
    except Exception:
        # Nobody waits for this result: without this line nobody would know.
        log.exception("a sign-in code could not be made")
    finally:
        connections.close_all()


def code(request: HttpRequest) -> HttpResponse:
    """The code that came. Wrong ones are counted, whether there is a right one or not."""
    token = request.session.get(TRY)
    if not token:
        return redirect("my_sign_in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not _within(request, "seeker_code", token):
            form.add_error(None, _("验证码输错次数太多，请重新获取。"))
        else:
            account = take_code(token, form.cleaned_data["code"], ratelimit.get_ip(request))
            if account is not None:
                return _enter(request, account)
            form.add_error("code", _("验证码不对，或者已经过期。"))
    return render(
        request, "selfservice/code.html", {"form": form, "minutes": int(VALID_FOR.total_seconds() // 60)}
    )


def paper(request: HttpRequest) -> HttpResponse:
    """With the code that an officer wrote down."""
    form = PaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["id_number"]
        if not _within(request, "seeker_code", f"paper:{number}"):
            form.add_error(None, _("登录码输错次数太多，请过一刻钟再试。"))
        else:
            account = take_paper_code(number, form.cleaned_data["code"], ratelimit.get_ip(request))
            if account is not None:
                return _enter(request, account)
            form.add_error("code", _("身份证号和登录码对不上，或者登录码已经用过、过期。"))
    return render(request, "selfservice/paper.html", {"form": form})


def _enter(request: HttpRequest, account: SeekerAccount) -> HttpResponse:
    """Sign in and go where the person wanted to go."""
    there = request.session.get(NEXT, "")
    login(request, account.user, backend=BACKEND)
    begin(request, account)
    request.session.pop(TRY, None)
    request.session.pop(NEXT, None)
    safe = url_has_allowed_host_and_scheme(there, None) and there.startswith("/")
    return redirect(there if safe else "my")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out."""
    logout(request)
    messages.success(request, _("已退出。"))
    return redirect("jobs")
