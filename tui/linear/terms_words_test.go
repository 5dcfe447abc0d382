package linear_test

import (
	"strings"
	"testing"

	"convene/internal/workshop"
	"convene/internal/workshop/terms"
	"convene/internal/workshop/values"
)

// The document has one count of sections, with the number by which each is called;
// the annex is none of them. Whoever would sign too early hears what comes first.
func TestOneCountOfSectionsAndSigningTooEarly(t *testing.T) {
	h := open(t, "c")
	h.do(h.host, workshop.OpenMeeting{})
	h.moveTo("terms", terms.StepDraft)
	luis := h.enter(h.sit("Luis Ibarra", "es"), "es")
	luis.hears("Secciones resueltas: 1 de 19.").hears("1. Nombre y fechas, se llena sola").hears("19. Firmas").hears("A. Anexos").pide()
	luis.types("a").hears("Sección A: Anexos").pide().types("volver").pide()
	luis.types("leer a").hears("Sección A: Anexos").pide()
	luis.types("firmar").hears("primero el grupo adopta el texto completo").hears("Quien guía se lo pregunta").pide()
	clean(t, luis.out.all())
}

// Times of the plan are told with their zone.
func TestTimesNameTheirZone(t *testing.T) {
	h := open(t, "c")
	h.do(h.host, workshop.OpenMeeting{})
	rosa := h.enter(h.sit("Rosa Delgado", "en"), "en").asked()
	rosa.types("agenda").hears("At this pace").hears("Pacific time").asked()
}

// Words that nothing asks for now are not taken for a wish to hear the sections; they
// are kept.
func TestWordsThatNothingAsksFor(t *testing.T) {
	h := open(t, "b")
	h.do(h.host, workshop.OpenMeeting{})
	h.moveTo("values", values.StepWrite)
	luis := h.enter(h.sit("Luis Ibarra", "es"), "es").pide()
	luis.types("escribir Confianza y tiempo").hears("\"escribir\" no hace nada aquí").hears("Sus palabras están guardadas").pide()
	luis.types("guardado").hears("Guardado: Confianza y tiempo").pide()
	if all := luis.out.all(); strings.Contains(all, "Cómo llegamos aquí") {
		t.Errorf("the sections were read:\n%s", all)
	}
}
