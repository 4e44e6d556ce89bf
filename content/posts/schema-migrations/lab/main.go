// Command migrate changes schemas under running programs, and looks at what happens to them.
package main

import (
	"database/sql"
	"fmt"
	"log"
	"os"

	"github.com/lib/pq"
	_ "github.com/mattn/go-sqlite3"
)

const postgres = "host=/mnt/pg user=postgres dbname=postgres sslmode=disable"

func main() {
	log.SetFlags(0)
	commands := map[string]func(arguments []string){
		"compat": compat, "locks": locks, "queue": queue, "patient": patient,
		"backfill": backfill, "index": index, "sqlite": sqliteLocks, "auto": auto,
	}
	commands[os.Args[1]](os.Args[2:])
}

func open(driver, source string) *sql.DB {
	db, err := sql.Open(driver, source)
	check(err)
	db.SetMaxOpenConns(1) // so that it stands for one session
	return db
}

// session is a connection to PostgreSQL with a name that shows up in pg_stat_activity.
func session(name string) *sql.DB {
	return open("postgres", postgres+" application_name="+name)
}

func exec(db *sql.DB, statements ...string) {
	for _, statement := range statements {
		_, err := db.Exec(statement)
		check(err)
	}
}

// fill makes a table of customers with so many rows.
func fill(db *sql.DB, rows int) {
	exec(db, `SET client_min_messages = warning`, `DROP TABLE IF EXISTS customers`,
		`CREATE TABLE customers (id integer PRIMARY KEY, name text NOT NULL, full_name text)`,
		fmt.Sprintf(`INSERT INTO customers SELECT n, 'customer ' || n FROM generate_series(1, %d) n`, rows))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func message(err error) string {
	if problem, ok := err.(*pq.Error); ok {
		return problem.Message
	}
	return err.Error()
}
