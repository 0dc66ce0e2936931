# SPDX-License-Identifier: Apache-2.0
.DEFAULT_GOAL := help
.PHONY: help demo install test format lint servers clean fuzz bench bench-check compare docs

FILES ?= $(wildcard Fixtures/binlogs/*-shop.binlog)
SECONDS ?= 60
PREFIX ?= /usr/local

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1#/p' Makefile | awk -F'#' '{ printf "  make %-11s %s\n", $$1, $$2 }'

demo: ## install what is missing, build, show the changes in the binlogs of Fixtures/ (FILES=... for others), replay one into SQLite
	@scripts/setup
	@swift build -c release --product binlogtail
	@swift build -c release --product cdcreplay
	@"$$(swift build -c release --show-bin-path)/binlogtail" --format text --summary $(FILES)
	@scripts/demo-replay

install: ## build the tools and install them with manual pages and completion below PREFIX (default: /usr/local)
	@scripts/setup
	@swift build -c release
	@scripts/manuals "$$(swift build -c release --show-bin-path)" "$(DESTDIR)$(PREFIX)"
	@install -d "$(DESTDIR)$(PREFIX)/bin"
	@for tool in binlogtail binlogpos lagwatch cdcreplay; do \
	    install "$$(swift build -c release --show-bin-path)/$$tool" "$(DESTDIR)$(PREFIX)/bin/"; done

test: ## install what is missing, start the real servers, run every test (ARGUMENTS='--filter ...' for some)
	@scripts/test $(ARGUMENTS)

format: ## format every Swift file
	@scripts/format

lint: ## check the format, change nothing
	@scripts/format --check

servers: ## start the real servers and keep them; scripts/servers help tells more
	@scripts/servers up

clean: ## stop the servers and delete everything that was built or fetched
	@scripts/servers down --quiet
	@rm -rf .build .build-*

fuzz: ## run every fuzz target (SECONDS=60 each)
	@scripts/setup
	@scripts/fuzz $(SECONDS)

bench: ## run the decode benchmark (scripts/workloads makes larger logs)
	@scripts/setup
	@swift run -c release decodebench

bench-check: ## count instructions and allocations of the decoder and fail where there are more than before
	@scripts/setup valgrind
	@scripts/bench-check

compare: ## measure us and others on 100 MB of each workload, files and live (see docs/PERFORMANCE.md)
	@scripts/setup
	@scripts/compare

docs: ## build the documentation of the library; a dead link or a wrong parameter fails
	@scripts/setup
	@MYSQL_DOCS=1 swift package --scratch-path .build-docs generate-documentation \
	    --target MySQLBinlog --warnings-as-errors
