package main

import (
	"database/sql"
	"fmt"
	"log"
	"time"
)

const addColumn = `ALTER TABLE customers ADD COLUMN note text`
const oneName = `SELECT name FROM customers WHERE id = 1`

// #region queue
func queue([]string) {
	watcher, report := session("watcher"), session("report")
	migration, web := session("migration"), session("web")
	fill(watcher, 10)

	exec(report, `BEGIN`, `SELECT count(*) FROM customers`) // and nobody commits
	altered := start(migration, addColumn)
	waitFor(watcher, "migration")
	selected := start(web, oneName)
	waitFor(watcher, "web")
	show(watcher)

	exec(report, `COMMIT`)
	check(<-altered)
	check(<-selected)
	fmt.Println("report commits, and both are done")
}

// #endregion queue

// #region patient
func patient([]string) {
	watcher, report := session("watcher"), session("report")
	migration, web := session("migration"), session("web")
	fill(watcher, 10)

	exec(report, `BEGIN`, `SELECT count(*) FROM customers`)
	exec(migration, `SET lock_timeout = '300ms'`)
	for try := 1; ; try++ {
		err := <-start(migration, addColumn)
		if err == nil {
			fmt.Printf("try %d: done\n", try)
			return
		}
		fmt.Printf("try %d: %s\n", try, message(err))
		check(<-start(web, oneName)) // nobody is stuck behind the ALTER
		if try == 2 {
			exec(report, `COMMIT`)
		}
	}
}

// #endregion patient

func start(db *sql.DB, statement string) <-chan error {
	done := make(chan error, 1)
	go func() {
		_, err := db.Exec(statement)
		done <- err
	}()
	return done
}

// waitFor returns when the session waits for a lock.
func waitFor(db *sql.DB, name string) {
	for try := 0; try < 2000; try++ {
		time.Sleep(10 * time.Millisecond)
		var waiting bool
		check(db.QueryRow(`SELECT count(*) = 1 FROM pg_stat_activity
			WHERE application_name = $1 AND wait_event_type = 'Lock'`, name).Scan(&waiting))
		if waiting {
			return
		}
	}
	log.Fatalf("%s doesn't wait", name)
}

// #region show
const activity = `
SELECT application_name,
       coalesce((SELECT string_agg(application_name, ', ') FROM pg_stat_activity
                 WHERE pid = ANY (pg_blocking_pids(a.pid))), 'nobody'),
       state, query
FROM pg_stat_activity a
WHERE application_name IN ('report', 'migration', 'web') ORDER BY xact_start`

// #endregion show

func show(db *sql.DB) {
	rows, err := db.Query(activity)
	check(err)
	defer rows.Close()
	fmt.Println("session    waits for  state                query")
	for rows.Next() {
		var name, blocker, state, query string
		check(rows.Scan(&name, &blocker, &state, &query))
		fmt.Printf("%-10s %-10s %-20s %s\n", name, blocker, state, query)
	}
}

// #region backfill
const batch = `UPDATE customers SET full_name = name WHERE id IN
	(SELECT id FROM customers WHERE full_name IS NULL ORDER BY id LIMIT 1000)`

func backfill([]string) {
	db, web := session("migration"), session("web")
	fill(db, 10000)
	exec(db, `BEGIN`, `UPDATE customers SET full_name = name`)
	fmt.Printf("one UPDATE: %d of 10000 rows are free for others\n", free(web))
	exec(db, `ROLLBACK`)

	least, batches := 10000, 0
	for {
		exec(db, `BEGIN`)
		result, err := db.Exec(batch)
		check(err)
		if n, _ := result.RowsAffected(); n == 0 {
			break
		}
		batches++
		if n := free(web); n < least {
			least = n
		}
		exec(db, `COMMIT`)
	}
	fmt.Printf("%d batches: never fewer than %d\n", batches, least)
}

func free(db *sql.DB) int {
	var n int
	check(db.QueryRow(`SELECT count(*) FROM
		(SELECT FROM customers FOR UPDATE SKIP LOCKED) rows`).Scan(&n))
	return n
}

// #endregion backfill

// #region index
func index([]string) {
	db := session("migration")
	fill(db, 10)
	exec(db, `INSERT INTO customers VALUES (11, 'customer 1')`) // not unique
	_, err := db.Exec(`CREATE UNIQUE INDEX CONCURRENTLY by_name ON customers (name)`)
	fmt.Println(message(err))
	var valid bool
	check(db.QueryRow(`SELECT indisvalid FROM pg_index
		WHERE indexrelid = 'by_name'::regclass`).Scan(&valid))
	fmt.Println("by_name exists; valid:", valid)
}

// #endregion index
