# The two commands a newcomer needs are `make run` and `make test`; the rest is for those who work on Nod.
.PHONY: run test check test-long stability lint format build openapi screenshots gallery lighthouse mutation bench bench-desk bench-reminders bench-kills bench-start bench-timer bench-answers bench-copy bench-growth audit lock clean
# Without its compiled modules each of Nod's processes would compile Django anew, for seconds.
unexport PYTHONDONTWRITEBYTECODE
run:
	@./scripts/setup.sh run && exec .venv/bin/python scripts/run.py
test:
	@./scripts/setup.sh test && exec .venv/bin/python scripts/check.py
check:
	@./scripts/setup.sh test && exec .venv/bin/python scripts/check.py --changed
stability:
	@./scripts/setup.sh test && exec .venv/bin/python scripts/stability.py $(ARGS)
test-long:
	@./scripts/setup.sh test && exec .venv/bin/python scripts/check.py --long
lint:
	@./scripts/setup.sh test && exec .venv/bin/python scripts/check.py --only lint
format:
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix -q . && cd frontend && npx biome check --write .
build:
	@./scripts/setup.sh run && .venv/bin/python scripts/frontend.py build
openapi:
	@.venv/bin/python scripts/frontend.py openapi
gallery:
	@./scripts/setup.sh test && .venv/bin/python scripts/gallery.py
screenshots:
	@./scripts/setup.sh test && .venv/bin/python scripts/screenshots.py
lighthouse:
	@./scripts/setup.sh test && .venv/bin/python scripts/lighthouse.py
mutation:
	@./scripts/setup.sh mutation && .venv/bin/python scripts/mutation.py
bench-start:
	@./scripts/setup.sh test && .venv/bin/python bench/cold_start.py
bench-timer:
	@./scripts/setup.sh test && .venv/bin/python bench/timer.py
bench-desk:
	@./scripts/setup.sh test && .venv/bin/python bench/desk.py
bench-reminders:
	@./scripts/setup.sh bench && .venv/bin/python bench/reminders.py
bench-kills:
	@./scripts/setup.sh test && .venv/bin/python bench/kills.py
bench-answers:
	@./scripts/setup.sh test && .venv/bin/python bench/answers.py
bench-copy:
	@./scripts/setup.sh test && .venv/bin/python bench/copy_of_record.py
bench-growth:
	@./scripts/setup.sh test && .venv/bin/python bench/growth.py
bench:
	@./scripts/setup.sh test && .venv/bin/python bench/summaries.py
audit:
	@./scripts/setup.sh test && .venv/bin/python scripts/audit.py
lock:
	@./scripts/lock.sh
clean:
	rm -rf .venv var mutants frontend/node_modules frontend/*/node_modules frontend/dist
