# Two commands do everything: `make bench-all` and `make test`. Both install what is missing first.
.DEFAULT_GOAL := help
.PHONY: help install bench-all bench-quick bench-node bench-bun bench-deno bench-python reference results list by-hand selftest against doctor check test clean service memory scale profile versions bisect

installed := node_modules/.ctxcost-installed
ctxcost := node src/cli/launch.js

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  options of a run: make bench-all ARGS='--rounds 30 --seed 7' (all: $(ctxcost) run --help)"

# Lockfile integrity is npm's; no install script of any package runs (.npmrc).
$(installed): package.json package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

install: $(installed) ## install the pinned runtimes and libraries into node_modules

bench-all: $(installed) ## measure everything on Node, Bun and Deno; write the tables in results/
	$(ctxcost) run --publish $(ARGS)

bench-quick: $(installed) ## a first look in 90 s: three rounds of two trusts, no verdicts
	$(ctxcost) run --quick $(ARGS)

bench-node: $(installed) ## measure Node alone
	$(ctxcost) run --runtime node $(ARGS)

bench-bun: $(installed) ## measure Bun alone
	$(ctxcost) run --runtime bun $(ARGS)

bench-deno: $(installed) ## measure Deno alone
	$(ctxcost) run --runtime deno $(ARGS)

bench-python: $(installed) ## measure the reference alone: Python's httpx, after `make reference`
	$(ctxcost) run --runtime python $(ARGS)

# The environment is of the system's Python; its packages are pinned, by their hashes, in runtimes/httpx-requirements.txt.
reference: $(installed) ## install the reference: Python ≥ 3.10 with the pinned httpx, into .cache/python; bench-all, service and profile then have it
	$(ctxcost) reference $(if $(PYTHON),--python $(PYTHON)) $(ARGS)

results: $(installed) ## make the tables in results/ and report.html again from the published run
	$(ctxcost) generate

list: $(installed) ## list every case, with what is unsupported and why
	$(ctxcost) list

by-hand: $(installed) ## the same questions answered by short scripts that use nothing of the suite
	$(ctxcost) by-hand

scale: $(installed) ## how the cost grows with the number of CAs, from 1 to 1,000 (18 min); write results/scale.md
	$(ctxcost) scale --publish $(ARGS)

selftest: $(installed) ## what a verdict is worth here: false alarms of a build against itself, which slow-downs are found (5 min)
	$(ctxcost) selftest $(ARGS)

against: $(installed) ## the same questions asked of mitata, tinybench and hyperfine, side by side; write results/against.md
	$(ctxcost) against --publish $(ARGS)

service: $(installed) ## what a steady rate of clients takes of a core, before and after they share a context; write results/service.md (28 min)
	$(ctxcost) service --publish $(ARGS)
memory: $(installed) ## memory that live clients hold, and whether closed ones leave any behind; write results/memory.md (15 min)
	$(ctxcost) memory --publish $(ARGS)
profile: $(installed) ## flame graphs, and the share of CPU time that builds TLS contexts; write results/profile.md
	$(ctxcost) profile --publish $(ARGS)
versions: $(installed) ## what each version of a runtime changed, interleaved; write results/versions-*.md (6 min each)
	$(ctxcost) versions --publish $(ARGS)
bisect: $(installed) ## the published version in which a case changed: ARGS='--runtime node --good 22.18.0 --bad 24.0.0 …'
	$(ctxcost) bisect $(ARGS)

# Says what is missing, so nothing is installed first.
doctor: ## what on this machine will hurt the numbers, and what is missing for which target
	$(ctxcost) doctor $(ARGS)

check: $(installed) ## format, lint, types, import layers, copies, generated files, the published run against its schema
	npx biome check .
	npx tsc
	npx tsc -p src/core
	npx tsc -p src/page
	npx tsc -p src/page/tsconfig.test.json
	npx tsc -p src/cli/in-browser
	deno=$$($(ctxcost) which deno) && DENO_DIR=.cache/deno "$$deno" check --quiet runtimes/deno.ts runtimes/clients/deno-*.ts docs/*/deno-*.ts
	npx depcruise --config .dependency-cruiser.cjs bench runtimes src
	npx jscpd
	$(ctxcost) generate --check
	git ls-files --cached --ignored --exclude-standard | awk '{ print "check: " $$0 ": committed, though .gitignore keeps it out; expected no such file: git rm --cached" } END { exit NR > 0 }'

# They measure side by side and assert no time; two of them would find each other's lock. The longest file takes 8 minutes
# here: one that hangs is to fail, and not to hold up everything.
test: $(installed) ## run all tests on the real runtimes
	node=$$($(ctxcost) which node) && CTXCOST_WITHOUT_LOCK=1 "$$node" --test --test-timeout=1500000 'src/**/*.test.ts' 'bench/**/*.test.ts' 'runtimes/**/*.test.ts'

clean: ## remove what was installed and cached; keeps results
	rm -rf node_modules .cache
