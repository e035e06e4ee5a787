"""Tells browsers what no page of Nod asks for, so that nothing that gets into one can ask for it either."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# What the phone uses: the screen stays on, sounds play, people sign in with passkeys. What Chromium on a desk does not
# know by name (sharing, Bluetooth) is left out, because it complains in the console of every page.
USED = ("screen-wake-lock", "autoplay", "publickey-credentials-get", "publickey-credentials-create")
# Named one by one, because a browser allows what is not named.
NOT_USED = (
    *("camera", "microphone", "geolocation", "display-capture", "payment", "usb", "serial", "hid", "midi"),
    *("accelerometer", "gyroscope", "magnetometer", "idle-detection", "local-fonts", "xr-spatial-tracking"),
    *("browsing-topics", "encrypted-media", "fullscreen", "picture-in-picture", "clipboard-read", "sync-xhr"),
)
HEADER = ", ".join([*(f"{name}=()" for name in NOT_USED), *(f"{name}=(self)" for name in USED)])


class PermissionsPolicy:
    """Middleware: the header on every answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["Permissions-Policy"] = HEADER
        return response
