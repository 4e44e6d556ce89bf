package main

import (
	"fmt"
	"html"
	"io"
	"sort"
	"strings"
)

const (
	width  = 760.0
	row    = 22.0
	depth  = 3
	margin = 12.0
)

// Each folder at the top keeps its color in all cuts, so that you can follow it.
var colors = []struct{ folder, class string }{
	{"cmd", "a"}, {"crypto", "b"}, {"go", "c"}, {"internal", "d"}, {"net", "e"}, {"runtime", "f"}, {"syscall", "g"}, {"vendor", "h"},
}

const style = `<style>
text { font: 12px sans-serif; fill: #1f1f21 }
.name { font-size: 11px }
rect { stroke: #fdfcfa; stroke-width: 1 }
.paper { fill: #fdfcfa } .mark { fill: #1f1f21; stroke: none }
.a { fill: #f2c9a1 } .b { fill: #c9b8e8 } .c { fill: #b9dcb0 } .d { fill: #e6d98f } .e { fill: #a9cdf0 }
.f { fill: #f0b3b3 } .g { fill: #9fdcd2 } .h { fill: #e3b9d9 } .other { fill: #d9d6cf }
</style>
`

// #region draw
func draw(out io.Writer, cuts []cut) {
	height := margin + float64(len(cuts))*(row+depth*row+margin)
	fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" width="%.0f" height="%.0f">`+"\n%s", width+2*margin, height, width+2*margin, height, style)
	fmt.Fprintf(out, `<rect class="paper" width="%.0f" height="%.0f"/>`+"\n", width+2*margin, height)
	y := margin
	for number, c := range cuts {
		lines, generated := c.total()
		label := fmt.Sprintf("%d. %s: %s lines, %d %% generated", number+1, c.name, grouped(lines), percent(generated, lines))
		fmt.Fprintf(out, `<text x="%.0f" y="%.0f">%s</text>`+"\n", margin, y+15, html.EscapeString(label))
		boxes(out, c.sources, "", 1, margin, y+row, width/float64(lines))
		y += row + depth*row + margin
	}
	fmt.Fprintln(out, "</svg>")
}

// boxes draws the folders of one level from left to right, and the folders in them one row below.
func boxes(out io.Writer, sources []source, parent string, level int, x, y, scale float64) {
	inside := map[string][]source{}
	for _, s := range sources {
		if name := folder(s.path, level); name != parent { // else the file is in the parent itself
			inside[name] = append(inside[name], s)
		}
	}
	var names []string
	for name := range inside {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		lines, generated := cut{"", inside[name]}.total()
		w := float64(lines) * scale
		if w >= 1 {
			box(out, name, x, y, w, w*float64(generated)/float64(lines))
			if level < depth {
				boxes(out, inside[name], name, level+1, x, y+row, scale)
			}
		}
		x += w
	}
}

// #endregion draw

func box(out io.Writer, name string, x, y, w, generated float64) {
	class := "other"
	for _, color := range colors {
		if name == color.folder || strings.HasPrefix(name, color.folder+"/") {
			class = color.class
		}
	}
	fmt.Fprintf(out, `<rect class="%s" x="%.1f" y="%.0f" width="%.1f" height="%.0f"/>`+"\n", class, x, y, w, row)
	if generated >= 1 {
		fmt.Fprintf(out, `<rect class="mark" x="%.1f" y="%.0f" width="%.1f" height="3"/>`+"\n", x, y+row-4, generated)
	}
	short := name[strings.LastIndex(name, "/")+1:]
	if w > float64(len(short))*5.6+6 {
		fmt.Fprintf(out, `<text class="name" x="%.1f" y="%.0f">%s</text>`+"\n", x+3, y+14, html.EscapeString(short))
	}
}

func percent(part, whole int) int { return (100*part + whole/2) / whole }

// grouped writes 1234567 as 1,234,567.
func grouped(n int) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
