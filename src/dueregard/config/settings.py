"""Django's settings: one module reading one typed environment, safe when the environment is empty."""

import secrets
from datetime import timedelta
from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from ..ground.kernel.addresses import host_of
from .environment import Environment, addresses, backups, clamd, database, mail_port

ENVIRONMENT = Environment()

DATA = ENVIRONMENT.data
KEYS = ENVIRONMENT.keys
PASSPHRASE_FD, CREDENTIALS = ENVIRONMENT.passphrase_fd, ENVIRONMENT.credentials
REGISTER = ENVIRONMENT.register_folder or KEYS.with_name(f"{KEYS.name}-register")
BACKUPS, BACKUP_RECIPIENT = backups(ENVIRONMENT)
_addresses = addresses(ENVIRONMENT)
ADDRESS = _addresses.address
FORMER_ADDRESSES = _addresses.former
TRUSTED_PROXY = ENVIRONMENT.trusted_proxy
SECURITY_CONTACT = ENVIRONMENT.security_contact
METRICS_TOKEN = ENVIRONMENT.metrics_token
FILES = DATA / "files"
CLAMD = clamd(ENVIRONMENT)
DEBUG = ENVIRONMENT.debug
DEMO = ENVIRONMENT.demo
# `init` writes secret.key. Without it sessions die with the process, which is safe.
_secret = KEYS / "secret.key"
SECRET_KEY = _secret.read_text().strip() if _secret.exists() else secrets.token_urlsafe(48)
# Whoever asks for another name is told nothing: see faces/web/addressing.py, which also knows how long the former ones
# are answered.
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    *(host_of(one) for one in (ADDRESS, *(former.address for former in FORMER_ADDRESSES))),
]

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "dueregard.ground.crypto",
    "dueregard.ground.audit",
    "dueregard.ground.jobs",
    "dueregard.ground.backups",
    "dueregard.ground.tenancy",
    "dueregard.ground.reference",
    "dueregard.authority.policy",
    "dueregard.authority.identity",
    "dueregard.authority.access",
    "dueregard.authority.people",
    "dueregard.mechanisms.files",
    "dueregard.mechanisms.notifications",
    "dueregard.mechanisms.clocks",
    "dueregard.mechanisms.signoff",
    "dueregard.work.casework",
    "dueregard.work.training",
    "dueregard.work.consultation",
    "dueregard.work.engagement",
    "dueregard.work.protection",
    "dueregard.work.support",
    "dueregard.work.governance",
    "dueregard.work.liaison",
    "dueregard.work.climate",
    "dueregard.assurance.rights",
    "dueregard.assurance.transfer",
    "dueregard.assurance.disclosure",
    "dueregard.assurance.status",
    "dueregard.assurance.reports",
    "dueregard.faces.web",
]

MIDDLEWARE = [
    "dueregard.faces.web.request_log.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "dueregard.faces.web.middleware.KeptNowhereMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "dueregard.faces.web.addressing.OnlyByOurAddress",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "dueregard.faces.web.desk.sign_in.SignInFirst",
    "dueregard.faces.web.middleware.RefusalMiddleware",
    "dueregard.faces.web.scope.ProviderMiddleware",
]

ROOT_URLCONF = "dueregard.config.urls"
WSGI_APPLICATION = "dueregard.config.wsgi.application"
_web = Path(__file__).parents[1] / "faces" / "web"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [_web / "templates"],
        "OPTIONS": {
            "environment": "dueregard.faces.web.environment.environment",
            "context_processors": ["dueregard.faces.web.writing.form_boxes"],
        },
    },
]
FORM_RENDERER = "dueregard.faces.web.forms.renderer.GovukRenderer"

DATABASES = {"default": database(ENVIRONMENT)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "identity.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 8
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# Nobody of the demonstration has a password to come back with.
IDLE = timedelta(seconds=SESSION_COOKIE_AGE) if DEMO else timedelta(minutes=ENVIRONMENT.idle_minutes)
# On a shared computer nothing is to tell later that somebody once opened the sign-in page.
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = ADDRESS.startswith("https://")
# A proxy ends TLS before us, so we cannot see that our own forms come from https: the address says it.
# A form that was open when the address changed still arrives.
CSRF_TRUSTED_ORIGINS = [
    one for one in (ADDRESS, *(former.address for former in FORMER_ADDRESSES)) if one.startswith("https://")
]

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATICFILES_DIRS = [_web / "static"]
STATIC_ROOT = DATA / "static"
WHITENOISE_USE_FINDERS = True

# Jobs lie in our own table under leases: see ground/jobs/backend.py.
TASKS = {"default": {"BACKEND": "dueregard.ground.jobs.backend.LeasedBackend"}}

EMAIL_BACKEND = "dueregard.mechanisms.notifications.smtp.Backend"
EMAIL_HOST = ENVIRONMENT.mail_host
EMAIL_PORT = mail_port(ENVIRONMENT)
EMAIL_HOST_USER = ENVIRONMENT.mail_user
EMAIL_HOST_PASSWORD = ENVIRONMENT.mail_password
EMAIL_USE_TLS = ENVIRONMENT.mail_security == "starttls"
EMAIL_USE_SSL = ENVIRONMENT.mail_security == "tls"
MAIL_CA = ENVIRONMENT.mail_ca
MAIL_TOKEN_ENDPOINT, MAIL_CLIENT_ID = ENVIRONMENT.mail_token_endpoint, ENVIRONMENT.mail_client_id
MAIL_SCOPE = ENVIRONMENT.mail_scope
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
# Not no-referrer: browsers then send "Origin: null" with our own forms, and the forgery check refuses them all.
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "dueregard.faces.web.middleware.not_from_here"
X_FRAME_OPTIONS = "DENY"
# A 1 MB account must arrive whole and be answered by our own sentence, not by a bare 400.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
# In clear no file lies anywhere, not even for a moment.
FILE_UPLOAD_HANDLERS = [
    "dueregard.faces.web.closed_files.ClosedUploadHandler",
    "dueregard.faces.web.reading.ReadingUploadHandler",
    "dueregard.faces.web.uploads.SealingUploadHandler",
]
# What an exception would print about a request could be a disclosure; see faces/web/request_log.py.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"places": {"()": "dueregard.faces.web.request_log.PlacesOnly"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "places"}},
    "loggers": {
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "dueregard": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}
