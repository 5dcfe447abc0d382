# Convene. Start with: make run
#
#   make run      build it, serve this machine with a sample workshop
#   make test     every test
#   make check    what CI runs: build, format, vet, lint, tests with the race
#                 detector (they hold a short crash), short fuzzing, a short
#                 bench and soak, and a try of make run
#   make deps     the other programs that tests open documents and doors with
#   make fuzz     each fuzz target for FUZZTIME, half an hour; make fuzz-short, as
#                 in CI, half a minute
#   make bench    measure beside a bare SSH server: every size of room, medians of
#                 three, about an hour; make bench-short takes four minutes,
#                 make bench-ci one
#   make soak     people come and go for an hour; nothing may be left behind;
#                 make soak-ci takes less than a minute
#   make crash    under busy people kill the server 1,000 times and cut its power
#                 200 times (needs root and /dev/fuse), stop it for ten seconds,
#                 and simulate rooms on a failing disk with 5,000 seeds
#   make golden   write the golden screens anew; look at the difference
#   make clean    remove what was built; never var, which is data

SHELL    := bash
GO       ?= go
LISTEN   ?= 127.0.0.1:2222
DATA     ?= var
FUZZTIME ?= 30m
FUZZSHORT ?= 30s
KILLS    ?= 1000
CUTS     ?= 200
SEEDS    ?= 5000

.PHONY: build run test check format vet lint race fuzz fuzz-short smoke bench bench-short bench-ci soak soak-ci crash golden deps clean

build:
	$(GO) build -trimpath -o bin/convene ./cmd/convene

run: build
	bin/convene serve --sample --listen $(LISTEN) --data $(DATA)

test:
	$(GO) test -timeout 10m ./...

check: build format vet lint race fuzz-short bench-ci soak-ci smoke

format:
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); \
	if [ -n "$$unformatted" ]; then echo "not formatted: $$unformatted"; exit 1; fi

vet:
	$(GO) vet ./...

# S1016 would turn a command into an event by conversion: they only look alike.
lint:
	$(GO) tool staticcheck -checks inherit,-S1016 ./...

race:
	$(GO) test -race -count=1 -timeout 20m ./...

# Go fuzzes one target at a time, so they are found and run by themselves, two side
# by side with half the machine each. What was found lies in the package's testdata.
# Go's own clock may run out just as an input is tried; that is no finding.
fuzz:
	@grep -rHo --include='*_test.go' '^func Fuzz[A-Za-z0-9]*' . | sed 's|/[^/]*:func | |' | sort | \
	xargs -P 2 -L 1 bash -c 'said=$$($(GO) test -run="^$$" -fuzz="^$$1\$$" -fuzztime=$(FUZZTIME) -fuzzminimizetime=1s \
		-parallel=$$(( ($$(nproc) + 1) / 2 )) "$$0" </dev/null 2>&1) || \
		{ grep -q "context deadline exceeded" <<<"$$said" && ! grep -q "Failing input\|hung" <<<"$$said"; } || \
		{ echo "$$said"; exit 255; }; \
		printf "%-24s %-18s %s\n" "$$0" "$$1" "$$(echo "$$said" | grep -o "execs: [0-9]*" | tail -1)"'

fuzz-short:
	@$(MAKE) --no-print-directory fuzz FUZZTIME=$(FUZZSHORT)

smoke: build
	.ci/smoke

bench:
	$(GO) run ./cmd/convene-bench -full

bench-short:
	$(GO) run ./cmd/convene-bench

bench-ci:
	$(GO) run ./cmd/convene-bench -ci

soak:
	$(GO) run ./cmd/convene-bench -soak 1h

soak-ci:
	$(GO) run ./cmd/convene-bench -soak 15s -people 20

crash:
	$(GO) test ./internal/room -count=1 -timeout 60m -run '^TestSimulation$$' -v -sim.seeds=$(SEEDS)
	$(GO) test ./internal/sqlite -count=10 -timeout 60m -run '^TestPowerCutUndoesNothing$$' -v
	$(GO) test ./server -count=1 -timeout 180m -run '^(TestKilledServerKeeps|TestPowerCutKeeps)WhatWasShown$$|^TestStoppedServerGoesOn$$' -v \
		-crash.kills=$(KILLS) -crash.cuts=$(CUTS) -crash.stop=10s

golden:
	$(GO) test $$(grep -rl --include='*_test.go' 'tuitest/golden"' . | xargs -n1 dirname | grep -v tui/tuitest | sort -u) -args -update

deps:
	$$([ "$$(id -u)" = 0 ] || echo sudo) apt-get update -qq
	$$([ "$$(id -u)" = 0 ] || echo sudo) env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
		openssh-client putty-tools dropbear-bin ssh-audit pandoc poppler-utils tmux rsync jq

clean:
	rm -rf bin
