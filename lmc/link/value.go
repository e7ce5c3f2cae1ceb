package link

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// print prints the value at p, a pointer to it, in canonical form.
func (s Spec) print(p any) string {
	switch p := p.(type) {
	case *int:
		return strconv.Itoa(*p)
	case *float64:
		return FormatNumber(*p)
	case *string:
		if s.Kind == KindText {
			return escape(*p)
		}
		return *p
	case *[]string:
		return strings.Join(*p, ",")
	case *[]int:
		items := make([]string, len(*p))
		for i, n := range *p {
			items[i] = strconv.Itoa(n)
		}
		return strings.Join(items, s.separator())
	case *[]float64:
		items := make([]string, len(*p))
		for i, x := range *p {
			items[i] = FormatNumber(x)
		}
		return strings.Join(items, s.separator())
	}
	panic("link: key " + s.Key + " has no place")
}

// read reads text into the value at p; on error, whose text continues "key …", it is unchanged.
func (s Spec) read(p any, text string) error {
	switch p := p.(type) {
	case *int:
		n, err := s.whole(text)
		if err != nil {
			return err
		}
		*p = n
	case *float64:
		x, err := s.number(text)
		if err != nil {
			return err
		}
		*p = x
	case *string:
		if s.Kind == KindText {
			t, ok := unescape(text)
			if !ok || !utf8.ValidString(t) || utf8.RuneCountInString(t) > int(s.Max) {
				return fmt.Errorf("must be percent-encoded text of at most %d characters", int(s.Max))
			}
			*p = Title(t)
			return nil
		}
		if !s.has(text) {
			return errors.New("must be one of " + s.listed())
		}
		*p = text
	case *[]string:
		if s.Kind == KindFiles {
			return s.readFiles(p, text)
		}
		return s.readNames(p, text)
	case *[]int:
		return s.readWholes(p, text)
	case *[]float64:
		return s.readNumbers(p, text)
	default:
		panic("link: key " + s.Key + " has no place")
	}
	return nil
}

func (s Spec) readNames(p *[]string, text string) error {
	items := strings.Split(text, ",")
	if len(items) > s.MaxItems {
		return fmt.Errorf("takes at most %d names", s.MaxItems)
	}
	for i, name := range items {
		if !s.has(name) {
			return errors.New("must be one or more of " + s.listed() + ", joined by commas")
		}
		if slices.Contains(items[:i], name) {
			return fmt.Errorf("names %s twice", name)
		}
	}
	*p = items
	return nil
}

// HashLength is how many hexadecimal digits of a file's SHA-256 name it in a link.
const HashLength = 16

func (s Spec) readFiles(p *[]string, text string) error {
	if text == "" {
		*p = nil
		return nil
	}
	items := strings.SplitN(text, s.separator(), s.MaxItems+1)
	for _, item := range items {
		if len(items) > s.MaxItems || len(item) != HashLength || strings.Trim(item, "0123456789abcdef") != "" {
			return fmt.Errorf("takes at most %d files, each by the first %d digits of its SHA-256, joined by “%s”",
				s.MaxItems, HashLength, s.separator())
		}
	}
	*p = items
	return nil
}

func (s Spec) readWholes(p *[]int, text string) error {
	items := strings.SplitN(text, s.separator(), s.MaxItems+1)
	if len(items) < s.MinItems || len(items) > s.MaxItems {
		items := fmt.Sprintf("%d to %d", s.MinItems, s.MaxItems)
		if s.MinItems == s.MaxItems {
			items = fmt.Sprint(s.MinItems)
		}
		return fmt.Errorf("takes %s whole numbers joined by “%s”", items, s.separator())
	}
	list := make([]int, len(items))
	for i, item := range items {
		n, err := s.whole(item)
		if err != nil {
			return fmt.Errorf("takes whole numbers from %s to %s joined by “%s”",
				FormatNumber(s.Min), FormatNumber(s.Max), s.separator())
		}
		list[i] = n
	}
	*p = list
	return nil
}

func (s Spec) readNumbers(p *[]float64, text string) error {
	if text == "" {
		*p = nil
		return nil
	}
	items := strings.SplitN(text, s.separator(), s.MaxItems+1)
	list := make([]float64, 0, s.MaxItems)
	for _, item := range items {
		x, err := s.number(item)
		if err != nil || len(items) > s.MaxItems {
			return fmt.Errorf("takes at most %d numbers from %s to %s joined by “%s”",
				s.MaxItems, FormatNumber(s.Min), FormatNumber(s.Max), s.separator())
		}
		list = append(list, x)
	}
	*p = list
	return nil
}

func (s Spec) number(text string) (float64, error) {
	x, err := strconv.ParseFloat(text, 64)
	// A NaN fails every comparison and must not pass as in bounds.
	if err != nil || !decimal(text) || !(x >= s.Min && x <= s.Max) || s.MinOpen && x == s.Min {
		return 0, s.boundsError("a number")
	}
	return x + 0, nil // −0 becomes 0, so that it has one form
}

func (s Spec) whole(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || strings.HasPrefix(text, "+") || float64(n) < s.Min || float64(n) > s.Max {
		return 0, s.boundsError("a whole number")
	}
	return n, nil
}

func (s Spec) boundsError(what string) error {
	if s.Min == s.Max {
		return fmt.Errorf("must be %s", FormatNumber(s.Min))
	}
	if s.MinOpen {
		return fmt.Errorf("must be %s above %s and at most %s", what, FormatNumber(s.Min), FormatNumber(s.Max))
	}
	return fmt.Errorf("must be %s from %s to %s", what, FormatNumber(s.Min), FormatNumber(s.Max))
}

// FormatNumber prints the shortest decimal that reads back to x, without an exponent's plus sign, which a link may not
// hold.
func FormatNumber(x float64) string {
	if x == math.Trunc(x) && math.Abs(x) < 1<<53 {
		return strconv.FormatInt(int64(x), 10)
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// decimal keeps out what ParseFloat takes beyond decimal notation: nan, inf, hexadecimal, underscores.
func decimal(text string) bool { return strings.Trim(text, "0123456789.-+eE") == "" }
