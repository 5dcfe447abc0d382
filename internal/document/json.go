package document

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// schema names the form of the JSON. A field may be added under one name; a
// field that changes its meaning or goes needs the next number.
const schema = "convene.document/1"

type jsonDoc struct {
	Schema      string      `json:"schema"`
	ID          string      `json:"id,omitempty"`
	Lang        string      `json:"lang"`
	Title       string      `json:"title"`
	Subtitle    string      `json:"subtitle,omitempty"`
	Status      string      `json:"status,omitempty"`
	Version     string      `json:"version,omitempty"`
	Date        string      `json:"date,omitempty"` // RFC 3339, UTC
	Draft       bool        `json:"draft"`
	Creator     string      `json:"creator,omitempty"`
	Description string      `json:"description,omitempty"`
	Keywords    []string    `json:"keywords,omitempty"`
	Facts       []jsonRow   `json:"facts,omitempty"`
	Blocks      []jsonBlock `json:"blocks"`
}

// jsonBlock has the fields of every kind; Kind says which are meant.
type jsonBlock struct {
	Kind     string       `json:"kind"`
	Level    int          `json:"level,omitempty"`
	ID       string       `json:"id,omitempty"`
	Number   string       `json:"number,omitempty"`
	Para     int          `json:"paragraph,omitempty"`
	Ordered  bool         `json:"ordered,omitempty"`
	Boxes    bool         `json:"boxes,omitempty"`
	Lines    int          `json:"lines,omitempty"`
	Label    string       `json:"label,omitempty"`
	Caption  string       `json:"caption,omitempty"`
	Text     []jsonSpan   `json:"text,omitempty"`
	By       []jsonSpan   `json:"by,omitempty"`
	Items    [][]jsonSpan `json:"items,omitempty"`
	Columns  []jsonColumn `json:"columns,omitempty"`
	RowHeads bool         `json:"row_heads,omitempty"`
	Cells    [][]jsonCell `json:"rows,omitempty"`
	Facts    []jsonRow    `json:"facts,omitempty"`
	Signers  []jsonSigner `json:"signers,omitempty"`
	Of       int          `json:"of,omitempty"`
	Bars     []jsonBar    `json:"bars,omitempty"`
}

type jsonCell = []jsonSpan

type jsonSpan struct {
	Text     string `json:"text"`
	Lang     string `json:"lang,omitempty"`
	Strong   bool   `json:"strong,omitempty"`
	Emphasis bool   `json:"emphasis,omitempty"`
	Name     bool   `json:"name,omitempty"`
}

type jsonColumn struct {
	Title string `json:"title"`
	Kind  string `json:"kind"`
}

type jsonRow struct {
	Label string     `json:"label"`
	Value []jsonSpan `json:"value"`
}

type jsonSigner struct {
	Name  []jsonSpan `json:"name"`
	Facts []jsonRow  `json:"facts,omitempty"`
	Line  string     `json:"line,omitempty"`
}

type jsonBar struct {
	Label []jsonSpan `json:"label"`
	Count int        `json:"count"`
	Words string     `json:"words,omitempty"`
}

func renderJSON(ctx context.Context, doc Doc) ([]byte, error) {
	out := jsonDoc{Schema: schema, ID: doc.Meta.ID, Lang: doc.Lang, Title: doc.Title, Subtitle: doc.Subtitle,
		Status: doc.Status, Version: doc.Version, Draft: doc.Draft, Creator: doc.Meta.Creator,
		Description: doc.Meta.Description, Keywords: doc.Meta.Keywords,
		Facts: jsonRows(doc.Facts), Blocks: make([]jsonBlock, 0, len(doc.Blocks))}
	if !doc.Date.IsZero() {
		out.Date = doc.Date.Format(time.RFC3339)
	}
	for _, b := range doc.Blocks {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		out.Blocks = append(out.Blocks, jsonOf(b))
	}
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return nil, fmt.Errorf("writing JSON: %w", err)
	}
	return buf.Bytes(), nil
}

func jsonOf(b Block) jsonBlock {
	switch b := b.(type) {
	case Heading:
		return jsonBlock{Kind: "heading", Level: b.Level, ID: b.ID, Number: b.Number, Text: jsonSpans(b.Text)}
	case Paragraph:
		return jsonBlock{Kind: "paragraph", Para: b.Number, Text: jsonSpans(b.Text)}
	case List:
		return jsonBlock{Kind: "list", Ordered: b.Ordered, Boxes: b.Boxes, Items: jsonParas(b.Items)}
	case Ruled:
		return jsonBlock{Kind: "ruled", Lines: b.Lines}
	case Table:
		return jsonTable(b)
	case Quote:
		return jsonBlock{Kind: "quote", Items: jsonParas(b.Text), By: jsonSpans(b.By)}
	case Note:
		return jsonBlock{Kind: "note", Label: b.Label, Items: jsonParas(b.Text)}
	case Facts:
		return jsonBlock{Kind: "facts", Facts: jsonRows(b.Rows)}
	case Signatures:
		out := jsonBlock{Kind: "signatures"}
		for _, s := range b.Signers {
			out.Signers = append(out.Signers, jsonSigner{Name: jsonSpans(s.Name), Facts: jsonRows(s.Rows), Line: s.Line})
		}
		return out
	case Bars:
		out := jsonBlock{Kind: "bars", Caption: b.Caption, Of: b.Of}
		for _, r := range b.Rows {
			out.Bars = append(out.Bars, jsonBar{Label: jsonSpans(r.Label), Count: r.Count, Words: r.Words})
		}
		return out
	}
	return jsonBlock{Kind: "page-break"}
}

func jsonTable(t Table) jsonBlock {
	kinds := map[ColumnKind]string{Words: "words", Numbers: "numbers", Dates: "dates"}
	out := jsonBlock{Kind: "table", Caption: t.Caption, RowHeads: t.RowHeads}
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, jsonColumn{Title: c.Title, Kind: kinds[c.Kind]})
	}
	for _, row := range t.Rows {
		out.Cells = append(out.Cells, jsonParas(row))
	}
	return out
}

func jsonSpans(spans Spans) []jsonSpan {
	out := make([]jsonSpan, 0, len(spans))
	for _, s := range spans {
		out = append(out, jsonSpan{Text: s.Text, Lang: s.Lang, Strong: s.Strong, Emphasis: s.Emphasis, Name: s.Name})
	}
	return out
}

func jsonParas(paras []Spans) [][]jsonSpan {
	out := make([][]jsonSpan, 0, len(paras))
	for _, p := range paras {
		out = append(out, jsonSpans(p))
	}
	return out
}

func jsonRows(rows []Row) []jsonRow {
	out := make([]jsonRow, 0, len(rows))
	for _, r := range rows {
		out = append(out, jsonRow{Label: r.Label, Value: jsonSpans(r.Value)})
	}
	return out
}
