//go:build tz

package main

import _ "time/tzdata" // the time zone database, as part of the program
