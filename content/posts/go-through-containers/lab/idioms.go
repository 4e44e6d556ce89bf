// Counts idioms in Go source trees, without tests and generated code. It never type-checks; it looks at forms only.
package main

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var trees = []struct{ name, path string }{
	{"runc", "/usr/share/gocode/src/github.com/opencontainers/runc"},
	{"containerd", "/usr/share/gocode/src/github.com/containerd/containerd"},
	{"Go", "/usr/share/go-1.19/src"},
}

var idioms = []string{"defer", "defer undoes on error", "error wrapped with %w", "context first", "functional option",
	"compile-time check", "init function", "file for one system", "LockOSThread", "/proc/self"}

var (
	system    = regexp.MustCompile(`_(linux|windows|unix|darwin|freebsd|solaris|openbsd|netbsd|plan9|js|aix)(_[a-z0-9]+)?\.go$`)
	generated = regexp.MustCompile(`^// Code generated .* DO NOT EDIT\.$`)
)

func count(file *ast.File, found map[string]int) {
	ast.Inspect(file, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.DeferStmt:
			found["defer"]++
			if undoes(n) {
				found["defer undoes on error"]++
			}
		case *ast.FuncDecl:
			if n.Recv == nil && n.Name.Name == "init" {
				found["init function"]++
			}
			if params := n.Type.Params.List; len(params) > 0 && selector(params[0].Type) == "context.Context" {
				found["context first"]++
			}
			if results := n.Type.Results; n.Recv == nil && strings.HasPrefix(n.Name.Name, "With") && results != nil &&
				len(results.List) == 1 && strings.Contains(name(results.List[0].Type), "Opt") {
				found["functional option"]++
			}
		case *ast.ValueSpec:
			if len(n.Names) == 1 && n.Names[0].Name == "_" && n.Type != nil && len(n.Values) == 1 {
				found["compile-time check"]++
			}
		case *ast.BasicLit:
			if n.Kind == token.STRING && strings.Contains(n.Value, "%w") {
				found["error wrapped with %w"]++
			}
			if n.Kind == token.STRING && strings.Contains(n.Value, "/proc/self") {
				found["/proc/self"]++
			}
		case *ast.CallExpr:
			if strings.HasSuffix(selector(n.Fun), "runtime.LockOSThread") {
				found["LockOSThread"]++
			}
		}
		return true
	})
}

// region undoes
// undoes reports whether a deferred function does something only if the surrounding one fails.
func undoes(statement *ast.DeferStmt) bool {
	function, ok := statement.Call.Fun.(*ast.FuncLit)
	if !ok || len(function.Body.List) == 0 {
		return false
	}
	first, ok := function.Body.List[0].(*ast.IfStmt)
	if !ok {
		return false
	}
	condition, ok := first.Cond.(*ast.BinaryExpr)
	return ok && condition.Op == token.NEQ && strings.Contains(strings.ToLower(name(condition.X)), "err") && name(condition.Y) == "nil"
}

// endregion undoes

func name(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

func selector(e ast.Expr) string {
	if s, ok := e.(*ast.SelectorExpr); ok {
		return name(s.X) + "." + s.Sel.Name
	}
	return ""
}

func lines(path string) (n int, skip bool) {
	file, err := os.Open(path)
	if err != nil {
		panic(err)
	}
	defer file.Close()
	for scanner := bufio.NewScanner(file); scanner.Scan(); n++ {
		if generated.MatchString(scanner.Text()) {
			return 0, true
		}
	}
	return n, false
}

// round keeps two digits, which is as much as the numbers mean.
func round(x float64) int {
	unit := 1.0
	for x/unit >= 100 {
		unit *= 10
	}
	return int(math.Round(x/unit) * unit)
}

func main() {
	found := make([]map[string]int, len(trees))
	for i, tree := range trees {
		found[i] = map[string]int{}
		filepath.WalkDir(tree.path, func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				panic(err)
			}
			if entry.IsDir() && (entry.Name() == "vendor" || entry.Name() == "testdata" || path == tree.path+"/cmd") {
				return fs.SkipDir
			}
			if entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return nil
			}
			n, skip := lines(path)
			if skip {
				return nil
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return nil
			}
			found[i]["lines"] += n
			found[i]["files"]++
			if system.MatchString(path) {
				found[i]["file for one system"]++
			}
			count(file, found[i])
			return nil
		})
	}
	fmt.Printf("%-24s", "")
	for _, tree := range trees {
		fmt.Printf("%12s", tree.name)
	}
	for _, what := range []string{"files", "lines"} {
		fmt.Printf("\n%-24s", what)
		for i := range trees {
			fmt.Printf("%12d", round(float64(found[i][what])))
		}
	}
	fmt.Println("\nin 100,000 lines:")
	for _, idiom := range idioms {
		fmt.Printf("%-24s", idiom)
		for i := range trees {
			fmt.Printf("%12d", round(float64(found[i][idiom])*1e5/float64(found[i]["lines"])))
		}
		fmt.Println()
	}
}
