package access

import (
	"crypto/rand"
	"math/big"
	"slices"
	"strings"
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
	for _, r := range norm.NFKD.String(raw) {
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

const unkindEnglish = `abandon absurd abuse accident accuse addict afraid alarm
alcohol alien anger angry arm armed armor army arrest assault asthma attack
awful awkward baby bachelor bargain battle betray bid bitter black blade blame
bleak blind blood body bomb bone brown brutal bullet burden burger burst cage
cannon cash casino cause chaos chief child cigar civil claw client coyote crack
crash crazy crime cruel crush cry damage damp danger deal death debate debris
decline defense defy demise denial deny depart despair destroy devil diesel
dirt disagree disease dismiss disorder divert divorce dizzy donkey drastic drip
drum dumb dutch dwarf elder enemy enforce enlist erase erode erosion error
erupt escape evidence evil execute exhaust exile expire expose faint false
family fat fatal father fatigue fault fear fee female fever fiction fight fire
fiscal foil force foster fragile fright frown fury ghost glare gloom gorilla
gossip grief grit guard guilt gun harsh hazard hollow horror hospital hostile
hunt hurdle hurt husband ice idle ignore ill illegal illness immune indicate
infant inflict inject injury inmate innocent insane invite jail jealous judge
junk kick kidnap kill kitten knife lady law lawsuit lazy legal liar lonely loud
mad maid male mandate mask maximum mercy minor misery miss mistake mixed
monkey monster mother mule murder naive naked nasty nation native negative
nephew nerve noose nuclear nurse obscure orphan pain panic parent patient
penalty pig pill pistol poison police poor poverty prevent prison private
problem pupil puppy question rat raw razor rebel refuse regret reject remove
rescue resist retreat reunion revenge rifle riot risk rough rude sad sadness
satoshi savage scare scorpion scrub shell sheriff shock shoot shove sibling
sick siege sister skin skull slab slave slender slim slow slush smoke snake son
soldier sorry sort spider spoil squeeze stick stuff stumble suffer suspect
swallow swamp swear sword symptom target tattoo tenant tent thief threat
tobacco tomb tongue torture toxic tragic trap trash trauma trial tribe trick
trigger trouble tumble twin ugly unable unfair unhappy unknown upset useless
vacant vacuum vague vanish venom veteran vicious victim viral virus void war
warfare warrior waste weapon weird wet whip wife wild witness wolf woman worry
wound wreck wrestle wrong youth`

const unkindSpanish = `aborto abuelo abuso acne acoger acosar acoso acusar
adicto adoptar adulto agonia ahogo ajeno alacran amante arma arana atacar ataque
avaro azote basura bebe bestia bobo bomba borde botin bozal brazo bruja bruto
brusco buitre burla burro cabra cadaver cadena caer caida calvo cancer canon
cara carcel carga casta cerdo chacal chivo cerrar ciego cochino cojo combate
crimen crisis crudo cruz cuerpo culebra culpa dama deber debil decada delito
demora derrota desnudo deuda diablo dolor droga duda duelo durar dureza ebrio
enano enemigo enfado enfermo engano enredo escudo espada espia esposa etnia
evadir evitar exceso exilio fallo falso faltar familia fatiga feo feria feroz
fiebre fiera fobia fosa fracaso fraude fuga fumar furia fusil gemir golpe gordo
gorila grave grieta gripe gris grito grosor grueso guerra gusano hacha hembra
herir hermano hija hijo hocico hostil hueso huida huir humo hundir hurto idiota
ilegal incapaz inerte infiel insecto inutil ira jefe jeringa joroba juerga juez
juicio juzgar lacra ladron lagrima lamer larva lastima lesion letal llaga
llanto llorar lobo loco locura luto macho madre mafia magia maldad malo mama
manco matar menor mentira miedo mina miseria misil mono morder moreno morir
morro mortal mosca mozo mueca muerte muerto mugre mujer mula multa naufrago
nausea necio nervio nido nieto nino ninez nudillo nuera nulo obeso odiar odio
ofensa ogro olvido opaco orca orgia osadia oscuro oveja padre palo panico papa
parir pared paro patria peaton pecado pecho pelea peligro pellejo pena peor
perder pereza perro pesimo piojo pirata pistola pleito pobre podrido polvora
pocos presion preso prision privar prole pudor pulga punal pupa queja quemar
rabia rabo rapaz rapto rasgo rata rato recaer rechazo rehen remordimiento
rencor res resto reten retiro revista riesgo rigido rigor rival roer romper
ronco rudo rugir ruido ruina ruptura sangre satan secta secreto sed sequia sexo
sexto soldado soledad soltar sordo suegra suegro sucio sudor sufrir sujeto
susto tabaco tabu tarot temor tenso terco terror tieso tigre timo tirano
titere tonto torpe torpedo tosco toxico tragedia trampa trauma tribu tripa
triste tropa tuerto tumba tumor ulcera vago vampiro varon vejez vencer veneno
vengar venganza vicio victima viejo virgen virus viudo vulgar`
