package keys

import (
	"errors"
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"onebasin/lmc/link"
)

// get prints the field's value in l in canonical form.
func (f Field) get(l *Link) string {
	switch p := f.place(l).(type) {
	case *int:
		return strconv.Itoa(*p)
	case *float64:
		return formatNumber(*p)
	case *string:
		if f.Kind == KindText {
			// QueryEscape leaves only letters, digits and -_.~ as they are.
			return strings.ReplaceAll(url.QueryEscape(*p), "+", "%20")
		}
		return *p
	case *[]string:
		return strings.Join(*p, ",")
	case *[]int:
		items := make([]string, len(*p))
		for i, n := range *p {
			items[i] = strconv.Itoa(n)
		}
		return strings.Join(items, f.separator())
	case *[]float64:
		items := make([]string, len(*p))
		for i, x := range *p {
			items[i] = formatNumber(x)
		}
		return strings.Join(items, f.separator())
	}
	panic("keys: field " + f.Key + " has no place")
}

// set reads text into the field's place in l; on error, whose text continues
// "key …", l is unchanged.
func (f Field) set(l *Link, text string) error {
	switch p := f.place(l).(type) {
	case *int:
		n, err := f.whole(text)
		if err != nil {
			return err
		}
		*p = n
	case *float64:
		x, err := f.number(text)
		if err != nil {
			return err
		}
		*p = x
	case *string:
		if f.Kind == KindText {
			s, err := url.PathUnescape(text)
			if err != nil || !utf8.ValidString(s) || utf8.RuneCountInString(s) > int(f.Max) {
				return fmt.Errorf("must be percent-encoded text of at most %d characters", int(f.Max))
			}
			*p = link.Title(s)
			return nil
		}
		if !f.has(text) {
			return errors.New("must be one of " + f.names())
		}
		*p = text
	case *[]string:
		return f.setNames(p, text)
	case *[]int:
		return f.setList(p, text)
	case *[]float64:
		return f.setValues(p, text)
	default:
		panic("keys: field " + f.Key + " has no place")
	}
	return nil
}

func (f Field) setNames(p *[]string, text string) error {
	items := strings.Split(text, ",")
	if len(items) > f.MaxItems {
		return fmt.Errorf("takes at most %d names", f.MaxItems)
	}
	for i, name := range items {
		if !f.has(name) {
			return errors.New("must be one or more of " + f.names() + ", joined by commas")
		}
		if slices.Contains(items[:i], name) {
			return fmt.Errorf("names %s twice", name)
		}
	}
	*p = items
	return nil
}

func (f Field) setList(p *[]int, text string) error {
	items := strings.SplitN(text, f.separator(), f.MaxItems+1)
	if len(items) < f.MinItems || len(items) > f.MaxItems {
		return fmt.Errorf("takes %d to %d whole numbers joined by “%s”", f.MinItems, f.MaxItems, f.separator())
	}
	list := make([]int, len(items))
	for i, item := range items {
		n, err := f.whole(item)
		if err != nil {
			return fmt.Errorf("takes whole numbers from %s to %s joined by “%s”",
				formatNumber(f.Min), formatNumber(f.Max), f.separator())
		}
		list[i] = n
	}
	*p = list
	return nil
}

func (f Field) setValues(p *[]float64, text string) error {
	if text == "" {
		*p = nil
		return nil
	}
	items := strings.SplitN(text, f.separator(), f.MaxItems+1)
	list := make([]float64, 0, f.MaxItems)
	for _, item := range items {
		x, err := f.number(item)
		if err != nil || len(items) > f.MaxItems {
			return fmt.Errorf("takes at most %d numbers from %s to %s joined by “%s”",
				f.MaxItems, formatNumber(f.Min), formatNumber(f.Max), f.separator())
		}
		list = append(list, x)
	}
	*p = list
	return nil
}

func (f Field) number(text string) (float64, error) {
	x, err := strconv.ParseFloat(text, 64)
	// A NaN fails every comparison and must not pass as in bounds.
	if err != nil || !plain(text) || !(x >= f.Min && x <= f.Max) || f.MinOpen && x == f.Min {
		return 0, f.boundsError("a number")
	}
	return x + 0, nil // −0 becomes 0, so that it has one form
}

func (f Field) whole(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || strings.HasPrefix(text, "+") || float64(n) < f.Min || float64(n) > f.Max {
		return 0, f.boundsError("a whole number")
	}
	return n, nil
}

func (f Field) boundsError(what string) error {
	if f.Min == f.Max {
		return fmt.Errorf("must be %s", formatNumber(f.Min))
	}
	if f.MinOpen {
		return fmt.Errorf("must be %s above %s and at most %s", what, formatNumber(f.Min), formatNumber(f.Max))
	}
	return fmt.Errorf("must be %s from %s to %s", what, formatNumber(f.Min), formatNumber(f.Max))
}

func (f Field) place(l *Link) any {
	if f.View {
		return f.v(&l.View)
	}
	return f.at(&l.Experiment)
}

func (f Field) separator() string {
	if f.Kind == KindWidths {
		return "-"
	}
	return ","
}

func (f Field) has(name string) bool {
	return slices.ContainsFunc(f.Options, func(o Option) bool { return o.Name == name })
}

// names lists what a choice takes, but for the empty name, which is no text.
func (f Field) names() string {
	return strings.Join(slices.DeleteFunc(f.Names(), func(n string) bool { return n == "" }), ", ")
}

// formatNumber prints the shortest decimal that reads back to x, without an
// exponent's plus sign, which a link may not hold.
func formatNumber(x float64) string {
	if x == math.Trunc(x) && math.Abs(x) < 1<<53 {
		return strconv.FormatInt(int64(x), 10)
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// plain keeps out what ParseFloat takes beyond decimal notation: nan, inf,
// hexadecimal, underscores.
func plain(text string) bool {
	return strings.Trim(text, "0123456789.-+eE") == ""
}

// Names returns the names that a choice takes.
func (f Field) Names() []string {
	names := make([]string, len(f.Options))
	for i, o := range f.Options {
		names[i] = o.Name
	}
	return names
}
