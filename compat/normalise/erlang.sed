# SPDX-License-Identifier: MIT
# association ids are numbered over the whole kernel
s/\(sctp_assoc_change,comm_up,0,10,10,\)[0-9]*/\1ID/
s/\(sctp_status,\|sctp_paddrinfo,\)[0-9]*/\1ID/
# TSNs start at a random number
s/\(sctp_sndrcvinfo,3,0,\[\],0,0,0,\)[0-9]*,0,[0-9]*/\1TSN,0,ID/
# how much the peer has read and acknowledged by then: window, unacknowledged, pending; congestion window, round-trip time, timeout
s/\(established,\)[0-9]*,[0-9]*,[0-9]*,/\1RWND,UNACK,PENDING,/
s/\(active,\)[0-9]*,[0-9]*,[0-9]*,/\1CWND,SRTT,RTO,/
