package main

import (
	"log/slog"
	"net/netip"
	"path/filepath"
	"time"

	"convene/server"
)

// cli is the command line: its verbs, and their flags.
type cli struct {
	Serve      serveCmd      `cmd:"" help:"${cli_help_serve}"`
	New        newCmd        `cmd:"" help:"${cli_help_new}"`
	List       listCmd       `cmd:"" help:"${cli_help_list}"`
	Show       showCmd       `cmd:"" help:"${cli_help_show}"`
	Status     statusCmd     `cmd:"" help:"${cli_help_status}"`
	Agenda     agendaCmd     `cmd:"" help:"${cli_help_agenda}"`
	Who        whoCmd        `cmd:"" help:"${cli_help_who}"`
	Results    resultsCmd    `cmd:"" help:"${cli_help_results}"`
	Tor        torCmd        `cmd:"" help:"${cli_help_tor}"`
	Invite     inviteCmd     `cmd:"" help:"${cli_help_invite}"`
	Passphrase passphraseCmd `cmd:"" help:"${cli_help_passphrase}"`
	Delegate   delegateCmd   `cmd:"" help:"${cli_help_delegate}"`
	Export     exportCmd     `cmd:"" help:"${cli_help_export}"`
	End        endCmd        `cmd:"" help:"${cli_help_end}"`
	Close      closeCmd      `cmd:"" help:"${cli_help_close}"`
	Delete     deleteCmd     `cmd:"" help:"${cli_help_delete}"`
	Redact     redactCmd     `cmd:"" help:"${cli_help_redact}"`
	Backup     backupCmd     `cmd:"" help:"${cli_help_backup}"`
	Restore    restoreCmd    `cmd:"" help:"${cli_help_restore}"`
	Check      checkCmd      `cmd:"" help:"${cli_help_check}"`
	Hostkey    hostkeyCmd    `cmd:"" help:"${cli_help_hostkey}"`
}

// folder is what every verb needs to find the data.
type folder struct {
	Data    string `default:"var" env:"CONVENE_DATA" type:"path" placeholder:"DIR" help:"${cli_flag_data}"`
	Content string `env:"CONVENE_CONTENT" type:"path" placeholder:"DIR" help:"${cli_flag_content}"`
	Listen  string `default:":2222" env:"CONVENE_LISTEN" placeholder:"ADDR" help:"${cli_flag_listen}"`
}

type serveCmd struct {
	folder
	PerAddress  int            `default:"150" env:"CONVENE_PER_ADDRESS" placeholder:"N" help:"${cli_flag_per_address}"`
	Exempt      []netip.Prefix `env:"CONVENE_EXEMPT" placeholder:"NET" help:"${cli_flag_exempt}"`
	Address     string         `env:"CONVENE_ADDRESS" placeholder:"HOST[:PORT]" help:"${cli_flag_address}"`
	BackupEvery time.Duration  `default:"1h" env:"CONVENE_BACKUP_EVERY" placeholder:"TIME" help:"${cli_flag_backup_every}"`
	Metrics     string         `env:"CONVENE_METRICS" placeholder:"ADDR" help:"${cli_flag_metrics}"`
	Sample      bool           `env:"CONVENE_SAMPLE" help:"${cli_flag_sample}"`
}

func (c serveCmd) Run(s *shell) error { return c.serve(s) }

func (c serveCmd) config(log *slog.Logger) server.Config {
	return server.Config{
		Listen: c.Listen, Data: c.Data, Content: c.Content, PerAddress: c.PerAddress, Exempt: c.Exempt,
		Address: c.Address, Metrics: c.Metrics, BackupEvery: c.BackupEvery, Logger: log,
	}
}

// coded is a verb about one workshop.
type coded struct {
	folder
	Code string `arg:"" help:"${cli_flag_code}"`
}

type newCmd struct {
	folder
	Title         string `required:"" placeholder:"T" help:"${cli_flag_title}"`
	Agenda        string `placeholder:"ID" help:"${cli_flag_agenda}"`
	Zone          string `default:"America/Los_Angeles" placeholder:"ZONE" help:"${cli_flag_zone}"`
	PublicBody    string `default:"unknown" enum:"yes,no,unknown" placeholder:"yes|no|unknown" help:"${cli_flag_public_body}"`
	Keeper        string `placeholder:"WHO" help:"${cli_flag_keeper}"`
	Support       string `placeholder:"WHO" help:"${cli_flag_support}"`
	RetentionDays int    `default:"365" placeholder:"N" help:"${cli_flag_retention}"`
	Cell          int    `default:"5" placeholder:"N" help:"${cli_flag_cell}"`
}

func (c newCmd) Run(s *shell) error {
	return s.order(c.folder, server.Order{
		Verb: "new", Title: c.Title, Agenda: c.Agenda, Zone: c.Zone, PublicBody: c.PublicBody,
		Keeper: c.Keeper, Support: c.Support, RetentionDays: c.RetentionDays, Cell: c.Cell,
	}, "")
}

type listCmd struct{ folder }

func (c listCmd) Run(s *shell) error { return s.order(c.folder, server.Order{Verb: "list"}, "") }

type showCmd struct{ coded }

func (c showCmd) Run(s *shell) error { return c.do(s, "show") }

type endCmd struct{ coded }

func (c endCmd) Run(s *shell) error { return c.do(s, "end") }

type closeCmd struct{ coded }

func (c closeCmd) Run(s *shell) error { return c.do(s, "close") }

type deleteCmd struct{ coded }

func (c deleteCmd) Run(s *shell) error { return c.do(s, "delete") }

type redactCmd struct {
	coded
	Words string `arg:"" optional:"" help:"${cli_flag_words}"`
	Why   string `required:"" enum:"family,harm,asked" placeholder:"family|harm|asked" help:"${cli_flag_why}"`
}

func (c redactCmd) Run(s *shell) error {
	return s.order(c.folder, server.Order{Verb: "redact", Code: c.Code, Words: c.Words, Why: c.Why}, "")
}

func (c coded) do(s *shell, verb string) error {
	return s.order(c.folder, server.Order{Verb: verb, Code: c.Code}, "")
}

// looked is a verb that shows a part of a workshop, as people with a seat see it.
type looked struct {
	coded
	Lang string `placeholder:"L" help:"${cli_flag_lang}"`
	JSON bool   `name:"json" help:"${cli_flag_json}"`
}

func (c looked) show(s *shell, verb, what string) error {
	return s.order(c.folder, server.Order{Verb: verb, Code: c.Code, What: what, Lang: c.Lang, JSON: c.JSON}, "")
}

type statusCmd struct{ looked }

func (c statusCmd) Run(s *shell) error { return c.show(s, "status", "") }

type agendaCmd struct{ looked }

func (c agendaCmd) Run(s *shell) error { return c.show(s, "agenda", "") }

type whoCmd struct{ looked }

func (c whoCmd) Run(s *shell) error { return c.show(s, "who", "") }

type resultsCmd struct{ looked }

func (c resultsCmd) Run(s *shell) error { return c.show(s, "results", "") }

type torCmd struct {
	looked
	Section string `arg:"" optional:"" help:"${cli_flag_section}"`
}

func (c torCmd) Run(s *shell) error { return c.show(s, "tor", c.Section) }

type inviteCmd struct {
	coded
	Address string `env:"CONVENE_ADDRESS" placeholder:"HOST[:PORT]" help:"${cli_flag_address}"`
}

func (c inviteCmd) Run(s *shell) error {
	return s.order(c.folder, server.Order{Verb: "invite", Code: c.Code, Address: c.Address}, "")
}

type passphraseCmd struct {
	coded
	Role string `default:"host" enum:"host,coordinator" placeholder:"ROLE" help:"${cli_flag_role}"`
}

func (c passphraseCmd) Run(s *shell) error {
	return s.order(c.folder, server.Order{Verb: "passphrase", Code: c.Code, Role: c.Role}, "")
}

type delegateCmd struct {
	coded
	Nation string `required:"" placeholder:"N" help:"${cli_flag_nation}"`
}

func (c delegateCmd) Run(s *shell) error {
	return s.order(c.folder, server.Order{Verb: "delegate", Code: c.Code, Nation: c.Nation}, "")
}

type exportCmd struct {
	coded
	What   string `arg:"" optional:"" default:"tor" help:"${cli_flag_what}"`
	Format string `required:"" placeholder:"F" help:"${cli_flag_format}"`
	Lang   string `placeholder:"L" help:"${cli_flag_lang}"`
	Item   string `placeholder:"N" help:"${cli_flag_item}"`
	Large  bool   `help:"${cli_flag_large}"`
	Out    string `type:"path" placeholder:"FILE" help:"${cli_flag_out}"`
}

func (c exportCmd) Run(s *shell) error {
	return s.order(c.folder, server.Order{
		Verb: "export", Code: c.Code, What: c.What, Format: c.Format, Lang: c.Lang, Item: c.Item, Large: c.Large,
	}, c.Out)
}

type backupCmd struct {
	folder
	File     string `arg:"" type:"path" help:"${cli_flag_file}"`
	WithKeys bool   `help:"${cli_flag_keys}"`
}

func (c backupCmd) Run(s *shell) error {
	return s.order(c.folder, server.Order{Verb: "backup", File: filepath.Clean(c.File), WithKeys: c.WithKeys}, "")
}

type restoreCmd struct {
	folder
	File string `arg:"" type:"path" help:"${cli_flag_file}"`
}

func (c restoreCmd) Run(s *shell) error {
	return s.order(c.folder, server.Order{Verb: "restore", File: filepath.Clean(c.File)}, "")
}

type checkCmd struct{ folder }

func (c checkCmd) Run(s *shell) error { return s.order(c.folder, server.Order{Verb: "check"}, "") }

type hostkeyCmd struct {
	Rotate rotateCmd `cmd:"" help:"${cli_help_rotate}"`
}

type rotateCmd struct {
	folder
	Finish bool `help:"${cli_flag_finish}"`
}

func (c rotateCmd) Run(s *shell) error {
	return s.order(c.folder, server.Order{Verb: "hostkey", Finish: c.Finish}, "")
}
