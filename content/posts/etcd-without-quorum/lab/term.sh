#!/bin/bash
# Writes the term of m1 and its leader into a file: term.sh FILE
./on.sh m1 endpoint status -w fields | grep -E '^"(RaftTerm|Leader)"' >$1
