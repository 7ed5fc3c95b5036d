/** The language and the code of a fenced block, as much of it as there is. */
export function fenceParts(source: string): { language: string; code: string } {
  const lineEnd = source.indexOf('\n')
  const firstLine = lineEnd === -1 ? source : source.slice(0, lineEnd)
  const [, indent = '', marker = '', info = ''] = /^( {0,3})(`{3,}|~{3,})(.*)/.exec(firstLine) ?? []
  const closing = new RegExp(`(?:^|\\n) {0,3}${marker[0] ?? '`'}{${marker.length},}[ \\t\\r]*$`)
  // Only the end is searched: the code may be long.
  const end = source.length - (closing.exec(source.slice(-(marker.length + 200)))?.[0].length ?? 0)
  const body = lineEnd === -1 ? '' : source.slice(lineEnd + 1, Math.max(lineEnd + 1, end))
  const code = indent === '' ? body : body.replaceAll(new RegExp(`^ {1,${indent.length}}`, 'gm'), '')
  return { language: languageOf(info), code }
}

/** The language that the words after a fence name, in lower case; empty where they name none. */
export const languageOf = (info: string): string => /^[\w+#.-]{1,40}/.exec(info.trim())?.[0].toLowerCase() ?? ''
