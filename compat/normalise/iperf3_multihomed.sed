# SPDX-License-Identifier: MIT
# ephemeral ports, which have five digits
s/\(_port":\|"port":\)	[0-9]\{5\}\>/\1	PORT/
# date, and the cookie that joins control and data connection
s/"time":	".*"/"time":	TIME/
s/"timesecs":	[0-9]*/"timesecs":	TIME/
s/"cookie":	"[a-z0-9]*"/"cookie":	COOKIE/
# durations, rates, processor time
s/"end":	[0-9.]*/"end":	SECONDS/
s/"seconds":	[0-9.]*/"seconds":	SECONDS/
s/"bits_per_second":	[0-9.]*[1-9][0-9.]*/"bits_per_second":	RATE/
s/\("\(host\|remote\)_\(total\|user\|system\)":\)	[0-9.]*/\1	PERCENT/
# the receiver may miss the last window (see programs/iperf3_multihomed, which checks how much); the sender's 8388608 bytes stay
/^---- server$/,/^---- client$/ s/"bytes":	8[0-9]\{6\},/"bytes":	ABOUT-8-MEGABYTES,/
/"receiver"/,/}/ s/"bytes":	8[0-9]\{6\},/"bytes":	ABOUT-8-MEGABYTES,/
/"sum_received"/,/}/ s/"bytes":	8[0-9]\{6\},/"bytes":	ABOUT-8-MEGABYTES,/
