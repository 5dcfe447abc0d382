package document

import "fmt"

// pdfNode is one element of the structure that a screen reader follows
// (ISO 32000 §14.7): a tag, and what belongs to it in reading order.
type pdfNode struct {
	tag   string
	lang  string
	scope string // of a TH: Column or Row
	kids  []any  // *pdfNode or pdfMark
	id    int    // object number, known when the tree is written
}

// pdfMark is a piece of a page's content, by its number on that page.
type pdfMark struct {
	page *pdfPage
	n    int
}

func (n *pdfNode) child(tag string) *pdfNode {
	k := &pdfNode{tag: tag}
	n.kids = append(n.kids, k)
	return k
}

// prune takes out elements that nothing was written into.
func (n *pdfNode) prune() bool {
	kept := n.kids[:0]
	for _, k := range n.kids {
		if child, ok := k.(*pdfNode); !ok || child.prune() {
			kept = append(kept, k)
		}
	}
	n.kids = kept
	return len(kept) > 0
}

// writeTree writes the structure below root and returns its object. Each
// page's marks find their elements through the parent tree.
func writeTree(file *pdfFile, root *pdfNode, pages []*pdfPage) int {
	root.prune()
	top := file.reserve()
	writeNode(file, root, top)
	nums := ""
	for i, p := range pages {
		ids := make([]int, len(p.marks))
		for j, n := range p.marks {
			ids[j] = n.id
		}
		nums += fmt.Sprintf("%d %s ", i, refs(ids))
	}
	file.set(top, fmt.Sprintf("<< /Type /StructTreeRoot /K %s /ParentTree << /Nums [%s] >> >>", ref(root.id), nums))
	return top
}

func writeNode(file *pdfFile, n *pdfNode, parent int) {
	n.id = file.reserve()
	kids := ""
	for _, k := range n.kids {
		switch k := k.(type) {
		case *pdfNode:
			writeNode(file, k, n.id)
			kids += ref(k.id) + " "
		case pdfMark:
			kids += fmt.Sprintf("<< /Type /MCR /Pg %s /MCID %d >> ", ref(k.page.id), k.n)
		}
	}
	more := ""
	if n.lang != "" {
		more += " /Lang " + pdfString(n.lang)
	}
	if n.scope != "" {
		more += " /A << /O /Table /Scope /" + n.scope + " >>"
	}
	file.set(n.id, fmt.Sprintf("<< /Type /StructElem /S /%s /P %s%s /K [%s] >>", n.tag, ref(parent), more, kids))
}
