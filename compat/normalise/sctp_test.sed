# SPDX-License-Identifier: MIT
# the seed of its random numbers is the time
s/^seed = [0-9]*$/seed = TIME/
# a random payload protocol identifier for each message
s/ppid=[0-9]*$/ppid=RANDOM/
# TSNs start at a random number
s/tsn=[0-9]*/tsn=TSN/
