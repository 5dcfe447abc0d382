package document_test

import (
	"time"

	"convene/internal/document"
)

// sample is a Terms of Reference as a county board and a Tribal council would
// get it, with one block of every kind.
func sample() document.Doc {
	return document.Doc{
		Title: "Rio Claro Family Partnership", Subtitle: "Terms of Reference", Lang: "en",
		Status: "Draft for ratification", Version: "Version 1.0", Draft: true,
		Date: time.Date(2026, 3, 14, 17, 0, 0, 0, time.UTC),
		Facts: []document.Row{
			{Label: "Status", Value: document.Plain("Draft for ratification")},
			{Label: "Version", Value: document.Plain("1.0")},
			{Label: "Date", Value: document.Plain("14 March 2026")},
			{Label: "Languages", Value: document.Spans{{Text: "English, "}, {Text: "español", Lang: "es"}}},
			{Label: "Written by", Value: document.Spans{{Text: "Rosa Delgado", Name: true}, {Text: ", "}, {Text: "ƛ̓aqʷ Ną́ʔ", Name: true}, {Text: " and fourteen others"}}},
		},
		Meta: document.Meta{ID: "rio-claro-1", Creator: "Rio Claro Family Partnership", Description: "How we work together", Keywords: []string{"terms of reference", "partnership"}},
		Labels: document.Labels{Draft: "DRAFT", DraftNote: "Not adopted. Open points are listed at the end.", Contents: "Contents", Skip: "Go to the text",
			Page: "Page {n} of {total}", Note: "Note", Missing: "Characters that this PDF could not show",
			MissingNote: "They are shown as boxes. The HTML and the DOCX show them."},
		Blocks: sampleBlocks(),
	}
}

func sampleBlocks() []document.Block {
	p := document.Plain
	return []document.Block{
		document.Heading{Level: 1, ID: "summary", Text: p("Summary")},
		document.Paragraph{Text: document.Spans{{Text: "We exist so that children stay "}, {Text: "safely", Strong: true}, {Text: " with their kin and culture "}, {Text: "whenever possible", Emphasis: true}, {Text: ". We began after three listening sessions in which families told us they felt unheard, and this text says how we will work together from now on."}}},
		document.List{Items: []document.Spans{p("Visiting hours: we design the new schedule jointly by 1 June."), p("Every question gets a first reply inside 24 business hours."), p("Nothing here replaces consultation with Example Tribe, nor speaks for its Council.")}},
		document.Heading{Level: 1, ID: "values", Number: "4", Text: p("Our shared values")},
		document.Paragraph{Number: 1, Text: p("Patience: we give elders and youth the time they need before we move on.")},
		document.Paragraph{Number: 2, Text: document.Spans{{Text: "La paciencia: damos a las personas mayores y a los jóvenes el tiempo que necesitan.", Lang: "es"}}},
		document.Paragraph{Number: 3, Text: p("Words of the land, as they were typed: ʔəy̓, ƛ̓up, ḵ̓ʷəmiš, ąą́ł, ǫ́, łį́į́ʼ, ᐃᓄᒃᑎᑐᑦ, Çalışkan, Straße, piñata.")},
		document.Heading{Level: 2, ID: "held-by-some", Text: p("Values held by some")},
		document.Quote{Text: []document.Spans{p("Three members asked that weekend hours be reconsidered in spring.")}, By: document.Spans{{Text: "Rosa Delgado", Name: true}}},
		document.Note{Label: "Entered from paper", Text: []document.Spans{p("Two cards were read in by the note-keeper and checked by their authors.")}},
		document.Heading{Level: 1, ID: "engagement", Number: "9", Text: p("Levels and promises")},
		document.Table{Caption: "What we promise, topic by topic", RowHeads: true,
			Columns: []document.Column{{Title: "Topic", Share: 2}, {Title: "Level", Share: 1.3}, {Title: "Promise", Share: 4}, {Title: "Proof by", Kind: document.Dates, Share: 1.4}, {Title: "Votes", Kind: document.Numbers}},
			Rows: [][]document.Spans{
				{p("Visiting hours"), p("Collaborate"), p("We design the new schedule jointly; the deputy director answers for it."), p("1 June 2026"), p("12")},
				{p("Court dates"), p("Inform"), p("We tell families of changes the same day. The judge sets the dates."), p("1 May 2026"), p("9")},
				{p("Kin search"), p("Involve"), document.Spans{{Text: "Preguntamos primero a la familia.", Lang: "es"}}, p("1 July 2026"), p("11")},
			}},
		document.Bars{Caption: "How strongly we agree on Visiting hours", LabelTitle: "Level", WordsTitle: "Answers", Rows: []document.Bar{
			{Label: p("Inform"), Count: 1, Words: "1 of 12"}, {Label: p("Consult"), Count: 0, Words: "0 of 12"}, {Label: p("Involve"), Count: 3, Words: "3 of 12"}, {Label: p("Collaborate"), Count: 8, Words: "8 of 12"}}},
		document.Heading{Level: 3, ID: "steps", Text: p("Next steps")},
		document.List{Ordered: true, Items: []document.Spans{p("The county counsel reads the text."), p("Example Tribe takes it to its Council."), p("We meet again in May.")}},
		document.Facts{Rows: []document.Row{{Label: "Review date", Value: p("March 2027")}, {Label: "Keeper", Value: document.Spans{{Text: "Rosa Delgado", Name: true}}}}},
		document.PageBreak{},
		document.Heading{Level: 1, ID: "signoff", Number: "19", Text: p("Sign-off")},
		document.Signatures{Signers: []document.Signature{
			{Name: document.Spans{{Text: "Rosa Delgado", Name: true}}, Rows: []document.Row{{Label: "Title", Value: p("Deputy Director")}, {Label: "For", Value: p("Rio Claro County")}, {Label: "Status", Value: p("Signs, 14 March 2026, on screen")}}},
			{Name: document.Spans{{Text: "ƛ̓aqʷ Ną́ʔ", Name: true}}, Rows: []document.Row{{Label: "Title", Value: p("Council member")}, {Label: "For", Value: p("Example Tribe")}, {Label: "Status", Value: p("Pending ratification by the Council")}}, Line: "Signature and date"},
		}},
		document.List{Boxes: true, Items: []document.Spans{p("Yes, I will come."), p("No, not this time.")}},
		document.Ruled{Lines: 2},
	}
}
