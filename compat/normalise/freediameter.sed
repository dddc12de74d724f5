# SPDX-License-Identifier: MIT
# ephemeral port
s/\(^ESTAB .*10.9.0.1\]:\)[0-9]*$/\1PORT/
# the state id is the time of the start
s/\(Origin-State-Id ........ : \)[0-9]*/\1TIME/
s/\(Origin-State-Id([0-9]*)\[-M\]=\)[0-9]* (0x[0-9a-f]*)/\1TIME/
# identifiers of a request start at random numbers
s/Hop-By-Hop-Id=0x[0-9a-f]*/Hop-By-Hop-Id=RANDOM/
s/End-to-End=0x[0-9a-f]*/End-to-End=RANDOM/
# descriptor
s/(SCTP,soc#[0-9]*)/(SCTP,soc#FD)/
# said only where a thread has not ended yet, which is chance
/^NOTI   Waiting for the .* thread to have a chance to terminate$/d
