// Package document writes a finished piece of work as a file: the Terms of
// Reference and the record of a workshop as Markdown, plain text, HTML, DOCX,
// PDF and JSON (domain §5, safety §2 "Exports").
//
// It owns the model in this file, which knows nothing of workshops, and one
// renderer for each format. No sentence is made here: the words around what
// people wrote come in as Labels, in the reader's language.
//
// Concurrency: a Doc is read and never changed, so one Doc may be rendered by
// several goroutines at once. Render does no I/O and blocks on nothing; it
// looks at its context between blocks and ends with the context's error.
package document

import "time"

// Doc is one document, ready to be written in any format. Every string in it
// is cleaned again and escaped for the format when it is written, so callers
// pass people's words as they are. A Doc made twice from the same state gives
// the same bytes: nothing in a file comes from the clock or from chance.
type Doc struct {
	Title    string
	Subtitle string
	// Lang is the language of our words and of every span that names no other,
	// as a BCP 47 tag ("en", "es"). Empty is written as "und".
	Lang string
	// Facts are the rows of the title page, in order: status, version, date,
	// languages, credits (domain §5 "Export contents and order").
	Facts []Row
	// Status and Version go to the running foot of each page and to the file's
	// properties, in the words of Lang.
	Status  string
	Version string
	// Date is the document's date in UTC. It is the only date in the file's
	// properties; people read the one in Facts.
	Date time.Time
	// Draft marks every page, or the head of a page-less format, with
	// Labels.Draft.
	Draft bool
	// Large sets it in large print: no letter on paper is smaller than 18 points,
	// and lines of plain text have 40 columns. Markdown and JSON have no size.
	Large bool
	// Short has no page for the title alone: the text begins below it.
	Short  bool
	Blocks []Block
	Meta   Meta
	Labels Labels
}

// Meta is what a file says about itself where its format has a place for it.
type Meta struct {
	// ID names the document in JSON and DOCX properties; empty leaves it out.
	ID string
	// Creator is the group or organisation the document is from, never one
	// person who pressed the key.
	Creator     string
	Description string
	Keywords    []string
}

// Labels are the words around the document, in Doc.Lang. An empty label leaves
// out what it would have named.
type Labels struct {
	Draft     string // the word on every page of a draft: "DRAFT"
	DraftNote string // the sentence beside it at the start: "Not adopted."
	Contents  string // heading of the table of contents; empty leaves the table out
	Skip      string // the HTML link past the head: "Go to the text"
	Page      string // foot of a page; {n} is the page, {total} their number
	Note      string // what a callout without a label of its own is called, for those who do not see the frame
	// Missing is the heading and MissingNote the paragraph of the last PDF
	// page, which lists the characters that the PDF could not show.
	Missing     string
	MissingNote string
}

// Block is one piece of a document: one of the types below.
type Block interface{ block() }

// Span is a run of text in one style. A line feed in Text is a line break.
type Span struct {
	Text     string
	Strong   bool
	Emphasis bool
	// Lang is the language the words were written in, when it is not Doc.Lang.
	Lang string
	// Name says that the text is a name as its owner typed it: it is not
	// translated, not checked for spelling and not broken over lines where the
	// format can say so.
	Name bool
}

// Spans are what stands in one paragraph or cell.
type Spans []Span

// Plain makes Spans of one unstyled run in the document's language.
func Plain(text string) Spans { return Spans{{Text: text}} }

// In makes Spans of one unstyled run in the given language.
func In(lang, text string) Spans { return Spans{{Text: text, Lang: lang}} }

// Heading opens a part. Level is 1 to 4 below the document's title; others
// count as the nearest. ID is the anchor, unique in the document; what is left
// empty, or is not made of letters a–z, digits and hyphens, gets one made from
// its place. Number ("4", "A") is written before the text.
type Heading struct {
	Level  int
	ID     string
	Number string
	Text   Spans
}

// Paragraph is running text. A Number above 0 is shown in the margin, so that
// people can say "paragraph 4" aloud.
type Paragraph struct {
	Number int
	Text   Spans
	// Lead says that it belongs to what follows: no page ends with it.
	Lead bool
}

// List is a bulleted or, when Ordered, a numbered list. With Boxes each item has
// a box to tick by hand instead.
type List struct {
	Ordered bool
	Boxes   bool
	Items   []Spans
}

// boxSign is a box to tick where a format has no picture of one.
const boxSign = "\u2610"

// Ruled is room to write by hand: so many empty lines.
type Ruled struct{ Lines int }

// ColumnKind says how a column's cells read.
type ColumnKind int

// Words are set from the left, Numbers from the right, Dates are not broken.
const (
	Words ColumnKind = iota
	Numbers
	Dates
)

// Column is the head of a table's column. Share is its part of the width
// beside the other columns' shares; 0 counts as 1.
type Column struct {
	Title string
	Kind  ColumnKind
	Share float64
}

// Table has one header row. A row with fewer cells than columns is filled with
// empty ones; cells past the last column are joined to it. With RowHeads the
// first cell of each row is that row's heading.
type Table struct {
	Caption  string
	Columns  []Column
	RowHeads bool
	Rows     [][]Spans
}

// Quote is somebody's words set apart. By is who said them, if they want it
// said.
type Quote struct {
	Text []Spans
	By   Spans
}

// Note is a callout: "Entered from paper", "In Spanish", a minority view.
type Note struct {
	Label string
	Text  []Spans
}

// Row is a label and its value.
type Row struct {
	Label string
	Value Spans
}

// Facts are label and value rows, each label a term of the document.
type Facts struct{ Rows []Row }

// Signature is one signer's place in the sign-off block (domain §5): the
// chosen name first, then the rows that apply (title, government, capacity,
// status, date, method, note). Line, when not empty, draws a line to sign on
// by hand and stands under it: "Signature and date".
type Signature struct {
	Name Spans
	Rows []Row
	Line string
}

// Signatures is the sign-off block. A signer is never split over two pages
// where the format has pages.
type Signatures struct{ Signers []Signature }

// PageBreak starts a new page where the format has pages.
type PageBreak struct{}

// Bar is one row of a distribution. Count is drawn, Words are read ("4 of 12
// answers"); the words stand in every format.
type Bar struct {
	Label Spans
	Count int
	Words string
}

// Bars is a distribution. The columns' titles are the head of the table that
// it is where bars can't be drawn. Of is the count that a bar of full length
// stands for; 0 means all counts together. Negative counts are drawn as 0.
type Bars struct {
	Caption    string
	Of         int
	LabelTitle string
	WordsTitle string
	Rows       []Bar
}

func (Heading) block()    {}
func (Paragraph) block()  {}
func (List) block()       {}
func (Ruled) block()      {}
func (Table) block()      {}
func (Quote) block()      {}
func (Note) block()       {}
func (Facts) block()      {}
func (Signatures) block() {}
func (PageBreak) block()  {}
func (Bars) block()       {}
