package access

import (
	"crypto/rand"
	"math/big"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/tyler-smith/go-bip39/wordlists"
	"golang.org/x/text/unicode/norm"
)

// How many words each kind has; a word is worth nearly 11 bits.
const (
	returnWords     = 4 // 43 bits, behind the throttle and a keyed digest
	delegateWords   = 4
	passphraseWords = 5 // 53 bits, behind argon2id as well
)

// NewReturnWords makes the words with which a person without a key comes back.
// Languages other than "es" get English.
func NewReturnWords(language string) string { return newWords(language, returnWords) }

// NewDelegateWords makes the words issued to a government for its delegate.
func NewDelegateWords(language string) string { return newWords(language, delegateWords) }

// NewPassphrase makes a host's or coordinator's passphrase.
func NewPassphrase(language string) string { return newWords(language, passphraseWords) }

// FoldWords makes one form of words however they were typed: case, accents,
// hyphens, commas and runs of space do not matter.
func FoldWords(raw string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(raw, " ")) { // broken text is not folded
		switch {
		case unicode.Is(unicode.Mn, r):
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		default:
			gap = true
		}
	}
	return b.String()
}

// LikeWords reports whether a line looks like words issued here, or like a slip
// in typing them: nobody should read it out. It tells nothing of whether they
// fit.
func LikeWords(line string) bool {
	words := strings.Fields(FoldWords(line))
	strange := 0
	for _, w := range words {
		if !everyWord()[w] {
			strange++
		}
	}
	return len(words) >= returnWords && len(words) <= passphraseWords+1 && strange <= 1
}

// everyWord are the words of all lists, folded.
var everyWord = sync.OnceValue(func() map[string]bool {
	all := make(map[string]bool)
	for _, list := range [][]string{wordlists.English, wordlists.Spanish} {
		for _, w := range list {
			all[FoldWords(w)] = true
		}
	}
	return all
})

func newWords(language string, n int) string {
	list := wordList(language)
	max := big.NewInt(int64(len(list)))
	words := make([]string, n)
	for i := range words {
		at, err := rand.Int(rand.Reader, max)
		if err != nil {
			panic(err) // the system's randomness never fails since Go 1.24
		}
		words[i] = list[at.Int64()]
	}
	return strings.Join(words, " ")
}

// wordList is a language's words without those nobody in a talk about children
// and families should be handed as their own.
func wordList(language string) []string {
	list, unkind := wordlists.English, unkindEnglish
	if language == "es" {
		list, unkind = wordlists.Spanish, unkindSpanish
	}
	leave := strings.Fields(unkind)
	slices.Sort(leave)
	kept := make([]string, 0, len(list))
	for _, word := range list {
		word = norm.NFC.String(word)
		if _, found := slices.BinarySearch(leave, FoldWords(word)); !found {
			kept = append(kept, word)
		}
	}
	return kept
}

const unkindEnglish = `abandon absurd abuse accident accuse addict afraid alarm alcohol alien anger
angry arm armed armor army arrest assault asthma attack awful awkward baby
bachelor bargain battle betray bid bitter black blade blame bleak blind blood
body bomb bone bullet burden burger burst cage cannon cash casino cause chaos
chief child cigar civil claw client crack crash crazy crime cruel crush cry
damage damp danger deal debate debris decline defense defy demise denial deny
depart despair destroy diesel dirt disagree disease dismiss disorder divert
divorce dizzy donkey drastic drip dumb dutch dwarf elder enemy enforce enlist
erase erode erosion error erupt escape evidence evil execute exhaust exile
expire expose faint false family fat fatal father fatigue fault fee female
fever fiction fire fiscal foil force foster fragile frown fury ghost glare
gloom gorilla gossip grief grit guard guilt gun harsh hazard hollow horror
hospital hunt hurdle hurt husband ice idle ignore ill illegal illness immune
indicate infant inflict inject injury inmate innocent insane invite jealous
judge junk kick knife lady law lawsuit lazy legal liar lonely loud mad maid
mandate mask maximum mercy minor misery miss mistake mixed monkey monster
mother mule naive nasty nation negative nephew nerve nuclear nurse obscure
orphan panic parent patient penalty pig pill pistol police poverty prevent
prison private problem pupil question raw razor rebel refuse regret reject
remove rescue resist retreat reunion rifle riot risk rough rude sad sadness
satoshi scare scorpion scrub shell sheriff shock shoot shove sibling sick
siege sister skin skull slab slender slim slush smoke snake soldier sorry sort
spider spoil squeeze stick stuff stumble suffer suspect swallow swamp swear
sword symptom target tattoo tenant tent tobacco tongue tragic trap trash trial
tribe trick trigger trouble tumble ugly unable unfair unhappy unknown upset
useless vacant vacuum vague vanish veteran vicious virus void warfare warrior
waste weapon weird wet whip wife wild witness woman worry wreck wrestle wrong
youth`

const unkindSpanish = `aborto abuelo abuso acne acoger acoso acusar adicto adoptar adulto agonia
ahogo ajeno alacran amante ataque avaro azote basura bebe bestia bobo bomba
botin bozal brazo bruja brusco bruto burla cadaver cadena caer caida calvo
cancer carcel carga cerdo chacal chivo ciego cochino cojo combate crimen
crisis crudo cruz culebra culpa dama debil delito demora derrota desnudo deuda
diablo dolor droga duda duelo ebrio enano enemigo enfado enfermo engano enredo
espada espia esposa etnia evadir exceso exilio fallo falso faltar familia
fatiga feo feria feroz fiebre fiera fobia fosa fracaso fraude fuga fumar furia
fusil gemir golpe gordo grave grieta gripe grito grueso guerra gusano hembra
herir hermano hijo hocico hostil huida huir hundir hurto ilegal incapaz inerte
infiel inutil ira jeringa joroba juerga juez juicio juzgar ladron lagrima
lamer larva lastima lesion letal llaga llanto llorar loco locura luto macho
madre mafia magia maldad malo mama manco matar menor miedo mina miseria misil
mono morder moreno morir morro mortal mosca mozo muerte mugre mujer multa
nausea necio nervio nieto ninez nino nuera nulo obeso odiar odio ofensa ogro
olvido opaco orgia osadia oscuro padre panico papa pared parir paro patria
peaton pecado pecho pelea peligro pellejo pena peor perder pereza pesimo piojo
pirata pleito pobre preso prision privar prole pudor punal pupa queja quemar
rabia rabo rapaz rapto rato recaer rechazo rehen rencor res retiro riesgo
rigido rigor roer romper ronco rudo rugir ruina ruptura sangre satan secta
sequia sexo soldado soledad soltar sordo sudor suegra sufrir sujeto susto
tabaco tabu tarot temor tenso terco terror tieso timo titere tonto torpedo
tosco toxico trauma tribu triste tropa tuerto tumba tumor ulcera vago vampiro
varon vencer veneno vengar vicio victima viejo viudo vulgar`
