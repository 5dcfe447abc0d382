package safetext

// looksLike gives the Latin letters that a folded character is read as, or ""
// for one that looks like itself. The table is our own and small: the letters
// with which Latin names can be written in Cyrillic, Greek and Cherokee, the
// Latin letters that differ by a detail, digits and signs.
func looksLike(r rune) string {
	switch r {
	case 'а', 'α', 'ɑ', 'Ꭺ':
		return "a"
	case 'в', 'β', 'ь', 'Ᏼ', 'Ᏸ':
		return "b"
	case 'с', 'ϲ', 'ᴄ', 'Ꮯ':
		return "c"
	case 'ԁ', 'Ꭰ':
		return "d"
	case 'е', 'ε', 'є', 'Ꭼ':
		return "e"
	case 'ғ', 'ϝ':
		return "f"
	case 'ɡ', 'ԍ', 'Ꮐ':
		return "g"
	case 'н', 'һ', 'Ꮋ', 'Ꮒ':
		return "h"
	case 'i', 'ı', 'і', 'ι', 'ӏ', 'ɩ', 'ǀ', '1', '|', 'Ꭵ':
		return "l"
	case 'ј', 'ϳ', 'ȷ', 'Ꭻ':
		return "j"
	case 'к', 'κ', 'Ꮶ':
		return "k"
	case 'Ꮮ':
		return "l"
	case 'м', 'Ꮇ':
		return "rn"
	case 'п', 'η':
		return "n"
	case 'о', 'ο', 'σ', 'ς', '0', 'ᴏ', 'օ':
		return "o"
	case 'р', 'ρ', 'Ꮲ':
		return "p"
	case 'ԛ':
		return "q"
	case 'г', 'Ꭱ', 'Ꮢ':
		return "r"
	case 'ѕ', 'ꜱ', 'Ꮥ', 'Ꮪ':
		return "s"
	case 'т', 'τ', 'Ꭲ':
		return "t"
	case 'υ', 'ц', 'ս':
		return "u"
	case 'ν', 'ѵ', 'Ꮩ':
		return "v"
	case 'ԝ', 'ω', 'Ꮃ', 'Ꮤ':
		return "vv"
	case 'х', 'χ':
		return "x"
	case 'у', 'γ', 'ү', 'Ꭹ':
		return "y"
	case 'ᴢ', 'Ꮓ':
		return "z"
	}
	return pairOrSign(r)
}

// pairOrSign is looksLike for two letters written as one, dashes and apostrophes.
func pairOrSign(r rune) string {
	switch r {
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case '‐', '‑', '‒', '–', '—', '―', '−', '˗', 'ー':
		return "-"
	case '’', '‘', 'ʼ', 'ʻ', '`', '´', 'ʹ', '′', 'ˈ':
		return "'"
	}
	return ""
}
