# SPDX-License-Identifier: MIT
# process id
s/ \[[0-9]*\] / [PID] /
# its row of figures: operations (200 or more), seconds, rates
s/\(\] sctp  *\)[2-9][0-9][0-9]  *[0-9. ]*$/\1OPERATIONS SECONDS RATES/
s/\(\] sctp  *\)1[0-9][0-9][0-9]  *[0-9. ]*$/\1OPERATIONS SECONDS RATES/
# how long it took
s/run completed in [0-9.]*s/run completed in SECONDS/
