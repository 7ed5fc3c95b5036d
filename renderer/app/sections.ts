/** The six words of the masthead, in order. */
export const sections = ['chat', 'lab', 'meter', 'library', 'history', 'settings'] as const

export type Section = (typeof sections)[number]

/** Where the address leads: a section, and in the chat a conversation. Anything unknown leads to the chat. */
export const parseLocation = (path: string): { section: Section; conversationId: string | null } => {
  const [, first = '', second = ''] = path.split('/')
  const section = sections.find((name) => name === first) ?? 'chat'
  return { section, conversationId: section === 'chat' && second ? decodeURIComponent(second) : null }
}
