#!/bin/bash
# Prints the revision of a member: revision.sh NAME
./on.sh $1 get color --consistency=s -w fields | grep '^"Revision"'
