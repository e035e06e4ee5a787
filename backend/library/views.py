"""The library as one download for offline use, and its media files."""

import functools
import hashlib
import json
import re
import uuid
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from backend.accounts.policies import SignedIn
from backend.common.compiled import Compiled
from backend.library.content_shapes import LibrarySerializer
from backend.library.models import VERSIONS, Media, Version, VersionStatus
from backend.library.rendering import shown
from backend.library.selectors import in_force

_NAME = re.compile(r"[0-9a-f]{64}\.(webp|mp4|webm)")
_CAPTIONS = re.compile(r"([0-9a-f]{64}\.(?:mp4|webm))\.(en|es)\.vtt")
_TYPES = {"webp": "image/webp", "mp4": "video/mp4", "webm": "video/webm"}
# What the phone has no use for stays here; of a review only by whom it was, in kind.
_LEFT_OUT = {"review", "licence"}


class LibraryView(APIView):
    permission_classes = (SignedIn,)

    @extend_schema(responses={200: LibrarySerializer, 304: OpenApiResponse(description="As it is known already.")})
    def get(self, request: Request) -> HttpResponse:
        """Return all published content by kind, in every language, with figures. Answers 304 to a known ETag."""
        body, tag = _answer(frozenset(pk for (pk,) in _PUBLISHED()))
        if request.headers.get("If-None-Match") == tag:
            return HttpResponse(status=304, headers={"ETag": tag})
        return HttpResponse(body, content_type="application/json", headers={"ETag": tag})


def _published() -> "QuerySet[Version, Any]":
    """Return the ids of all published versions: as these are frozen, they say which library it is."""
    kinds = [
        model._default_manager.filter(status=VersionStatus.PUBLISHED).values_list("pk").order_by()
        for model in VERSIONS.values()
    ]
    return kinds[0].union(*kinds[1:], all=True)


_PUBLISHED: Compiled[tuple[uuid.UUID]] = Compiled(_published)


@functools.lru_cache(maxsize=1)
def _answer(published_ids: frozenset[uuid.UUID]) -> tuple[bytes, str]:
    """Return the library of these versions as bytes with its ETag; each process renders it once."""
    body = json.dumps(whole_library(), ensure_ascii=False, separators=(",", ":")).encode()
    return body, f'"{hashlib.sha256(body).hexdigest()[:20]}"'


def whole_library() -> dict[str, list[dict[str, Any]]]:
    """Return kind -> entries as clients show them."""
    return {
        kind: [
            {key: value for key, value in shown(kind, version.content).items() if key not in _LEFT_OUT}
            | ({"reviewed_by": version.content["review"].get("by", "editorial")} if "review" in version.content else {})
            for version in in_force(kind)
        ]
        for kind in VERSIONS
    }


@require_safe
def media_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Serve a photo or video by its sum; it never changes, so it may be kept for ever."""
    if captions := _CAPTIONS.fullmatch(name):
        return _captions(*captions.groups())
    match = _NAME.fullmatch(name)
    path = settings.MEDIA_ROOT / name
    if match is None or not path.exists():
        raise Http404
    response = FileResponse(path.open("rb"), content_type=_TYPES[match[1]])
    patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    return response


def _captions(name: str, language: str) -> HttpResponse:
    media = Media.objects.filter(name=name).first()
    if media is None:
        raise Http404
    text = media.captions_es if language == "es" else media.captions_en
    return HttpResponse(text or "WEBVTT\n", content_type="text/vtt; charset=utf-8")
