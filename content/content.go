// Package content holds every sentence and every exercise text a person can
// read, as data files, and nothing else. internal/library reads and checks
// them; no other package opens them. A county may lay a folder of the same
// shape over this one (convene serve --content DIR) and change it by hand.
//
// # The shape of the folder
//
//	en/  es/  …        one folder for each language; its name is the language tag
//	  language.toml    the language itself: its own name, months, lists, dates
//	  AREA.toml        sentences; every id in it begins with "AREA."
//	agendas/ID.toml    the ready agendas
//	exercises.toml     the exercises and their steps
//	spectrum.toml      the five levels and the questions to think about
//	values.toml        prompts, starter deck, values of the practice model
//	template.toml      the sections of the Terms of Reference
//	scale.toml         the agree scale
//	groups.toml        partner groups
//	modes.toml         who sees an answer, in the words shown before one writes
//	guidance.toml      safety lines and facilitator habits
//	glossary.toml      the glossary
//	sources.toml       sources and credits
//
// # A sentence
//
// A sentence is one line, "id" = text. The id says where it is read; it begins
// with the name of its file:
//
//	"spectrum.vote.head" = "First vote"
//	"host.answers" = { one = "1 answer is in", other = "{n} answers are in" }
//
// A word in braces is a place that the program fills; both languages have the
// same places. A sentence about a number is a table of plural forms, chosen by
// the place n: "other" is always there, "one" nearly always, and "zero", if
// given, is used for exactly none. A refusal is a sentence under fault.
//
// In the other files each text has a line for each language: title.en = "…",
// title.es = "…".
//
// # A folder laid over
//
// In language folders it changes sentence by sentence; any other file replaces
// the file of the same name whole, and a new file under agendas/ adds an
// agenda. English must be there; where another language is missing the English
// text is shown with the mark "[en]". A new language is a new folder with a
// language.toml.
//
// # Manner
//
// Plain, warm, short; no exclamation marks, no praise, no blame. Spanish says
// usted and avoids gendered endings where it can. Everything is in our own
// words; sources are credited in sources.toml (domain §4.0).
package content

import "embed"

// FS is the content that is built into the program.
//
//go:embed *.toml agendas en es
var FS embed.FS
