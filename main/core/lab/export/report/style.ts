/** Light paper, also on the screen of somebody who reads in the dark: it is a printed page. No file and no font is fetched. */
export const reportStyle = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 920px; padding: 40px 32px 64px; background: #fff; color: #221d17;
  font: 15px/1.5 "Hanken Grotesk", ui-sans-serif, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
h1 { font: 400 28px/36px Newsreader, Georgia, serif; margin: 0 0 4px; }
ul { margin: 0; padding-left: 20px; }
h2 { font: 400 18px/24px Newsreader, Georgia, serif; margin: 36px 0 8px; }
p { margin: 0 0 8px; }
.lead, figcaption, .note { color: #524c45; }
.state { color: #a74128; font-weight: 600; }
section + section { border-top: 1px solid #dcd9d0; margin-top: 48px; padding-top: 40px; }
figure { margin: 24px 0; break-inside: avoid; }
figcaption { font: italic 14px/20px Newsreader, Georgia, serif; margin-bottom: 6px; }
figcaption b { font-style: normal; }
svg { max-width: 100%; height: auto; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 13px; border-block: 1.5px solid #524c45; }
th, td { padding: 5px 12px 5px 0; text-align: right; vertical-align: top; border-bottom: 1px solid #dcd9d0; }
th { font-weight: 500; color: #524c45; }
th:first-child, td:first-child { text-align: left; white-space: nowrap; }
td { white-space: nowrap; }
tr.chosen td { background: #f7eed4; }
small { color: #68625b; display: block; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 20px; margin: 0; font-size: 13px; }
dt { color: #68625b; }
dd { margin: 0; overflow-wrap: anywhere; }
@page { margin: 16mm; }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } section { break-before: auto; } h2 { break-after: avoid; } .scroll { overflow: visible; } }
`
