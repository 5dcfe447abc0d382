package document

// htmlStyle is the whole look of the HTML. Every pair of colours has a
// contrast of at least 7:1; sizes follow the reader's own setting.
const htmlStyle = `:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 44rem; padding: 3rem 1.5rem 4rem; background: #fff; color: #1f2328;
  font: 1.0625rem/1.65 "Charis SIL", "Noto Serif", Georgia, "Times New Roman", serif; overflow-wrap: break-word; }
h1, h2, h3, h4, h5, dt, th, .label, nav, footer, .draft, .num { font-family: "Noto Sans", "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
h1 { font-size: 2.1rem; line-height: 1.2; margin: 0 0 .3em; color: #16324f; }
h2 { font-size: 1.45rem; line-height: 1.3; margin: 2.6em 0 .6em; padding-top: .7em; border-top: 1px solid #c9d1d9; color: #16324f; }
h3 { font-size: 1.18rem; line-height: 1.35; margin: 2em 0 .4em; color: #16324f; }
h4, h5 { font-size: 1rem; margin: 1.6em 0 .3em; }
p { margin: 0 0 1em; }
li { margin: 0 0 .35em; }
a { color: #0b4a8f; }
.skip { position: absolute; left: -999em; }
.skip:focus { position: static; display: inline-block; padding: .5em 1em; background: #16324f; color: #fff; }
.subtitle { font-size: 1.2rem; color: #3d4650; }
.draft { border: 2px solid #7a2e0e; color: #7a2e0e; padding: .6em 1em; margin: 0 0 2em; }
header { border-bottom: 3px solid #16324f; padding-bottom: 1.5rem; margin-bottom: 2rem; }
nav ul { list-style: none; padding: 0; }
dl { margin: 1.2em 0; }
dl div { display: flex; flex-wrap: wrap; gap: 0 1em; padding: .3em 0; }
dt { flex: 0 0 10rem; font-size: .92rem; font-weight: 600; color: #3d4650; }
dd { flex: 1 1 16rem; margin: 0; }
.numbered { position: relative; padding-inline-start: 2.6em; }
.num { position: absolute; inset-inline-start: 0; font-size: .85em; color: #4a525a; }
.name { display: inline-block; max-width: 100%; }
blockquote { margin: 1.4em 0; padding: .2em 0 .2em 1.2em; border-inline-start: 4px solid #9aa7b4; }
.by::before { content: "— "; }
.note { margin: 1.6em 0; padding: 1em 1.2em .2em; background: #f2f5f8; border-inline-start: 4px solid #16324f; }
.label { font-weight: 700; margin: 0 0 .4em; }
.wide { overflow-x: auto; margin: 1.6em 0; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: start; font-weight: 600; padding: 0 0 .6em; }
th, td { text-align: start; vertical-align: top; padding: .6em .9em .6em 0; border-bottom: 1px solid #c9d1d9; }
thead th { font-size: .92rem; border-bottom: 2px solid #16324f; }
.number { text-align: end; font-variant-numeric: tabular-nums; }
.date { white-space: nowrap; }
.bar { display: block; height: .7em; margin: .45em 0 .2em; background: #e6ebf0; }
.bar span { display: block; height: 100%; background: #2f5d8a; }
.signers { display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 2rem; margin: 2em 0; }
.signer { border-top: 2px solid #16324f; padding-top: .8em; }
.signer dl { margin: .4em 0; }
.signer dt { flex-basis: 7rem; }
.boxes { list-style: none; padding-inline-start: 2.2em; }
.boxes li { position: relative; }
.box { position: absolute; inset-inline-start: -1.6em; font-family: "DejaVu Sans", "Segoe UI Symbol", "Apple Symbols", sans-serif; }
.rule { height: 2.4em; border-bottom: 1px solid #1f2328; }
.rule + :not(.rule) { margin-top: 1.4em; }
.who { font-weight: 700; font-size: 1.1rem; margin: 0; }
.line { border-top: 1px solid #1f2328; margin: 3.5em 0 0; padding-top: .3em; font-size: .9rem; color: #3d4650; }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid #c9d1d9; font-size: .85rem; color: #4a525a; }
@media print {
  @page { margin: 2.5cm; }
  body { max-width: none; padding: 0; font-size: 11pt; }
  .skip { display: none; }
  .page { break-after: page; }
  h2, h3, h4, h5, caption { break-after: avoid; }
  tr, li, .signer, .note, blockquote { break-inside: avoid; }
  thead { display: table-header-group; }
}
`

// htmlLarge is large print: the page's unit is 24 pixels, 18 points on paper, and
// nothing is set smaller than that.
const htmlLarge = `html { font-size: 24px; }
body, dt, th, td, caption, footer, .num, .line, h3, h4, h5 { font-size: 1rem; }
body { max-width: 40rem; font-family: "Noto Sans", "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
.boxes li { margin-bottom: .7em; }
@media print {
  html, body { font-size: 18pt; }
}
`
