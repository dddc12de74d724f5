# SPDX-License-Identifier: MIT
#
# For test scripts, which read it with '.': what shared objects export, and what headers declare, as sorted lines.
# All of it reads what a compiler wrote, so that it serves for cross compilers as well.

# exports FILE: name, version (- for the base version), default or hidden, type, binding, visibility.
# 'readelf' names versions in one table and flags them in another, entry by entry.
exports() {
	{ readelf -W --version-info "$1"; readelf -W --dyn-syms "$1"; } | awk '
	/^[A-Z]/ { section = $1 " " $2 }
	section == "Version symbols" && /^ +[0-9a-f]+:/ {
		sub(/^ +[0-9a-f]+:/, "")
		while (match($0, /[0-9a-f]+(h| ) *(\([^)]*\))?/)) {
			entry = substr($0, RSTART, RLENGTH)
			$0 = substr($0, RSTART + RLENGTH)
			flag[count] = entry ~ /^[0-9a-f]+h/ ? "hidden" : "default"
			version[count] = match(entry, /\(.*\)/) ? substr(entry, RSTART + 1, RLENGTH - 2) : "-"
			if (version[count] == "*global*")
				version[count] = "-"
			count++
		}
	}
	section == "Symbol table" && $1 ~ /^[0-9]+:$/ && $5 ~ /^(GLOBAL|WEAK)$/ && $7 != "UND" {
		at = substr($1, 1, length($1) - 1) + 0
		sub(/@.*/, "", $8)
		print $8, version[at], flag[at], $4, $5, $6
	}' | sort
}

# nodes FILE: each version that it defines, with its parents.
nodes() {
	readelf -W --version-info "$1" | awk '
	/^Version needs/ { exit }
	/ Name: / && !/BASE/ { node = $NF; print node }
	/Parent [0-9]+:/ { print node, "parent", $NF }' | sort
}

# needed_versions FILE: each version of another library that it needs.
needed_versions() {
	readelf -W --version-info "$1" | awk '/^Version needs/ { on = 1 } on && / Name: / { print $3 }' | sort -u
}

# types OBJECT: structures and enums with their size, members with offset and type, enumerators, typedefs; from
# debugging information (-gdwarf-4 -fno-eliminate-unused-debug-types), with typedefs followed to the basic type.
types() {
	readelf -W --debug-dump=info "$1" | awk '
	function value(text) {
		if (text !~ /^[^:]*DW_AT_[a-z_]+ *: /)
			return ""
		sub(/^[^:]*DW_AT_[a-z_]+ *: /, "", text)
		sub(/^\([a-z0-9 ,]*\) */, "", text)	# its form
		sub(/^\(.*offset: [^)]*\): /, "", text)
		sub(/[ \t]+$/, "", text)
		return text
	}
	function decimal(text,	i, n) {
		if (text !~ /^0x/)
			return text
		for (i = 3; i <= length(text); i++)
			n = n * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
		return sprintf("%.0f", n)
	}
	# clang names types as C does, gcc in full.
	function basic(name) {
		if (name ~ /long/)
			return (name ~ /unsigned/ ? "unsigned " : "") (name ~ /long long/ ? "long long" : "long")
		if (name ~ /short/)
			return (name ~ /unsigned/ ? "unsigned " : "") "short"
		return name
	}
	function describe(die,	to) {
		if (die == "")
			return "void"
		to = type[die]
		if (tag[die] == "typedef")
			return tag[to] ~ /^(struct|union)$/ && name[to] == "" ? name[die] : describe(to)
		if (tag[die] == "base")
			return basic(name[die])
		if (tag[die] == "pointer")
			return describe(to) " *"
		if (tag[die] == "const")
			return "const " describe(to)
		if (tag[die] == "array")
			return describe(to) dimensions[die]
		return tag[die] " " name[die]
	}
	function members(die, prefix,	i, m, path) {
		for (i = 1; i <= children[die]; i++) {
			m = child[die, i]
			path = name[m] == "" ? prefix : prefix "." name[m]
			if (name[m] != "")
				print "member", path, "at", place[m] + 0, describe(type[m])
			if ((tag[type[m]] == "struct" || tag[type[m]] == "union") && name[type[m]] == "")
				members(type[m], path)
		}
	}
	/^ *<[0-9a-f]+><[0-9a-f]+>: Abbrev Number: [1-9]/ {
		split($1, part, /[<>]+/)
		depth = part[2]
		die = "0x" part[3]
		tag[die] = $NF
		gsub(/\(DW_TAG_|_type|ure|\)/, "", tag[die])
		if (tag[die] == "enumeration")
			tag[die] = "enum"
		parent = open[depth - 1]
		open[depth] = die
		dies[++count] = die
		if (tag[die] == "member")
			child[parent, ++children[parent]] = die
		if (tag[die] == "subrange")
			dimensions[parent] = dimensions[parent] "[]"
		next
	}
	/DW_AT_name/ { name[die] = value($0) }
	/DW_AT_byte_size/ { size[die] = value($0) }
	/DW_AT_data_member_location/ { place[die] = value($0) }
	/DW_AT_const_value/ { constant[die] = decimal(value($0)) }
	/DW_AT_(upper_bound|count)/ && tag[die] == "subrange" {
		sub(/\[\]$/, "[" (value($0) + ($0 ~ /upper_bound/)) "]", dimensions[parent])
	}
	/DW_AT_type/ && match($0, /<0x[0-9a-f]+>/) { type[die] = substr($0, RSTART + 1, RLENGTH - 2) }
	END {
		for (i = 1; i <= count; i++) {
			die = dies[i]
			if (tag[die] ~ /^(struct|union)$/ && name[die] != "" && size[die] != "") {
				print tag[die], name[die], "size", size[die]
				members(die, name[die])
			} else if (tag[die] == "enum" && name[die] != "") {
				print "enum", name[die], "size", size[die]
			} else if (tag[die] == "typedef") {
				to = type[die]
				print "typedef", name[die], describe(to)
				if (tag[to] ~ /^(struct|union)$/ && name[to] == "") {
					print tag[to], name[die], "size", size[to]
					members(to, name[die])
				}
			} else if (tag[die] == "enumerator") {
				print "enumerator", name[die], constant[die]
			}
		}
	}' | sort -u
}

# values FILE COMPILER...: what constant expressions are worth. FILE has one a line, and before them '#include'
# lines. The compiler writes each into an assembler comment, as the kernel finds its own offsets.
values() {
	local list=$1
	shift
	{
		grep '^#' "$list"
		echo 'void values(void) {'
		grep -v '^#' "$list" | sed 's/.*/__asm__ volatile("# value & is %c0" : : "i"((long long)(&)));/'
		echo '}'
	} >"$tmp/values.c"
	"$@" -O1 -w -S -o "$tmp/values.s" "$tmp/values.c" || return 1
	sed -n 's/.*# value \(.*\) is \(-*[0-9]*\).*/\1 = \2/p' "$tmp/values.s" | sort
}

# prototypes FILE: the functions that a header declares, one a line.
prototypes() {
	sed 's,/\*.*\*/,,' "$1" | awk '
	/^(int|sctp_assoc_t|ssize_t|void) sctp_[a-z_]*\(/ { text = "" ; on = 1 }
	on { sub(/^[ \t]+/, " "); text = text $0 }
	on && /;/ { on = 0; print text }'
}
