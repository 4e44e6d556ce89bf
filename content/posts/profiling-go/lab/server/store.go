package main

import (
	"fmt"
	"regexp"
	"sync"
)

type store struct {
	lines []string

	mu       sync.Mutex
	searches map[string]int
	history  []string
}

// page answers a query: the lines that contain it, in upper or lower case.
func (s *store) page(query string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.searches[query]++
	audit(query)
	page := render(s.search(query))
	s.history = append(s.history, page)
	return page
}

func (s *store) search(query string) []string {
	var found []string
	for _, line := range s.lines {
		re := regexp.MustCompile("(?i)" + regexp.QuoteMeta(query))
		if re.MatchString(line) {
			found = append(found, line)
		}
	}
	return found
}

func render(lines []string) string {
	page := ""
	for i, line := range lines {
		page += fmt.Sprintf("%4d  %s\n", i+1, line)
	}
	return page
}
