# SPDX-License-Identifier: MIT
#
#   make                            builds everything into build/, installs nothing
#   make demo                       see it work            make check [T=name]   every test this machine can run
#   make bench                      against lksctp-tools   make soak             the long tests
#   make install DESTDIR= PREFIX=   make SAN=1 check       make lint   make docs   make clean
#
# CC, AR, HOSTCC, CPPFLAGS, CFLAGS, LDFLAGS, PREFIX, LIBDIR, INCLUDEDIR and MANDIR are yours to set.

VERSION	= 1.1.0
PREFIX	?= /usr/local
LIBDIR	?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
MANDIR	?= $(PREFIX)/share/man
CFLAGS	?= -O2 -g
HOSTCC	?= cc
B	= build

# -fexceptions: a thread may be cancelled in here, and callers' cleanups are to run on every machine.
warn	= -std=gnu11 -Wall -Wextra -Wshadow -Wmissing-prototypes -D_GNU_SOURCE -I. -Iapi
flags	= $(warn) -MMD -MP -fexceptions $(CPPFLAGS) $(CFLAGS) -fvisibility=default
san	= -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
# SAN=1: the library and the host's tests in C under AddressSanitizer and UndefinedBehaviorSanitizer, in a place of
# their own. Tests of the build itself and of other people's programs have no use for such a library.
ifdef SAN
B	:= $(B)/sanitized
override CFLAGS += $(san)
endif

# tables.c is the tables as data, for those who print them; libsctp itself expands what it needs of api/def.
lib_src	= $(filter-out api/tables.c,$(wildcard api/*.c))
lib_pic	= $(lib_src:%.c=$(B)/pic/%.o)
lib_obj	= $(lib_src:%.c=$(B)/obj/%.o)
lib	= $(B)/lib/libsctp.so.$(VERSION) $(B)/lib/libsctp.so.1 $(B)/lib/libsctp.so $(B)/lib/libsctp.a
pc	= $(B)/lib/pkgconfig/libsctp.pc
man	= $(patsubst tools/man/%,$(B)/man/%,$(patsubst %.in,%,$(wildcard tools/man/*.3 tools/man/*.7.in)))
header	= $(B)/include/netinet/sctp.h

all: $(lib) $(pc) $(header) $(man)
lib: $(lib) $(header)

# ---- the library ----
# The symbol versions of connectx.c are assembler directives, which link-time optimisation would lose.
# lld has no hidden symbol without a version, so there the form for programs from before versions is left out.
$(B)/pic/api/connectx.o: extra = -DSYMBOL_VERSIONS -fno-lto \
	$(if $(findstring lld,$(CC) $(CFLAGS) $(LDFLAGS)),-DNO_BASE_VERSION)
$(B)/flags: always # everything is built anew where the compiler or its flags are others
	@mkdir -p $(@D)
	@echo '$(CC) $(flags) $(LDFLAGS)' | cmp -s - $@ || echo '$(CC) $(flags) $(LDFLAGS)' >$@
$(B)/pic/%.o: %.c $(B)/flags | need-build
	@mkdir -p $(@D)
	$(CC) $(flags) -fPIC $(extra) -c -o $@ $<
$(B)/obj/%.o: %.c $(B)/flags | need-build
	@mkdir -p $(@D)
	$(CC) $(flags) -fno-lto $(extra) -c -o $@ $<
$(B)/lib/libsctp.so.$(VERSION): $(lib_pic) api/libsctp.map
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -shared -Wl,-soname,libsctp.so.1 -Wl,--version-script=api/libsctp.map \
		$(if $(SAN),,-Wl,-z,defs) -Wl,-z,relro -o $@ $(lib_pic)
$(B)/lib/libsctp.so.1 $(B)/lib/libsctp.so: $(B)/lib/libsctp.so.$(VERSION)
	ln -sf $(if $(filter %.1,$@),libsctp.so.$(VERSION),libsctp.so.1) $@
$(B)/lib/libsctp.a: $(lib_obj)
	@mkdir -p $(@D)
	rm -f $@
	$(AR) rcs $@ $(lib_obj)
$(pc): always # for it names PREFIX, which "make install" may give anew
	@mkdir -p $(@D)
	@printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$(LIBDIR:$(PREFIX)/%=$${prefix}/%)' \
		'includedir=$(INCLUDEDIR:$(PREFIX)/%=$${prefix}/%)' '' 'Name: sctp' \
		'Description: SCTP sockets API (RFC 6458) for Linux' 'Version: $(VERSION)' \
		'Libs: -L$${libdir} -lsctp' 'Cflags: -I$${includedir}' >$@
$(header): api/netinet/sctp.h
	@mkdir -p $(@D)
	cp $< $@

# ---- documentation: tools/docs prints what the tables say, on the machine that builds ----
docs_src = $(wildcard tools/docs*.c) api/tables.c
$(B)/tools/docs: $(docs_src) $(wildcard tools/*.h api/*.h api/def/*.def)
	@mkdir -p $(@D)
	$(HOSTCC) $(warn) -O1 -o $@ $(docs_src)
$(B)/man/%.3: tools/man/%.3
	@mkdir -p $(@D)
	cp $< $@
$(B)/man/%.7: tools/man/%.7.in $(B)/tools/docs
	$(B)/tools/docs fill $< >$@

install: all
	install -d "$(DESTDIR)$(LIBDIR)/pkgconfig" "$(DESTDIR)$(INCLUDEDIR)/netinet" \
		"$(DESTDIR)$(MANDIR)/man3" "$(DESTDIR)$(MANDIR)/man7"
	install -m 755 $(B)/lib/libsctp.so.$(VERSION) "$(DESTDIR)$(LIBDIR)"
	ln -sf libsctp.so.$(VERSION) "$(DESTDIR)$(LIBDIR)/libsctp.so.1"
	ln -sf libsctp.so.1 "$(DESTDIR)$(LIBDIR)/libsctp.so"
	install -m 644 $(B)/lib/libsctp.a "$(DESTDIR)$(LIBDIR)"
	install -m 644 $(pc) "$(DESTDIR)$(LIBDIR)/pkgconfig"
	install -m 644 $(header) "$(DESTDIR)$(INCLUDEDIR)/netinet"
	install -m 644 $(filter %.3,$(man)) "$(DESTDIR)$(MANDIR)/man3"
	install -m 644 $(filter %.7,$(man)) "$(DESTDIR)$(MANDIR)/man7"

# ---- packages: a missing one is named; only demo, check, soak and bench install any ----
need-build:
	@CC='$(CC)' CPPFLAGS='$(CPPFLAGS)' CFLAGS='$(CFLAGS)' tests/packages build
need-%:
	@tests/packages --install $*

# ---- tests: tests/test_* and compat/* on the host, tests/kernel_*.c on a kernel with SCTP; T= picks by name ----
tests	= $(patsubst %.c,$(B)/%,$(wildcard tests/test_*.c tests/kernel_*.c)) \
	  $(filter-out %.c,$(wildcard tests/test_*)) $(wildcard compat/abi compat/run)
ifdef SAN
tests	:= $(patsubst %.c,$(B)/%,$(wildcard tests/test_*.c))
endif
picked	= $(if $(T),$(foreach t,$(tests),$(if $(findstring $(T),$(t)),$(t))),$(tests))

asan	= test_bugs_host
table_checks = $(patsubst %,$(B)/obj/tests/tables_%.o,checks header rfc units flags codes kernel shape)
$(B)/tests/test_tables: $(table_checks) $(B)/obj/tests/tables_check.o
$(B)/tests/kernel_sockopts: $(table_checks) $(B)/obj/tests/sockopt_values.o | $(B)/tests/probe_sockopts
$(B)/tests/probe_sockopts: $(B)/obj/tests/probe_sockopts.o $(B)/obj/tests/probe_stage.o
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^

$(asan:%=$(B)/obj/tests/%.o) $(asan:%=$(B)/tests/%): private extra = $(san)
$(B)/tests/%: $(B)/obj/tests/%.o $(B)/obj/tests/peers.o $(B)/obj/api/tables.o $(lib)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) $(extra) -o $@ $(filter %.o,$^) -L$(B)/lib -lsctp -lcmocka -lpthread

docs: $(B)/tools/docs
	$< fill README.md >$(B)/README.md && cp $(B)/README.md README.md

# tests that play the kernel for the library's own sources, under sanitizers; fuzzers, whose libFuzzer is clang's
fuzzers	= $(patsubst tests/fuzz/%.c,$(B)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
played	= $(lib_src:%.c=$(B)/$(1)/%.o) $(B)/$(1)/tests/intercept.o $(B)/$(1)/tests/intercept_linux.o
.SECONDARY: # keep objects that only pattern rules name
$(B)/san/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	$(CC) $(flags) -O1 -fno-lto $(san) -c -o $@ $<
$(B)/tests/test_intercepted_%: $(B)/san/tests/test_intercepted_%.o $(B)/san/tests/isolate.o $(call played,san)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) $(san) -Wl,--wrap=malloc,--wrap=free -o $@ $^ -lcmocka
$(B)/fuzz/%.o: %.c $(B)/flags
	@mkdir -p $(@D)
	clang $(warn) -MMD -MP -O1 -g $(san) -fsanitize=fuzzer-no-link -c -o $@ $<
$(B)/fuzz/fuzz_%: $(B)/fuzz/tests/fuzz/fuzz_%.o $(call played,fuzz)
	clang $(san) -fsanitize=fuzzer -o $@ $^

fuzz: need-soak
	@$(MAKE) --no-print-directory -s $(fuzzers)
	@B='$(B)' tests/test_fuzz_seeds
soak: need-soak
	@$(MAKE) --no-print-directory -s $(fuzzers)
	@B='$(B)' FUZZ_SECONDS=150 tests/test_fuzz_seeds
demo: need-demo
	@$(MAKE) --no-print-directory -s all
	@compat/demo
bench: need-bench
	@$(MAKE) --no-print-directory -s all
	@tests/bench/run
lint: need-lint
	cppcheck --quiet --error-exitcode=1 --enable=warning,performance,portability --inline-suppr \
		--suppress=missingIncludeSystem --suppress=pointerOutOfBounds:api/def/payloads.def -I. -Iapi api tools
	clang-tidy --quiet --warnings-as-errors='*' $(wildcard api/*.c tools/*.c) -- $(warn)

check: need-check
	@$(MAKE) --no-print-directory -s all $(filter $(B)/%,$(picked)) $(if $(findstring fuzz,$(picked)),$(fuzzers))
	@B='$(B)' CC='$(CC)' tests/run $(picked)

-include $(wildcard $(B)/*/*/*.d $(B)/*/*/*/*.d)
.PHONY: all lib install check demo bench soak lint docs fuzz clean always need-build
clean:
	rm -rf $(B)
