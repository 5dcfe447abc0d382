package document

import (
	"strings"
	"time"

	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/workshop"
	"convene/internal/workshop/agenda"
	"convene/internal/workshop/roster"
	"convene/internal/workshop/spectrum"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// Sheet is what somebody wants on paper.
type Sheet struct {
	// Item is the id of an agenda item; empty is the one the room is at.
	Item string
	// Langs are the languages of our words, one after the other; people's words
	// stand in theirs.
	Langs []string
	Large bool
}

// SheetDoc makes the paper form of an agenda item, for who has no screen or when
// the line is down (domain R-21, §4.1 "Materials", §8.12): what is asked, what is
// needed to answer it, boxes and room to write, who will see the answer, and how
// a paper answer comes in (safety §5). at is the date of the document.
//
// It holds only what every screen of the room shows at that item: no answer that
// is still sealed, no result, and no name but those of the hosts and of who keeps
// the record or a promise. The error is the fault sheet_nowhere where the room is
// at no item, sheet_over after the end, and item_gone for an unknown one.
func SheetDoc(s *workshop.State, lib *library.Library, ask Sheet, at time.Time) (Doc, error) {
	if s.Status == workshop.Ended || s.Status == workshop.Closed {
		return Doc{}, fault.New("sheet_over")
	}
	item, ok := s.Agenda.Now()
	if ask.Item != "" {
		item, ok = s.Agenda.Item(ask.Item)
	}
	switch {
	case !ok && ask.Item != "":
		return Doc{}, fault.New("item_gone")
	case !ok:
		return Doc{}, fault.New("sheet_nowhere")
	}
	var doc Doc
	for i, lang := range ask.Langs {
		m := newMaker(s, lib, lang, at)
		if i == 0 {
			doc = m.doc(m.say("sheet.title"), false)
			doc.Labels.Contents, doc.Labels.DraftNote = "", ""
			doc.Short, doc.Large = true, ask.Large
		} else {
			m.add(PageBreak{})
		}
		m.sheet(item)
		doc.Blocks = append(doc.Blocks, spoken(m.blocks, m.lang, doc.Lang)...)
	}
	return doc, nil
}

// sheet writes the item in one language.
func (m *maker) sheet(item agenda.Item) {
	m.heading(1, "sheet-"+m.lang, "", item.Title.In(m.lang))
	m.sheetHead()
	if note := item.Care.In(m.lang); note != "" {
		m.add(Paragraph{Text: Spans{{Text: m.say("care.line", "words", note), Strong: true}}})
		m.our(m.say("care.can"))
	}
	switch step := m.sheetStep(item); item.Activity {
	case spectrum.Activity:
		m.sheetSpectrum(item, step)
	case values.Activity:
		m.sheetValues(step)
	case terms.Activity:
		m.sheetTerms(item, step)
	case agenda.Break, agenda.Opening:
		if p := item.Prompt.In(m.lang); p != "" {
			m.our(p)
		}
	default:
		m.sheetTalk(item)
	}
}

// sheetHead says what paper this is, from whom, and the lines that stand at the
// start of every activity.
func (m *maker) sheetHead() {
	var hosts Spans
	for _, seat := range m.s.Roster.Here() {
		if seat.Has(roster.Host) {
			hosts = append(comma(hosts), Span{Text: seat.Styled(), Name: true})
		}
	}
	var lines []Spans
	if len(hosts) > 0 {
		lines = append(lines, labelled(m.say("sheet.host"), hosts))
	}
	printed := labelled(m.say("sheet.printed"), Plain(m.w.Moment(m.at, m.loc)))
	if keeper := m.s.Meta.Keeper; !keeper.IsBlank() {
		holder := labelled(m.say("document.fact.holder"), Spans{{Text: keeper.String(), Name: true}})
		printed = append(append(printed, Span{Text: " · "}), holder...)
	}
	m.below(append(lines, printed))
	lines = nil
	for _, l := range m.lib.Safety() {
		if l.ID != "who" { // it speaks of the screen
			lines = append(lines, Plain(m.w.In(l.Text)))
		}
	}
	m.below(lines)
}

// sheetStep is the step that the sheet is for: where the room is, or where an
// item begins that it is not at.
func (m *maker) sheetStep(item agenda.Item) string {
	if at := m.s.Agenda.At; at.Item == item.ID {
		return at.Step
	}
	return agenda.Start(item).Step
}

func (m *maker) sheetTalk(item agenda.Item) {
	if p := item.Prompt.In(m.lang); p != "" {
		m.heading(2, "", "", p)
	}
	m.add(Ruled{Lines: 7})
	m.back(m.say("sheet.back.words"), m.say("sheet.back.hand_words"), m.say("sheet.back.seen"))
}

// labelled is a line of a label and what it says.
func labelled(label string, value Spans) Spans {
	sign := ": "
	if strings.HasSuffix(label, "?") {
		sign = " "
	}
	return append(Spans{{Text: label + sign, Strong: true}}, value...)
}

// below writes lines one below the other, close together: paper is short.
func (m *maker) below(lines []Spans) {
	var all Spans
	for i, line := range lines {
		if i > 0 {
			all = append(all, Span{Text: "\n"})
		}
		all = append(all, line...)
	}
	if len(all) > 0 {
		m.add(Paragraph{Text: all})
	}
}

// boxes are answers to tick, each behind its number.
func (m *maker) boxes(answers ...Spans) { m.add(List{Boxes: true, Items: answers}) }

// answer is a number or key, a name, and what it means.
func answer(key, name, means string) Spans {
	out := Spans{{Text: joined("  ", key, name), Strong: true}}
	if means != "" {
		out = append(out, Span{Text: "  " + means})
	}
	return out
}

// why is room for a reason, and who will read it.
func (m *maker) why(named bool) {
	ask := m.say("vote.reason.ask")
	if named {
		ask = m.say("vote.reason.ask_named")
	}
	m.add(Paragraph{Text: Spans{{Text: ask, Strong: true}}, Lead: true})
	m.add(Ruled{Lines: 3})
	if !named {
		m.our(m.say("vote.reason.style"))
	}
}

// seen says who will see an answer, in the words of the poll's mode. It stands
// before the place to write, as on every screen.
func (m *maker) seen(promise string, few bool) {
	m.heading(2, "", "", m.say("sheet.seen"))
	m.our(promise)
	if few {
		m.our(m.say("vote.few.warning"))
	}
}

func (m *maker) mode(id string) string {
	mode, _ := m.lib.Mode(id)
	return m.w.In(mode.Promise)
}

// back says how what was written on the sheet comes in.
func (m *maker) back(lines ...string) {
	m.heading(2, "", "", m.say("sheet.back"))
	list := List{Ordered: true}
	for _, l := range lines {
		list.Items = append(list.Items, Plain(l))
	}
	m.add(list)
}

// ballotBack is the way back of an answer to a poll.
func (m *maker) ballotBack(mark string) {
	m.back(m.say(mark), m.say("sheet.back.no_name"), m.say("sheet.back.hand"), m.say("sheet.back.known"), m.say("sheet.back.torn"))
}

// asked is the agree scale about what stands above it, with room for a reason.
func (m *maker) asked(question, mode string, few bool) {
	m.seen(m.mode(mode), few)
	m.ballotBack("sheet.back.mark")
	m.heading(2, "", "", question)
	var answers []Spans
	for _, a := range m.lib.Scale() {
		answers = append(answers, answer(a.Key, m.w.In(a.Label), m.w.In(a.Hint)))
	}
	m.boxes(answers...)
	m.why(mode == "named")
}

// spoken marks a part of a document as being in another language than the rest.
func spoken(blocks []Block, lang, rest string) []Block {
	if lang == rest {
		return blocks
	}
	mark := func(spans Spans) Spans {
		out := make(Spans, len(spans))
		for i, s := range spans {
			switch s.Lang {
			case "":
				s.Lang = lang
			case rest:
				s.Lang = ""
			}
			out[i] = s
		}
		return out
	}
	out := make([]Block, len(blocks))
	for i, b := range blocks {
		switch b := b.(type) {
		case Heading:
			b.Text = mark(b.Text)
			out[i] = b
		case Paragraph:
			b.Text = mark(b.Text)
			out[i] = b
		case List:
			items := make([]Spans, len(b.Items))
			for j, item := range b.Items {
				items[j] = mark(item)
			}
			b.Items = items
			out[i] = b
		default:
			out[i] = b
		}
	}
	return out
}

// numbered are paragraphs with their numbers, as people say them aloud.
func (m *maker) numbered(words []string, lang string) {
	for i, p := range words {
		m.add(Paragraph{Number: i + 1, Text: m.theirs(p, lang)})
	}
}
