#!/bin/bash
# Makes 5,000 calls as the program that bpftrace is to count, and 5,000 as another. How often does the probe's code run?
./calls 5000
./others 5000
grep -h run_cnt /proc/$PPID/fdinfo/*
