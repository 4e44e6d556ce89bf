//go:build tz

package main

import _ "time/tzdata" // puts the time zone database into the program
