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

# Where `make install` puts the command, its pages and its completions; DESTDIR is for those who pack it.
PREFIX ?= /usr/local
SHARE = $(DESTDIR)$(PREFIX)/share

# The libraries for programs in other languages, and what is made of them; apart for the same reason.
CJOURNEY = .build-cjourney

.PHONY: help run test test-interop test-embedding sanitize fuzz lint format check-api docs bench static cjourney wheel install man clean

help: ## list these targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 22

run: ## build, then check the example journeys
	@.ci/ensure-libedit
	swift run -c $(CONFIGURATION) journey check Examples --exit-zero

# Without --disable-testable-imports a release test build enables testability, and rebuilds every module for it.
test: ## build and run all tests (UPDATE=1 rewrites expectations)
	@.ci/ensure-libedit
	swift test -c $(CONFIGURATION) --disable-xctest --disable-testable-imports

test-interop: ## test by what others wrote: reports, hooks, pages; installs it in .build/interop
	@.ci/ensure-libedit
	@Tests/Interop/install
	INTEROP=required swift test -c $(CONFIGURATION) --disable-xctest --disable-testable-imports --filter "InteropTests|AdoptionTests"

# The tables that the runtime keeps as long as it runs are no leaks. What valgrind says of a program that fails is in the log.
VALGRIND = valgrind --quiet --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite \
  --error-exitcode=9 --log-file=$(CJOURNEY)/valgrind-%p.log

test-embedding: wheel ## test the libraries and the wheel that others get, with valgrind; builds the example in Swift by itself
	@.ci/ensure-libedit
	command -v valgrind >/dev/null || .ci/apt-install valgrind
	EMBEDDING=required CJOURNEY=$(CJOURNEY)/lib EMBEDDING_CHECKER="$(VALGRIND)" \
	  swift test -c $(CONFIGURATION) --disable-xctest --disable-testable-imports --filter EmbeddingTests
	swift run --package-path Examples/Embedding/Swift --scratch-path $(CJOURNEY)/swift Campaigns

# What a sanitizer watches is built apart, since it rebuilds everything. A race ends the run, whatever it came to. What
# `static let` keeps to the end counts as a leak there, so that leaks are for valgrind: see `test-embedding`.
sanitize: ## share an engine among 64 threads for a minute, and test the core, under sanitizers
	swift build --sanitize=thread --scratch-path .build-thread --product thread-hammer
	TSAN_OPTIONS=halt_on_error=1:exitcode=66 .build-thread/debug/thread-hammer 64 60 Examples/*.journey
	ASAN_OPTIONS=detect_leaks=0 swift test --sanitize=address --scratch-path .build-address --disable-xctest \
	  --filter "SyntaxTests|ModelTests|JourneyTests|FuzzTests" --skip RobustnessTests

fuzz: ## fuzz the engine, TIME=60 seconds a target (FUZZ="evaluator parser" chooses, KEEP=1 keeps the corpus)
	@.ci/ensure-libedit
	TIME=$(or $(TIME),60) FUZZ="$(FUZZ)" Tests/Fuzz/run

lint: ## check the layout of the Swift sources
	swift format lint --strict --parallel --recursive $(FORMATTED)

format: ## lay the Swift sources out
	swift format --in-place --parallel --recursive $(FORMATTED)

static: ## build a static, stripped binary in .build-static
	@.ci/ensure-libedit
	swift build -c release --product journey --scratch-path $(STATIC) $(STATIC_FLAGS)

install: static ## install the static binary, man pages and completions (PREFIX=/usr/local)
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/man/man1 $(SHARE)/bash-completion/completions \
	  $(SHARE)/zsh/site-functions $(SHARE)/fish/vendor_completions.d
	install -m 755 $(STATIC)/release/journey $(DESTDIR)$(PREFIX)/bin/journey
	install -m 644 Documentation/man/*.1 $(SHARE)/man/man1
	$(STATIC)/release/journey --generate-completion-script bash > $(SHARE)/bash-completion/completions/journey
	$(STATIC)/release/journey --generate-completion-script zsh > $(SHARE)/zsh/site-functions/_journey
	$(STATIC)/release/journey --generate-completion-script fish > $(SHARE)/fish/vendor_completions.d/journey.fish

man: ## write the man pages anew, from the command itself
	@.ci/ensure-libedit
	Documentation/man/generate

check-api: ## compare the public API with Documentation/api (UPDATE=1 writes it down anew)
	@.ci/ensure-libedit
	swift build -c $(CONFIGURATION)
	Documentation/api/check --modules "$$(swift build -c $(CONFIGURATION) --show-bin-path)/Modules"

docs: ## build the documentation of the library in .build/docs, without a warning
	@.ci/ensure-libedit
	swift build -c $(CONFIGURATION)
	Documentation/build "$$(swift build -c $(CONFIGURATION) --show-bin-path)/Modules" .build/docs

cjourney: ## build the shared and the static library for other languages in .build-cjourney
	swift build -c release --product CJourneyStatic --scratch-path $(CJOURNEY) -Xswiftc -static-stdlib
	Sources/CJourney/link "$$(swift build -c release --scratch-path $(CJOURNEY) --show-bin-path)/libCJourneyStatic.a" $(CJOURNEY)

wheel: cjourney ## build the Python wheel in .build-cjourney, with nothing but Python
	rm -f $(CJOURNEY)/*.whl
	python3 Examples/Embedding/Python/build_wheel.py $(CJOURNEY)

bench: static ## compare with ruff, jq and luac (BENCH="--quick --rows a,b")
	@Benchmarks/install-peers
	python3 Benchmarks/run.py --binary $(STATIC)/release/journey $(BENCH)

clean: ## remove everything that was built
	rm -rf .build $(STATIC) $(CJOURNEY) .build-thread .build-address .build-fuzz .build-fuzz-address
