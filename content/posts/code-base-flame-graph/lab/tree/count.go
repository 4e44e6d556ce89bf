package main

import (
	"bytes"
	"debug/elf"
	"debug/gosym"
	"go/build"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
)

// A source is one .go file of the tree.
type source struct {
	path      string // below src
	lines     int
	generated bool
}

// A cut is a part of the tree: the same files, or fewer of them, or fewer of their lines.
type cut struct {
	name    string
	sources []source
}

func (c cut) total() (lines, generated int) {
	for _, s := range c.sources {
		lines += s.lines
		if s.generated {
			generated += s.lines
		}
	}
	return
}

// The convention of https://go.dev/s/generatedcode.
var generated = regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$`)

// #region all
func all(root string) (sources []source) {
	filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		check(err)
		if entry.Type().IsRegular() && strings.HasSuffix(path, ".go") {
			text, err := os.ReadFile(path)
			check(err)
			sources = append(sources, source{path[len(root)+1:], bytes.Count(text, []byte("\n")), generated.Match(text)})
		}
		return nil
	})
	return
}

// #endregion all

func only(sources []source, keep func(source) bool) (kept []source) {
	for _, s := range sources {
		if keep(s) {
			kept = append(kept, s)
		}
	}
	return
}

// #region cuts
func isTest(s source) bool {
	return strings.HasSuffix(s.path, "_test.go") || strings.Contains("/"+s.path, "/testdata/")
}

func forThisMachine(root string) func(source) bool {
	context := build.Default // linux/amd64, Go 1.19
	context.CgoEnabled = false
	return func(s source) bool {
		match, err := context.MatchFile(filepath.Split(filepath.Join(root, s.path)))
		return match && err == nil
	}
}

func imported() func(source) bool {
	command := exec.Command("go", "list", "-deps", "-f", `{{range .GoFiles}}{{$.Dir}}/{{.}}{{"\n"}}{{end}}`, "./server")
	list, err := command.Output()
	check(err)
	files := map[string]bool{}
	for _, path := range strings.Fields(string(list)) {
		files[path] = true
	}
	return func(s source) bool { return files[filepath.Join(build.Default.GOROOT, "src", s.path)] }
}

// #endregion cuts

// linked returns the lines from which at least one instruction in the executable comes.
// #region linked
func linked(sources []source, executable string) (kept []source) {
	file, err := elf.Open(executable)
	check(err)
	text := file.Section(".text")
	table, err := file.Section(".gopclntab").Data()
	check(err)
	symbols, err := gosym.NewTable(nil, gosym.NewLineTable(table, text.Addr))
	check(err)
	lines := map[string]map[int]bool{}
	for pc := text.Addr; pc < text.Addr+text.Size; pc++ {
		path, line, function := symbols.PCToLine(pc)
		if function == nil {
			continue
		}
		if lines[path] == nil {
			lines[path] = map[int]bool{}
		}
		lines[path][line] = true
	}
	for _, s := range sources {
		if count := len(lines[filepath.Join(build.Default.GOROOT, "src", s.path)]); count > 0 {
			kept = append(kept, source{s.path, count, s.generated})
		}
	}
	return
}

// #endregion linked

// folder is the first parts of a path: folder("net/http/server.go", 1) is "net".
func folder(path string, depth int) string {
	parts := strings.Split(filepath.Dir(path), "/")
	if len(parts) > depth {
		parts = parts[:depth]
	}
	return strings.Join(parts, "/")
}

func byFolder(sources []source, depth int) (names []string, lines map[string]int) {
	lines = map[string]int{}
	for _, s := range sources {
		lines[folder(s.path, depth)] += s.lines
	}
	for name := range lines {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool {
		a, b := names[i], names[j]
		return lines[a] > lines[b] || lines[a] == lines[b] && a < b
	})
	return
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
