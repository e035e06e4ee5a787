"""The curator's pages that belong to no single entry."""

from django.contrib import admin
from django.urls import path

from backend.curation import packs
from backend.curation.todo import todo
from backend.curation.words import words

urlpatterns = [
    path("todo/", admin.site.admin_view(todo), name="library_todo"),
    path("duplicates/", admin.site.admin_view(packs.duplicate_pairs), name="library_duplicates"),
    path("words/", admin.site.admin_view(words), name="library_words"),
    path("pack/", admin.site.admin_view(packs.pack), name="library_pack"),
    path("pack/export/", admin.site.admin_view(packs.export_pack), name="library_export"),
]
