#!/bin/sh
# region greeting
echo hello
# endregion
