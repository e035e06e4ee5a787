"""Templates and exercises to choose from."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from backend.accounts.policies import IsStaff
from backend.programs import serializers
from backend.programs.catalogue import catalogue
from backend.programs.templates import templates


class TemplatesView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.TemplateSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List the published templates with the default doses of each phase."""
        return Response(templates())


class CatalogueView(APIView):
    permission_classes = (IsStaff,)

    @extend_schema(responses=serializers.CatalogueItemSerializer(many=True))
    def get(self, request: Request) -> Response:
        """List every published exercise with its default dose, and what speaks against it."""
        return Response(catalogue())
