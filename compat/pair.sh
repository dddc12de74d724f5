# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# For compat/programs and compat/demo, which read it with '.': a server and a client, run to completion, their output kept apart, since
# the order of lines between two processes is chance.
#
#   server PORT COMMAND...    starts it, returns when PORT listens (tcp:PORT: that of a TCP control connection)
#   client COMMAND...         runs it to its end
#   server_ends               waits for a server that ends by itself
#   stop_server               ends one that does not
#   show                      prints what both wrote and their exit statuses
#
# Works in the current directory, which is empty at the start.

listens() { # PORT
	case $1 in
	tcp:*) # /proc/net/tcp: address:port, peer, state 0A (listening), in hexadecimal
		grep -q "^ *[0-9]*: [0-9A-F]*:$(printf %04X "${1#tcp:}") [0-9A-F:]* 0A " /proc/net/tcp /proc/net/tcp6 ;;
	*) # /proc/net/sctp/eps: endpoint, socket, style, state (10: listening), hash, port
		grep -q "^ *[0-9a-f]*  *[0-9a-f]*  *[0-9]*  *10  *[0-9]*  *$1 " /proc/net/sctp/eps ;;
	esac
}

# Tries COMMAND until it succeeds.
within() { # SECONDS COMMAND...
	tries=$(($1 * 20))
	shift
	until "$@"; do
		tries=$((tries - 1))
		[ $tries -gt 0 ] || return 1
		sleep 0.05
	done
}

server() {
	server_port=$1
	shift
	"$@" >server.out 2>&1 &
	server=$!
	within 20 listens "$server_port" || {
		echo "server does not listen on port $server_port:"
		cat server.out /proc/net/sctp/eps
		exit 1
	}
}

client() {
	"$@" >client.out 2>&1
	client_status=$?
}

server_ends() {
	wait "$server"
	server_status=$?
}

stop_server() {
	kill "$server"
	wait "$server" 2>/dev/null      # without the shell's 'Terminated'
	server_status=$?
}

show() {
	echo "---- server"
	cat server.out
	echo "---- server ended with $server_status"
	echo "---- client"
	cat client.out
	echo "---- client ended with $client_status"
}
