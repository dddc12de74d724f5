# SPDX-License-Identifier: MIT
# ephemeral ports, which have five digits
s/\(from 127.0.0.1, port\) [0-9]\{5\}$/\1 PORT/
s/\(127.0.0.1 port\) [0-9]\{5\}\>/\1 PORT/
# how long it took, and how fast that is
s/\(0.00-\)[0-9.]*  *sec /\1SECONDS /
s/  *[0-9.]* [KMG]*bits\/sec/ RATE/
# the receiver stops counting at the end of the test (see programs/iperf3_multihomed): both lines of the server, the last of the client;
# the sender's bytes stay
/^---- server$/,/^---- client$/ s/1[56]\.[0-9] MBytes/BYTES/
s/1[56]\.[0-9] MBytes RATE  *receiver/BYTES RATE receiver/
