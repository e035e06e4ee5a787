"""Uploading a photo or a video: what it is, who made it, who is shown and agreed."""

from typing import Any

from django import forms

from backend.common.errors import NodError
from backend.library.media import PHOTO_BYTES, VIDEO_BYTES, stored_photo, stored_video
from backend.library.models import Media

_HELP = (
    f"JPEG, PNG or WebP up to {PHOTO_BYTES / 1e6:.0f} MB, or MP4 or WebM up to {VIDEO_BYTES / 1e6:.0f} MB. "
    "Photos are saved again without location and camera data. SVG files are not accepted because they can hold scripts."
)


class UploadForm(forms.ModelForm):  # type: ignore[type-arg]
    kind = forms.ChoiceField(choices=[("photo", "photo"), ("video", "video")], widget=forms.RadioSelect)
    file = forms.FileField(help_text=_HELP)

    class Meta:
        model = Media
        fields = ("kind", "file", "alt_en", "alt_es", "captions_en", "captions_es", "credit", "consent")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        video = data.get("kind") == "video"
        for name in ("captions_en", "captions_es"):
            text = (data.get(name) or "").strip()
            if video and not text.startswith("WEBVTT"):
                self.add_error(name, "A video needs captions: text that begins with the line WEBVTT.")
        if self.errors or "file" not in data:
            return data
        upload = data["file"]
        try:
            found = (stored_video if video else stored_photo)(upload.file, upload.size)
        except NodError as error:
            self.add_error("file", error.detail)
            return data
        if Media.objects.filter(pk=found.pk).exists():
            self.add_error("file", "This file is already in the library.")
            return data
        for name in ("name", "kind", "size", "width", "height", "uploaded_at"):
            setattr(self.instance, name, getattr(found, name))
        return data
