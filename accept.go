package main

import (
	"strconv"
	"strings"
)

// accepts reports whether the Accept-Encoding lines of a request take a coding: it is named and nowhere refused with
// q=0, or covered by *.
func accepts(lines []string, coding string) bool {
	named, star := false, false
	for part := range strings.SplitSeq(strings.Join(lines, ","), ",") {
		name, parameters, _ := strings.Cut(part, ";")
		name = strings.TrimSpace(name)
		wanted := weight(parameters) > 0
		switch {
		case strings.EqualFold(name, coding):
			if !wanted {
				return false
			}
			named = true
		case name == "*":
			star = wanted
		}
	}
	return named || star
}

// weight returns the q of a coding's parameters, 1 if there is none, and 0 if it is not a number from 0 to 1.
func weight(parameters string) float64 {
	for parameter := range strings.SplitSeq(parameters, ";") {
		key, value, _ := strings.Cut(parameter, "=")
		if !strings.EqualFold(strings.TrimSpace(key), "q") {
			continue
		}
		q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		if err != nil || !(q >= 0 && q <= 1) {
			return 0
		}
		return q
	}
	return 1
}
