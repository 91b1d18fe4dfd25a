# Each target says what it does behind `##`; `make` alone lists them.

# One configuration for building, running and testing, so that they share what was built.
CONFIGURATION ?= release

# What swift-format reads. Package.swift always exists, so the list is never empty.
FORMATTED = Package.swift $(wildcard Sources Tests Grammar REPL Examples Benchmarks)

# A binary that needs nothing on the machine it is moved to, as far as the system links statically at all. It is built
# apart, since its flags would rebuild everything.
STATIC = .build-static
ifeq ($(shell uname -s),Linux)
# The last three are what libedit's archive needs and does not name.
STATIC_FLAGS = -Xswiftc -static-executable -Xlinker --gc-sections -Xlinker -s -Xlinker -lbsd -Xlinker -lmd -Xlinker -ltinfo
endif

.PHONY: help run test lint format bench static clean

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 16

run: ## build, then check the example journeys
	@.ci/ensure-libedit
	swift run -c $(CONFIGURATION) journey check Examples --exit-zero

# Without --disable-testable-imports a release test build enables testability, and rebuilds every module for it.
test: ## build and run all tests (UPDATE=1 rewrites expectations)
	@.ci/ensure-libedit
	swift test -c $(CONFIGURATION) --disable-xctest --disable-testable-imports

lint: ## check the layout of the Swift sources
	swift format lint --strict --parallel --recursive $(FORMATTED)

format: ## lay the Swift sources out
	swift format --in-place --parallel --recursive $(FORMATTED)

static: ## build a static, stripped binary in .build-static
	@.ci/ensure-libedit
	swift build -c release --product journey --scratch-path $(STATIC) $(STATIC_FLAGS)

bench: static ## compare with ruff, jq and luac (BENCH="--quick --rows a,b")
	@Benchmarks/install-peers
	python3 Benchmarks/run.py --binary $(STATIC)/release/journey $(BENCH)

clean: ## remove everything that was built
	rm -rf .build $(STATIC)
