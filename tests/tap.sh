# SPDX-License-Identifier: MIT
#
# For test scripts, which read it with '.': TAP on standard output, and $tmp, a directory that goes away.
#
#   ok SENTENCE COMMAND...    one test: it passes if COMMAND does; of one that fails, the last lines are shown
#   skip SENTENCE REASON      one test that cannot be tried here
#   finish                    ends the script
number=0 failed=0
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
# What 'make check' has set is for its own make, and sorting is by bytes.
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES
export LC_ALL=C

ok() {
	local sentence=$1
	shift
	number=$((number + 1))
	if "$@" >"$tmp/said" 2>&1; then
		echo "ok $number - $sentence"
	else
		failed=1
		tail -n 11 "$tmp/said" | sed 's/^/# /'
		echo "not ok $number - $sentence"
	fi
}

skip() {
	number=$((number + 1))
	echo "ok $number - $1 # SKIP $2"
}

finish() {
	echo "1..$number"
	exit $failed
}

# Whether all lines of a file are in another; prints those that are not.
within() { # SMALLER LARGER
	sort -u "$1" >"$tmp/smaller"
	sort -u "$2" >"$tmp/larger"
	[ -s "$tmp/smaller" ] || { echo "$1 is empty"; return 1; }
	comm -23 "$tmp/smaller" "$tmp/larger" >"$tmp/lacking"
	sed 's/^/lacks: /' "$tmp/lacking"
	[ ! -s "$tmp/lacking" ]
}

same() { # EXPECTED GOT
	diff -u "$1" "$2"
}
