package main

import (
	"fmt"
	"os"
)

// #region sqlite
func sqliteLocks([]string) {
	for _, mode := range []string{"delete", "wal"} {
		for _, name := range []string{"locks.db", "locks.db-wal", "locks.db-shm"} {
			os.Remove(name)
		}
		source := "file:locks.db?_busy_timeout=0&_journal_mode=" + mode
		reader, migration := open("sqlite3", source), open("sqlite3", source)
		exec(migration, `CREATE TABLE customers (id integer PRIMARY KEY, name text)`,
			`INSERT INTO customers VALUES (1, 'Ada'), (2, 'Bob')`)

		rows, err := reader.Query(`SELECT name FROM customers`)
		check(err)
		rows.Next() // the reader is in the middle of its result
		_, err = migration.Exec(`ALTER TABLE customers ADD COLUMN full_name text`)
		fmt.Printf("%-7s ALTER TABLE beside a reader:      %s\n", mode, outcome(err))
		check(rows.Close())

		exec(migration, `BEGIN IMMEDIATE`)
		_, err = reader.Exec(`INSERT INTO customers (id, name) VALUES (3, 'Cy')`)
		fmt.Printf("%-7s INSERT beside an open migration: %s\n", mode, outcome(err))
		exec(migration, `COMMIT`)
	}
}

// #endregion sqlite

func outcome(err error) string {
	if err == nil {
		return "ok"
	}
	return message(err)
}
