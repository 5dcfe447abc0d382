package guard

// The sizes a terminal may have here, whatever it says of itself (safety §2).
const (
	minWidth, maxWidth   = 20, 300
	minHeight, maxHeight = 6, 100
	defWidth, defHeight  = 80, 24
)

// Size is a terminal's size in cells, always within 20..300 × 6..100.
type Size struct{ Width, Height int }

// Clamp makes a safe size of what a client claims. Zero means unknown and
// becomes 80×24.
func Clamp(width, height uint32) Size {
	return Size{
		Width:  side(width, minWidth, maxWidth, defWidth),
		Height: side(height, minHeight, maxHeight, defHeight),
	}
}

func side(claimed, least, most, unknown uint32) int {
	if claimed == 0 {
		return int(unknown)
	}
	return int(min(max(claimed, least), most))
}
