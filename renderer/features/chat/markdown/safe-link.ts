const protocols = new Set(['http:', 'https:', 'mailto:'])

/** An address as the browser understands it, where it leads to a web page or a mail address; else null. Relative ones lead nowhere. */
export function safeLink(address: string): string | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  return protocols.has(url.protocol) ? url.href : null
}
