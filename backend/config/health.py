"""Is the process up, and can it do its work?"""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from backend.library.selectors import is_safety_check_published


def live(request: HttpRequest) -> JsonResponse:
    """Answer as long as the process serves requests."""
    return JsonResponse({"status": "live"})


def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database is reachable and migrated, a safety check is published and the cache works, else
    503 with what is missing."""
    problems = []
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            problems.append("migrations are waiting: run manage.py migrate")
        elif not is_safety_check_published():
            problems.append("no safety check is published: publish one in the admin, or run manage.py load_library")
        cache.set("ready", 1, 10)
    except (DatabaseError, OSError) as error:
        problems.append(f"storage: {type(error).__name__}")
    status = 503 if problems else 200
    return JsonResponse({"status": "ready" if not problems else "not ready", "problems": problems}, status=status)
