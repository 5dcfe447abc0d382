package remote

import (
	"context"
	"io"
	"strings"
	"time"

	"convene/internal/fault"
	"convene/internal/library"
	"convene/internal/prepare"
	"convene/internal/room"
	"convene/internal/safetext"
	"convene/internal/workshop"
	"convene/internal/workshop/roster"
)

// Order is one verb of the operator's, with everything the command line said.
// It is what travels over the control socket.
type Order struct {
	Verb string `json:"verb"`
	// Locale is the operator's LANG, the first guess at their language.
	Locale string `json:"locale,omitempty"`
	// Terminal says that what is written to Out shows on a terminal.
	Terminal bool `json:"terminal,omitempty"`

	Code   string `json:"code,omitempty"`
	What   string `json:"what,omitempty"`
	Format string `json:"format,omitempty"`
	Lang   string `json:"lang,omitempty"`
	// Item is the agenda item of a sheet, by number or id; Large asks for large
	// print.
	Item  string `json:"item,omitempty"`
	Large bool   `json:"large,omitempty"`
	// File is a path on the server's machine, absolute.
	File string `json:"file,omitempty"`
	// JSON asks for data instead of lines.
	JSON     bool `json:"json,omitempty"`
	WithKeys bool `json:"with_keys,omitempty"`
	// Finish ends a change of host keys instead of beginning one.
	Finish bool `json:"finish,omitempty"`
	// Address is where people will reach the server, "host" or "host:port".
	Address string `json:"address,omitempty"`
	Role    string `json:"role,omitempty"`
	Nation  string `json:"nation,omitempty"`
	// Words are what a redaction takes out, and Why is one of workshop.TakenReasons.
	Words string `json:"words,omitempty"`
	Why   string `json:"why,omitempty"`

	Title         string `json:"title,omitempty"`
	Agenda        string `json:"agenda,omitempty"`
	Zone          string `json:"zone,omitempty"`
	PublicBody    string `json:"public_body,omitempty"`
	Keeper        string `json:"keeper,omitempty"`
	Support       string `json:"support,omitempty"`
	RetentionDays int    `json:"retention_days,omitempty"`
	Cell          int    `json:"cell,omitempty"`
}

// Console is where an operator's verb writes, and whom it asks. Ask gives one
// typed line, or io.EOF when there is nobody to ask.
type Console struct {
	Out, Err io.Writer
	Ask      func(question string) (string, error)
}

// Operate does one verb for the operator, who may do everything, and returns
// OK, Failed or Unclear. Whoever calls it has made sure that it is the operator.
func (v *Verbs) Operate(ctx context.Context, o Order, c Console) int {
	e := errand{verbs: v, order: o, console: c, words: v.parts.Lib.Words(v.parts.Lib.Guess(o.Locale))}
	verbs := map[string]func(context.Context) error{
		"new": e.found, "list": e.list, "show": e.show, "invite": e.invite, "passphrase": e.passphrase,
		"export": e.export, "end": e.end, "close": e.close, "delete": e.delete, "delegate": e.delegate,
		"redact": e.redact,
		"status": e.look(func(v view) page { return v.status(true) }), "agenda": e.look(view.agenda), "who": e.look(view.who),
		"results": e.look(view.results), "tor": e.tor,
		"backup": e.backup, "check": e.check, "hostkey": e.hostkey,
	}
	verb, ok := verbs[o.Verb]
	if !ok {
		return v.fail(c.Err, false, e.words, fault.New("remote.unknown", "verb", shown(o.Verb)))
	}
	if err := verb(ctx); err != nil {
		return v.fail(c.Err, false, e.words, err)
	}
	return OK
}

// errand is one order being done.
type errand struct {
	verbs   *Verbs
	order   Order
	console Console
	words   library.Words
}

func (e *errand) say(lines ...string) error {
	return say(e.console.Out, false, strings.Join(lines, "\n"))
}

// What an operator may settle: how long a record is kept, and the smallest side
// of which a result is shown apart (design §4, "The few").
const (
	maxRetention = 36_500 // days
	minCell      = 3
	maxCell      = 100
)

// found makes a workshop.
func (e *errand) found(ctx context.Context) error {
	o := e.order
	if _, err := time.LoadLocation(o.Zone); err != nil || o.Zone == "" || o.Zone == "Local" {
		return fault.New("zone_unknown", "zone", o.Zone)
	}
	meta := workshop.Meta{
		Title: safetext.Clean(safetext.Title, o.Title), Zone: o.Zone, PublicBody: o.PublicBody,
		Keeper: safetext.Clean(safetext.Title, o.Keeper), Support: safetext.Clean(safetext.Line, o.Support),
		RetentionDays: o.RetentionDays, Cell: o.Cell,
	}
	if meta.Title.IsBlank() {
		return fault.New("title_needed")
	}
	if o.RetentionDays < 1 || o.RetentionDays > maxRetention {
		return fault.New("number_range", "what", "--retention-days", "min", 1, "max", maxRetention)
	}
	if o.Cell < minCell || o.Cell > maxCell {
		return fault.New("number_range", "what", "--cell", "min", minCell, "max", maxCell)
	}
	for _, t := range []safetext.Text{meta.Title, meta.Keeper} {
		if err := safetext.Fits(safetext.Title, t); err != nil {
			return err
		}
	}
	create, ok := prepare.Workshop(e.verbs.parts.Lib, meta, prepare.Plan{Agenda: o.Agenda, Zone: o.Zone})
	if !ok {
		return fault.New("agenda_unknown", "agenda", o.Agenda, "agendas", e.agendas())
	}
	f, err := e.verbs.parts.Desk.Found(ctx, create, e.words.Lang(), e.verbs.parts.Now())
	if err != nil {
		return err
	}
	return e.say(
		e.words.Say("cli.new.made", "title", meta.Title),
		e.words.Say("cli.new.code", "code", f.Code),
		e.words.Say("cli.new.host", "passphrase", f.Host),
		e.words.Say("cli.new.coordinator", "passphrase", f.Coordinator),
		e.words.Say("cli.new.invite", "line", "convene invite "+f.Code.String()),
	)
}

func (e *errand) agendas() string {
	var ids []string
	for _, a := range e.verbs.parts.Lib.Agendas() {
		ids = append(ids, a.ID)
	}
	return strings.Join(ids, ", ")
}

// open finds the workshop of the order's code.
func (e *errand) open(ctx context.Context) (id string, s *workshop.State, err error) {
	w, err := e.verbs.parts.Desk.ByCode(ctx, e.order.Code)
	if err != nil {
		return "", nil, err
	}
	s, err = e.verbs.parts.Rooms.Peek(ctx, w.ID)
	return w.ID, s, err
}

// passphrase replaces the host's or the coordinator's passphrase.
func (e *errand) passphrase(ctx context.Context) error {
	id, _, err := e.open(ctx)
	if err != nil {
		return err
	}
	role, sentence := roster.Host, "cli.passphrase.host"
	if e.order.Role == "coordinator" {
		role, sentence = roster.Coordinator, "cli.passphrase.coordinator"
	}
	phrase, err := e.verbs.parts.Desk.NewPassphrase(ctx, id, role, e.words.Lang())
	if err != nil {
		return err
	}
	return e.say(e.words.Say(sentence, "passphrase", phrase))
}

// delegate issues the word for a government's delegate.
func (e *errand) delegate(ctx context.Context) error {
	nation := safetext.Clean(safetext.Name, e.order.Nation)
	if nation.IsBlank() {
		return fault.New("spectrum_nation_needed")
	}
	if err := safetext.Fits(safetext.Name, nation); err != nil {
		return err
	}
	return e.inRoom(ctx, func(r *room.Room) error {
		words, err := e.verbs.parts.Desk.IssueDelegate(ctx, r, "", nation, e.words.Lang())
		if err != nil {
			return err
		}
		return e.say(e.words.Say("cli.delegate.word", "nation", nation, "words", words))
	})
}

// inRoom does something in the workshop's running room.
func (e *errand) inRoom(ctx context.Context, do func(*room.Room) error) error {
	id, _, err := e.open(ctx)
	if err != nil {
		return err
	}
	r, leave, err := e.verbs.parts.Rooms.Enter(ctx, id)
	if err != nil {
		return err
	}
	defer leave()
	return do(r)
}

// export writes a document to Out; the operator may take any at any time. The
// command line puts it into a file where one was named.
func (e *errand) export(ctx context.Context) error {
	t, err := wanted(e.order.What, e.order.Format)
	if err != nil {
		return err
	}
	t.item, t.large, t.langs = e.order.Item, e.order.Large, e.verbs.speaking(t.kind, e.order.Lang, e.words.Lang())
	if !e.verbs.speaks(t.langs[0]) {
		return fault.New("remote.lang", "languages", e.verbs.languages())
	}
	_, s, err := e.open(ctx)
	if err != nil {
		return err
	}
	if t.info.Binary && e.order.Terminal {
		line := "convene export " + e.order.Code + " " + t.kind + " --format " + string(t.info.Format) + " --out " + t.kind + t.info.Extension
		return fault.New("remote.binary", "line", line)
	}
	body, err := e.verbs.render(ctx, t, s)
	if err != nil {
		return err
	}
	if e.order.Terminal {
		return e.say(string(body))
	}
	_, err = e.console.Out.Write(body)
	return err
}
