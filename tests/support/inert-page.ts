/// <reference lib="dom" />

/**
 * What is wrong with the Markdown under `root`: each element or attribute that is not on the list. It is also sent into a browser as
 * source, so it uses nothing from outside itself.
 */
export function findLiveParts(root: Element): string[] {
  const prose =
    'a,blockquote,br,code,del,div,em,figcaption,figure,h1,h2,h3,h4,h5,h6,hr,input,li,ol,p,pre,span,strong,sup,table,tbody,td,th,thead,tr,ul,button'
  const allowed = new Set(prose.split(','))
  const inFormula = /^(?:span|svg|path|line|math|semantics|annotation|m[a-z]+)$/
  const inIcon = /^(?:svg|path|rect|g)$/
  const attributes =
    /^(?:class|href|title|target|rel|align|start|type|disabled|checked|readonly|role|tabindex|aria-[a-z]+|data-settled|style|data-disabled)$/
  const wrong: string[] = []
  for (const element of root.querySelectorAll('*')) {
    const tag = element.localName
    const isFormula = element.closest('.formula, .formula-display') !== null
    const isIcon = element.closest('button') !== null
    if (!allowed.has(tag) && !(isFormula && inFormula.test(tag)) && !(isIcon && inIcon.test(tag)))
      wrong.push(`<${tag}>`)
    for (const { name, value } of element.attributes) {
      const isDrawing = (isFormula || isIcon) && !/^on|href|src|^id$|^style$/i.test(name)
      if (!attributes.test(name) && !isDrawing) wrong.push(`${tag}[${name}]`)
      if (name === 'href' && !(tag === 'a' && /^(?:https?:\/\/|mailto:)/.test(value)))
        wrong.push(`${tag}[href=${value}]`)
      if (name === 'style' && !isFormula && !/^text-align: (?:left|right|center);$/.test(value))
        wrong.push(`${tag}[style=${value}]`)
    }
    const isLink =
      tag === 'a' && element.getAttribute('rel')?.includes('noopener') && element.getAttribute('target') === '_blank'
    if (tag === 'a' && !isLink) wrong.push('a link that opens here')
    if (tag === 'input' && element.getAttribute('type') !== 'checkbox') wrong.push('a field')
  }
  return wrong
}
