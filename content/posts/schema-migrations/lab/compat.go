package main

import (
	"database/sql"
	"fmt"
	"os"
)

// #region versions
type version struct{ name, insert, query string }

const (
	readOld = `SELECT name FROM customers WHERE id = $1`
	readNew = `SELECT full_name FROM customers WHERE id = $1`
)

var (
	v1 = version{"v1", `INSERT INTO customers (id, name) VALUES ($1, $2)`, readOld}
	v2 = version{"v2", `INSERT INTO customers (id, name, full_name)
	                    VALUES ($1, $2, $2)`, readOld}
	v3 = version{"v3", v2.insert, readNew}
	v4 = version{"v4", `INSERT INTO customers (id, full_name) VALUES ($1, $2)`, readNew}
)

// #endregion versions

// #region short
var v2b = version{"v2b", v2.insert,
	`SELECT coalesce(full_name, name) FROM customers WHERE id = $1`}

var short = []step{expandContract[0], {
	name:     "2 and 3 in one",
	postgres: append(expandContract[1].postgres, expandContract[2].postgres...),
}, expandContract[3]}

// #endregion short

// #region steps
type step struct {
	name             string
	postgres, sqlite []string
}

var rename = []step{{
	name:     "renamed",
	postgres: []string{`ALTER TABLE customers RENAME COLUMN name TO full_name`},
	sqlite:   []string{`ALTER TABLE customers RENAME COLUMN name TO full_name`},
}}

var expandContract = []step{{
	name:     "1 add full_name",
	postgres: []string{`ALTER TABLE customers ADD COLUMN full_name text`},
	sqlite:   []string{`ALTER TABLE customers ADD COLUMN full_name text`},
}, {
	name: "2 fill it, NOT NULL",
	postgres: []string{
		`UPDATE customers SET full_name = name WHERE full_name IS NULL`,
		`ALTER TABLE customers ALTER COLUMN full_name SET NOT NULL`},
	sqlite: append(
		[]string{`UPDATE customers SET full_name = name WHERE full_name IS NULL`},
		rebuild(`id integer PRIMARY KEY, name text NOT NULL, full_name text NOT NULL`)...),
}, {
	name:     "3 name may be NULL",
	postgres: []string{`ALTER TABLE customers ALTER COLUMN name DROP NOT NULL`},
	sqlite:   rebuild(`id integer PRIMARY KEY, name text, full_name text NOT NULL`),
}, {
	name:     "4 drop name",
	postgres: []string{`ALTER TABLE customers DROP COLUMN name`},
	sqlite:   []string{`ALTER TABLE customers DROP COLUMN name`},
}}

// rebuild is SQLite's way to change a column: there is no ALTER COLUMN.
func rebuild(columns string) []string {
	return []string{
		`CREATE TABLE new_customers (` + columns + `)`,
		`INSERT INTO new_customers SELECT id, name, full_name FROM customers`,
		`DROP TABLE customers`,
		`ALTER TABLE new_customers RENAME TO customers`}
}

// #endregion steps

func compat(arguments []string) {
	driver := arguments[0]
	steps, versions := expandContract, []version{v1, v2, v3, v4}
	switch arguments[1] {
	case "rename":
		steps, versions = rename, []version{v1, v4}
	case "short":
		steps, versions = short, []version{v1, v2b, v4}
	}
	columns := [][]version{}
	for i := range versions {
		if i > 0 {
			columns = append(columns, versions[i-1:i+1])
		}
		columns = append(columns, versions[i:i+1])
	}
	os.Remove("customers.db")
	source := map[string]string{"postgres": postgres, "sqlite3": "customers.db"}[driver]
	db := open(driver, source)
	exec(db, `DROP TABLE IF EXISTS customers`,
		`CREATE TABLE customers (id integer PRIMARY KEY, name text NOT NULL)`)
	mustInsert(db, v1, 1)

	fmt.Printf("%-20s", "")
	for _, column := range columns {
		fmt.Printf("%-8s", names(column))
	}
	fmt.Println()
	row(db, "0 name", columns)
	for _, step := range steps {
		tx, err := db.Begin()
		check(err)
		statements := step.postgres
		if driver == "sqlite3" {
			statements = step.sqlite
		}
		for _, statement := range statements {
			_, err := tx.Exec(statement)
			check(err)
		}
		check(tx.Commit())
		row(db, step.name, columns)
	}
}

func names(versions []version) string {
	text := versions[0].name
	for _, version := range versions[1:] {
		text += "+" + version.name
	}
	return text
}

func row(db *sql.DB, name string, columns [][]version) {
	line := fmt.Sprintf("%-20s", name)
	for _, column := range columns {
		line += fmt.Sprintf("%-8s", together(db, column))
	}
	fmt.Println(line)
}

// #region together
// together tries whether these versions can run side by side: each must read
// what each of them writes, and a customer from before the first migration.
func together(db *sql.DB, versions []version) string {
	result := "ok"
	for _, writer := range versions {
		id, name := newID(), "Ada"
		if _, err := db.Exec(writer.insert, id, name); err != nil {
			return "fails"
		}
		for _, reader := range versions {
			for id, want := range map[int]string{1: "first", id: name} {
				var got sql.NullString
				if err := db.QueryRow(reader.query, id).Scan(&got); err != nil {
					return "fails"
				}
				if got.String != want {
					result = "lost"
				}
			}
		}
		exec(db, fmt.Sprintf(`DELETE FROM customers WHERE id = %d`, id))
	}
	return result
}

// #endregion together

var lastID = 1

func newID() int {
	lastID++
	return lastID
}

func mustInsert(db *sql.DB, version version, id int) {
	_, err := db.Exec(version.insert, id, "first")
	check(err)
}
