package lab

// Table is numbers of a result in words and rows.
type Table struct {
	Name    string     `json:"name"`
	Title   string     `json:"title"`
	Columns []Column   `json:"columns"`
	Rows    []TableRow `json:"rows"`
	Notes   []string   `json:"notes"` // what is to be known of it, a sentence each
}

// Column is what is told of every row.
type Column struct {
	Title string `json:"title"` // with its unit
	Help  string `json:"help"`  // one sentence, with its source
}

// TableRow is a row by its heading, with a cell for every column; an empty one is not known yet.
type TableRow struct {
	Head  string   `json:"head"`
	Ink   string   `json:"ink"` // colour of what it is about, as in figures: A, B, piB, merged; "" for none
	Cells []string `json:"cells"`
}
