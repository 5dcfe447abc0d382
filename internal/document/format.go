package document

import (
	"context"
	"strings"

	"convene/internal/fault"
	"convene/internal/safetext"
)

// Format is a kind of file, named as people type it after --format.
type Format string

// The formats a document can be written in.
const (
	Markdown Format = "md"
	Text     Format = "txt"
	HTML     Format = "html"
	DOCX     Format = "docx"
	PDF      Format = "pdf"
	JSON     Format = "json"
)

// Info describes a Format. A Binary one is not for a terminal.
type Info struct {
	Format    Format
	Extension string // with its dot
	MediaType string
	Binary    bool
}

// Formats lists every format, in the order they are offered to people.
func Formats() []Info {
	return []Info{
		{DOCX, ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", true},
		{PDF, ".pdf", "application/pdf", true},
		{HTML, ".html", "text/html; charset=utf-8", false},
		{Markdown, ".md", "text/markdown; charset=utf-8", false},
		{Text, ".txt", "text/plain; charset=utf-8", false},
		{JSON, ".json", "application/json", false},
	}
}

// ParseFormat reads a format as a person types it: its name, its extension,
// or "markdown", "text" and "word", in any case. Another word is the fault
// document.format with the argument format.
func ParseFormat(word string) (Info, error) {
	name := strings.TrimPrefix(strings.ToLower(strings.TrimSpace(word)), ".")
	switch name {
	case "markdown":
		name = string(Markdown)
	case "text":
		name = string(Text)
	case "word":
		name = string(DOCX)
	case "htm":
		name = string(HTML)
	}
	for _, f := range Formats() {
		if string(f.Format) == name {
			return f, nil
		}
	}
	return Info{}, fault.New("document.format", "format", word)
}

// FileName is what a file of the document is called when it is saved: its
// title in [a-z0-9-] and the extension.
func (i Info) FileName(title string) string {
	return safetext.Slug(safetext.Clean(safetext.Title, title)) + i.Extension
}

// renderer writes one cleaned document.
type renderer func(context.Context, Doc) ([]byte, error)

// Render writes doc in the format. The same doc gives the same bytes. An
// unknown format is the fault document.format; a context that ends is its own
// error.
func Render(ctx context.Context, doc Doc, format Format) ([]byte, error) {
	render, ok := map[Format]renderer{Markdown: renderMarkdown, Text: renderText, HTML: renderHTML,
		DOCX: renderDOCX, PDF: renderPDF, JSON: renderJSON}[format]
	if !ok {
		return nil, fault.New("document.format", "format", string(format))
	}
	return render(ctx, cleaned(doc))
}
