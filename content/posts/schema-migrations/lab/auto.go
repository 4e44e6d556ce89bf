package main

import (
	"fmt"
	"os"

	"github.com/jinzhu/gorm"
	_ "github.com/jinzhu/gorm/dialects/sqlite"
)

// #region auto
type before struct {
	ID   int
	Name string
}

type after struct { // the field has a new name
	ID       int
	FullName string
}

type strict struct { // and this column may not be empty
	ID        int
	LegalName string `gorm:"not null"`
}

func (before) TableName() string { return "customers" }
func (after) TableName() string  { return "customers" }
func (strict) TableName() string { return "customers" }

func auto([]string) {
	os.Remove("auto.db")
	db, err := gorm.Open("sqlite3", "auto.db")
	check(err)
	db.LogMode(false)
	check(db.AutoMigrate(&before{}).Error)
	check(db.Create(&before{Name: "Ada"}).Error)

	check(db.AutoMigrate(&after{}).Error)
	var schema string
	check(db.DB().QueryRow(`SELECT sql FROM sqlite_master
		WHERE name = 'customers'`).Scan(&schema))
	fmt.Println(schema)
	var found after
	check(db.First(&found).Error)
	fmt.Printf("customer 1 is now called %q\n", found.FullName)

	fmt.Println("not null:", db.AutoMigrate(&strict{}).Error)
}

// #endregion auto
