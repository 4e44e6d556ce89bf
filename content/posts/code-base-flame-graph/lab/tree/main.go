// Counts the lines of Go's own source in five cuts, from all files to the lines that are in a server's executable.
// Usage: tree FOLDER, for its tables and its picture
package main

import (
	"fmt"
	"go/build"
	"io"
	"os"
	"path/filepath"
	"sort"
)

func main() {
	root, err := filepath.EvalSymlinks(filepath.Join(build.Default.GOROOT, "src"))
	check(err)
	// #region cuts
	sources := all(root)
	code := only(sources, func(s source) bool { return !isTest(s) })
	machine := only(code, forThisMachine(root))
	needed := only(machine, imported())
	cuts := []cut{
		{"all files", sources},
		{"without tests", code},
		{"for linux/amd64", machine},
		{"imported by a net/http server", needed},
		{"with an instruction in its executable", linked(needed, "bin/server")},
	}
	// #endregion cuts
	write("cuts.txt", func(out io.Writer) { printCuts(out, cuts) })
	write("folders-1.txt", func(out io.Writer) { printFolders(out, cuts, 1) })
	write("lost.txt", func(out io.Writer) { printLost(out, needed, cuts[4].sources) })
	write("files.txt", func(out io.Writer) { printFiles(out, cuts) })
	write("tree.svg", func(out io.Writer) { draw(out, cuts) })
}

func write(name string, print func(io.Writer)) {
	file, err := os.Create(filepath.Join(os.Args[1], name))
	check(err)
	print(file)
	check(file.Close())
}

func printCuts(out io.Writer, cuts []cut) {
	fmt.Fprintf(out, "%-37s %5s %9s %10s  %s\n", "", "files", "lines", "generated", "half is in")
	for _, c := range cuts {
		lines, generated := c.total()
		sort.SliceStable(c.sources, func(i, j int) bool { return c.sources[i].lines > c.sources[j].lines })
		sum, count := 0, 0
		for ; 2*sum < lines; count++ {
			sum += c.sources[count].lines
		}
		fmt.Fprintf(out, "%-37s %5d %9s %8d %%  %d (%d %%)\n", c.name, len(c.sources), grouped(lines), percent(generated, lines), count, percent(count, len(c.sources)))
	}
}

func printFolders(out io.Writer, cuts []cut, depth int) {
	for _, c := range cuts {
		names, lines := byFolder(c.sources, depth)
		total, _ := c.total()
		fmt.Fprintf(out, "%s:\n ", c.name)
		for i := 0; i < 6; i++ {
			fmt.Fprintf(out, " %s %d %%", names[i], percent(lines[names[i]], total))
			if i < 5 {
				fmt.Fprint(out, ",")
			}
		}
		fmt.Fprintln(out)
	}
}

func printFiles(out io.Writer, cuts []cut) {
	for _, c := range []cut{cuts[0], cuts[3], cuts[4]} {
		sort.SliceStable(c.sources, func(i, j int) bool { return c.sources[i].lines > c.sources[j].lines })
		fmt.Fprintf(out, "%s:\n", c.name)
		for _, s := range c.sources[:4] {
			mark := ""
			if s.generated {
				mark = " (generated)"
			}
			fmt.Fprintf(out, "  %6d  %s%s\n", s.lines, s.path, mark)
		}
	}
}

// printLost lists the largest packages in order of the share of their lines that is in the executable.
func printLost(out io.Writer, imported, linked []source) {
	names, lines := byFolder(imported, 9)
	_, kept := byFolder(linked, 9)
	empty := 0
	for _, name := range names {
		if kept[name] == 0 {
			empty++
		}
	}
	fmt.Fprintf(out, "%d packages are imported, %d of them leave no instruction\n", len(names), empty)
	names = names[:16]
	sort.SliceStable(names, func(i, j int) bool { return kept[names[i]]*lines[names[j]] < kept[names[j]]*lines[names[i]] })
	for _, name := range names {
		fmt.Fprintf(out, "%3d %%  %6d of %6d lines  %s\n", percent(kept[name], lines[name]), kept[name], lines[name], name)
	}
}
