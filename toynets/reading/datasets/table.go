package datasets

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"onebasin/toynets"
	"onebasin/toynets/reading"
)

// labelNames are what a column of labels is called, the first that a table has.
var labelNames = []string{"label", "labels", "class", "target", "species", "y"}

// missing is how tables write that a value is not there.
var missing = []string{"", "na", "n/a", "nan", "null", "none", "nil", "?", "-", "."}

// tableReader reads a CSV table line by line.
type tableReader struct {
	*csv.Reader
	columns []string // names, or nil
	width   int
	label   int
	skipped int  // lines before the table
	comma   bool // a decimal comma was seen
	point   bool // a decimal point was seen
}

// table reads a CSV file: separated by tabs, semicolons or commas, with or without a header.
func table(o Options, file []byte) (Set, error) {
	file = bytes.TrimPrefix(file, []byte("\ufeff"))
	separator, body := separatorOf(file)
	r := tableReader{Reader: csv.NewReader(bytes.NewReader(body))}
	r.skipped = bytes.Count(file[:len(file)-len(body)], []byte("\n"))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord, r.TrimLeadingSpace = separator, -1, true, separator != '\t'
	first, err := r.line()
	if err != nil {
		return Set{}, err
	}
	if first == nil {
		return Set{}, reading.Wrong("the CSV file", "lines of numbers", "none")
	}
	first, firstLine := slices.Clone(first), r.lineNumber()
	r.width = len(first)
	if r.width < 2 {
		return Set{}, reading.Wrong("line 1 of the CSV file", "two columns at least, separated by tabs, semicolons or "+
			"commas", "one: %s", reading.Quote(first[0]))
	}
	second, err := r.line()
	if err != nil {
		return Set{}, err
	}
	header := o.Header == Present || o.Header == Auto && isHeader(first, second)
	if header {
		r.columns = first
	}
	if err := r.findLabel(o.Label); err != nil {
		return Set{}, err
	}
	s := Set{Format: "CSV"}
	// A value and its separator are two bytes at least, so the file's size bounds the table.
	values := min((bytes.Count(file, []byte("\n"))+1)*(r.width-1), len(file)/2+1)
	s.X = make([]float32, 0, min(values, toynets.MaxInputs))
	labels := labelList{place: map[string]int32{}}
	if !header {
		if err := r.add(&s, &labels, first, firstLine); err != nil {
			return Set{}, err
		}
	}
	for record := second; record != nil; {
		if err := r.add(&s, &labels, record, r.lineNumber()); err != nil {
			return Set{}, err
		}
		if record, err = r.line(); err != nil {
			return Set{}, err
		}
	}
	s.N, s.Dim = len(s.Y), r.width-1
	s.describe(&r, separator)
	s.classify(labels.list)
	return s, s.check()
}

// separatorOf returns what separates columns, and the file without the line in which Excel says so.
func separatorOf(file []byte) (rune, []byte) {
	line, rest, _ := bytes.Cut(file, []byte("\n"))
	if text := strings.TrimSpace(string(line[:min(len(line), 16)])); len(text) == 5 && strings.HasPrefix(text,
		"sep=") &&
		strings.ContainsAny(text[4:], ",;\t") {
		return rune(text[4]), rest
	}
	quoted, semicolon := false, false
	for _, c := range file[:min(len(file), 1<<16)] {
		switch {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\t':
			return '\t', file
		case c == ';':
			semicolon = true
		case c == '\n':
			if semicolon {
				return ';', file
			}
			return ',', file
		}
	}
	if semicolon {
		return ';', file
	}
	return ',', file
}

// line reads the next line; nil at the end.
func (r *tableReader) line() ([]string, error) {
	record, err := r.Read()
	var broken *csv.ParseError
	switch {
	case err == io.EOF:
		return nil, nil
	case errors.As(err, &broken):
		return nil, reading.Advise(reading.Wrong(fmt.Sprintf("line %d, byte %d of the CSV file", r.skipped+broken.Line,
			broken.Column), "fields with quotation marks around them or none in them", "a quotation mark out of place"),
			"a quotation mark inside a field is written twice")
	case err != nil:
		return nil, err
	case r.width > 0 && len(record) != r.width:
		return nil, reading.Wrong(fmt.Sprintf("line %d of the CSV file", r.lineNumber()), reading.Plural(r.width,
			"column")+
			", as the first line has", "%d", len(record))
	}
	return record, nil
}

// lineNumber is that of the line that was read last.
func (r *tableReader) lineNumber() int {
	line, _ := r.FieldPos(0)
	return r.skipped + line
}

// isHeader tells whether the first line has a word where the second has a number.
func isHeader(first, second []string) bool {
	for j := range second {
		if !isNumber(first[j]) && isNumber(second[j]) {
			return true
		}
	}
	return false
}

func isNumber(field string) bool {
	_, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(field), ",", ".", 1), 64)
	return err == nil
}

// findLabel finds the column of labels.
func (r *tableReader) findLabel(wanted string) error {
	named := func(name string) int {
		return slices.IndexFunc(r.columns, func(c string) bool { return strings.EqualFold(strings.TrimSpace(c), name) })
	}
	if wanted != "" {
		if r.label = named(wanted); r.label >= 0 {
			return nil
		}
		if n, err := strconv.Atoi(wanted); err == nil && n >= 1 && n <= r.width {
			r.label = n - 1
			return nil
		}
		return reading.Wrong("the CSV file", "a column "+reading.Quote(wanted), "none of that name, and %s",
			reading.Plural(r.width, "column"))
	}
	r.label = r.width - 1
	for _, name := range labelNames {
		if j := named(name); j >= 0 {
			r.label = j
			return nil
		}
	}
	return nil
}

// labelList numbers labels in the order in which they come.
type labelList struct {
	list  []string
	place map[string]int32
}

// add adds a line's example to the set.
func (r *tableReader) add(s *Set, labels *labelList, record []string, line int) error {
	if len(s.Y) == toynets.MaxExamples || len(s.X) > toynets.MaxInputs-r.width {
		return reading.Wrong(r.at(line, 0), fmt.Sprintf("at most %d examples and %d numbers in all",
			toynets.MaxExamples, toynets.MaxInputs), "more")
	}
	for j, field := range record {
		field = strings.TrimSpace(field)
		if slices.Contains(missing, strings.ToLower(field)) {
			found := "nothing"
			if field != "" {
				found = reading.Quote(field)
			}
			return reading.Advise(reading.Wrong(r.at(line, j), "a value", "%s: it is missing", found),
				"fill it in or take the line out")
		}
		if j != r.label {
			x, err := r.number(field, line, j)
			if err != nil {
				return err
			}
			s.X = append(s.X, x)
			continue
		}
		name, err := r.labelName(field, line)
		if err != nil {
			return err
		}
		name = strings.ToValidUTF8(name, "\ufffd")
		class, ok := labels.place[name]
		if !ok {
			if len(labels.list) == MostClasses {
				return tooManyClasses(r.at(line, j))
			}
			name = strings.Clone(name) // without the line around it
			class = int32(len(labels.list))
			labels.place[name] = class
			labels.list = append(labels.list, name)
		}
		s.Y = append(s.Y, class)
	}
	return nil
}

// at is a place in the file for an error.
func (r *tableReader) at(line, column int) string {
	text := fmt.Sprintf("line %d, column %d", line, column+1)
	if r.columns != nil {
		text += " (" + reading.Quote(r.columns[column]) + ")"
	}
	return text
}

// number reads an input, with a decimal point or a decimal comma, but not both in one file.
func (r *tableReader) number(field string, line, column int) (float32, error) {
	text := field
	if strings.Contains(text, ",") {
		r.comma = true
		text = strings.Replace(text, ",", ".", 1)
	} else if strings.Contains(text, ".") {
		r.point = true
	}
	x, err := strconv.ParseFloat(text, 32)
	switch {
	case r.comma && r.point:
		return 0, reading.Wrong(r.at(line, column), "decimal points or decimal commas, not both in a file", "%s",
			reading.Quote(field))
	case errors.Is(err, strconv.ErrRange), err == nil && (math.IsInf(x, 0) || x != x):
		return 0, reading.Wrong(r.at(line, column), "a finite number, below 3.4e38", "%s", reading.Quote(field))
	case err != nil:
		return 0, reading.Advise(reading.Wrong(r.at(line, column), "a number", "%s", reading.Quote(field)),
			"only the column of labels may hold words")
	}
	return float32(x), nil
}

// labelName is a label as classes are named: whole numbers in their shortest form, so that 1 and 1.0 are one class.
func (r *tableReader) labelName(field string, line int) (string, error) {
	x, err := strconv.ParseFloat(strings.Replace(field, ",", ".", 1), 64)
	if err != nil {
		return field, nil
	}
	if x != math.Trunc(x) || math.Abs(x) > 1<<53 {
		return "", reading.Advise(reading.Wrong(r.at(line, r.label), "a class: a whole number or a word", "%s",
			reading.Quote(field)), "this laboratory trains classifiers: choose another column for the labels")
	}
	return strconv.FormatFloat(x+0, 'f', -1, 64), nil
}

// describe notes what was inferred.
func (s *Set) describe(r *tableReader, separator rune) {
	name := map[rune]string{',': "commas", ';': "semicolons", '\t': "tabs"}[separator]
	head := "The first line is an example, not a header."
	column := fmt.Sprintf("column %d", r.label+1)
	if r.columns != nil {
		head = "The first line names the columns."
		column += " (" + reading.Quote(r.columns[r.label]) + ")"
		for j, c := range r.columns {
			if j != r.label {
				s.Columns = append(s.Columns, strings.ToValidUTF8(strings.TrimSpace(c), "\ufffd"))
			}
		}
	}
	s.Notes = append(s.Notes, "Columns are separated by "+name+".", head, "The labels are "+column+".")
	if r.comma {
		s.Notes = append(s.Notes, "Numbers have a decimal comma.")
	}
}
