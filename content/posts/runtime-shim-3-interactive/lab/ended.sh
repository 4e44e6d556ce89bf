#!/bin/sh
# ended.sh DIR: waits for the exit file and shows it
until [ -e "$1/exit" ]; do sleep 0.05; done
echo "exit code $(cat "$1/exit")"
