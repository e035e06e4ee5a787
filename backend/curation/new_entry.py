"""The one question asked before a new entry is begun."""

from django import forms


class NewEntryForm(forms.Form):
    slug = forms.SlugField(
        max_length=60,
        help_text="Its permanent short name: lowercase words joined by dashes, such as rom-turn.",
    )

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if slug != slug.lower() or "_" in slug:
            raise forms.ValidationError("Use lowercase letters, numbers and dashes, such as rom-turn.")
        return slug
