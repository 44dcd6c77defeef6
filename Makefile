# Works from a bare clone with Python >= 3.11 (pip, venv) and nothing else; everything it makes is in .venv, .tool and var.
PORT ?= 8000
RUN = .venv/bin

# The private database of the tests belongs to one version of PostgreSQL: a forced one keeps its own.
TEST_VAR = $(CURDIR)/var/test$(if $(CAREPOST_PG),-$(CAREPOST_PG))

.PHONY: help setup run demo-large test check test-browser bench docs stop lock

help:
	@echo "make run           serve the demo at http://127.0.0.1:$(PORT) (PORT= changes it)"
	@echo "make demo-large    the demo's city with 200,000 posts, for measuring"
	@echo "make test          the whole suite without a browser;  make test-browser: in a browser"
	@echo "make check         style, types, rings, migrations, requirement files"
	@echo "make setup         only make .venv;  make stop: end what runs here;  make lock: renew requirements"
	@echo "make bench         one JSON line per measured figure"

setup:
	@tools/setup.sh local

run:
	@tools/setup.sh local
	@CAREPOST_DEMO=1 $(RUN)/carepost demo
	@CAREPOST_DEMO=1 exec $(RUN)/carepost serve --port $(PORT)

demo-large:
	@tools/setup.sh local
	@CAREPOST_DEMO=1 $(RUN)/carepost demo --posts 200000

stop:
	@if [ -x $(RUN)/carepost ]; then $(RUN)/carepost stop; fi

test:
	@tools/setup.sh dev
	@CAREPOST_VAR='$(TEST_VAR)' exec $(RUN)/python -m pytest $(ARGS)

check:
	@tools/setup.sh dev
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports
	PYTHONPATH=. DJANGO_SETTINGS_MODULE=tools.settings_without_database $(RUN)/django-admin makemigrations --check --dry-run
	$(RUN)/python -m tools.requirements --check
	$(RUN)/python -m tools.gen_docs --check

test-browser:
	@tools/setup.sh browser
	@chromium=$$(tools/find_chromium.sh --install) || exit; \
	CAREPOST_CHROMIUM="$$chromium" CAREPOST_VAR='$(TEST_VAR)-browser' \
	$(RUN)/python -m pytest tests/browser $(ARGS) || [ $$? -eq 5 ]  # 5: no test is there yet

docs:
	@tools/setup.sh dev
	$(RUN)/python -m tools.gen_docs

bench:
	@tools/setup.sh bench
	@for each in reader_f1 reader_speed wording_speed week_speed reach_speed standard_speed city_speed city_people search_page live_index rules_speed match_speed match_peers match_sharing match_engines; do \
	    $(RUN)/python -m benchmarks.$$each || exit; done

lock:
	@tools/setup.sh dev
	@tools/lock.sh
