# SPDX-License-Identifier: MIT
# TSNs start at a random number
s/sinfo_tsn  *[0-9]*$/sinfo_tsn TSN/
# association ids are numbered over the whole kernel
s/sinfo_assoc_id  *[0-9]*$/sinfo_assoc_id ID/
