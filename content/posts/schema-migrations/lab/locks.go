package main

import (
	"database/sql"
	"fmt"
	"strings"

	"github.com/lib/pq"
)

// #region cases
var cases = []struct{ before, statement, after string }{
	{statement: `ADD COLUMN note text`},
	{statement: `ADD COLUMN vip boolean NOT NULL DEFAULT false`},
	{statement: `ADD COLUMN token uuid DEFAULT gen_random_uuid()`},
	{statement: `ALTER COLUMN id TYPE bigint`},
	{statement: `ALTER COLUMN name TYPE varchar(100)`},
	{statement: `RENAME COLUMN name TO title`},
	{statement: `DROP COLUMN name`},
	{statement: `ALTER COLUMN full_name SET NOT NULL`},
	{statement: `ADD CONSTRAINT c CHECK (full_name IS NOT NULL) NOT VALID`},
	{
		before:    `ADD CONSTRAINT c CHECK (full_name IS NOT NULL) NOT VALID`,
		statement: `VALIDATE CONSTRAINT c`,
	}, {
		before:    `VALIDATE CONSTRAINT c`,
		statement: `ALTER COLUMN full_name SET NOT NULL`,
		after:     `DROP CONSTRAINT c`,
	},
	{statement: `CREATE INDEX ON customers (name)`},
}

// #endregion cases

func locks([]string) {
	work := ""
	connector, err := pq.NewConnector(postgres)
	check(err)
	db := sql.OpenDB(pq.ConnectorWithNoticeHandler(connector, func(notice *pq.Error) {
		switch {
		case strings.HasPrefix(notice.Message, "rewriting table"):
			work = "rewritten"
		case work == "" && (strings.HasPrefix(notice.Message, "verifying table") ||
			strings.HasPrefix(notice.Message, "building index")):
			work = "read"
		}
	}))
	db.SetMaxOpenConns(1)
	fill(db, 1000)
	exec(db, `UPDATE customers SET full_name = name`, `SET client_min_messages = debug1`)

	fmt.Println("table      readers writers statement")
	for _, c := range cases {
		exec(db, whole(c.before))
		work = ""
		tx, err := db.Begin()
		check(err)
		_, err = tx.Exec(whole(c.statement))
		check(err)
		if work == "" {
			work = "untouched"
		}
		fmt.Printf("%-11s%-8s%-8s%s\n", work, meets("ACCESS SHARE"), meets("ROW EXCLUSIVE"),
			c.statement)
		check(tx.Rollback())
		exec(db, whole(c.after))
	}
}

// #region meets
// meets says what happens to another session that needs this lock: SELECT
// takes ACCESS SHARE; INSERT, UPDATE and DELETE take ROW EXCLUSIVE.
func meets(mode string) string {
	db := session("other")
	defer db.Close()
	tx, err := db.Begin()
	check(err)
	defer tx.Rollback()
	_, err = tx.Exec(`LOCK TABLE customers IN ` + mode + ` MODE NOWAIT`)
	if err != nil {
		return "wait"
	}
	return "run"
}

// #endregion meets

func whole(statement string) string {
	if statement == "" || strings.HasPrefix(statement, "CREATE") {
		return statement
	}
	return "ALTER TABLE customers " + statement
}
