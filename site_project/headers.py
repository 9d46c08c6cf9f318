"""Response headers that hold on every page."""

from django.conf import settings
from django.utils.cache import patch_cache_control

# Django 6 brings a setting for this; until 5.2 goes, one header by hand is less than a package.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")


def content_security_policy(get_response):
    """Middleware: nothing inline, nothing from elsewhere, no device access, and no frames but for pages made for them.

    Those are marked as Django's ``xframe_options_exempt`` does it.
    """

    def respond(request):
        response = get_response(request)
        framed = getattr(response, "xframe_options_exempt", False)
        response.headers.setdefault("Content-Security-Policy", FRAMED if framed else POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return respond


def private_when_signed_in(get_response):
    """Middleware: what is sent to somebody with a session is for nobody else, and for no cache."""

    def respond(request):
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and "Cache-Control" not in response.headers:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return respond
