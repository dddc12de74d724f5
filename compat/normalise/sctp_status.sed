# SPDX-License-Identifier: MIT
# a row of the status table: its number, association id, how far the exchange is by then (window, unacknowledged, pending, ...
s/^[0-9]\{1,\}  *[0-9]\{1,\}  *\(ESTABLISHED\)  *[0-9]\{1,\}  *[0-9]\{1,\}  *[0-9]\{1,\}  */N ID \1 RWND UNACK PENDING /
# ... congestion window, round-trip time and retransmission timeout); streams, fragmentation point, state and MTU stay
s/\(ACTIVE\)  *[0-9]\{1,\}  *[0-9]\{1,\}  *[0-9]\{1,\}  */\1 CWND SRTT RTO /
