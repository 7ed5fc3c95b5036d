import type { Message } from '#contract/conversations.ts'

/** The messages from the root to this one; all of the newest branch where it is unknown. */
export function pathTo(messages: readonly Message[], leafId: string | null): Message[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const path: Message[] = []
  let current = byId.get(leafId ?? '') ?? messages.at(-1)
  while (current !== undefined) {
    path.push(current)
    current = current.parentId === null ? undefined : byId.get(current.parentId)
  }
  return path.reverse()
}

/** Finds the branches that lead on from the same place as a message, oldest first, itself among them. */
export function branchesIn(messages: readonly Message[]): (message: Message) => readonly Message[] {
  const place = ({ parentId, role }: Message) => `${role} ${parentId ?? ''}`
  const branches = Map.groupBy(messages, place)
  return (message) => branches.get(place(message)) ?? [message]
}

/** The messages with these in place of those with the same ids, new ones last. */
export function withMessages(messages: readonly Message[], changed: readonly Message[]): Message[] {
  const byId = new Map(changed.map((message) => [message.id, message]))
  const kept = messages.map((message) => byId.get(message.id) ?? message)
  const known = new Set(messages.map((message) => message.id))
  return [...kept, ...changed.filter((message) => !known.has(message.id))]
}

/** An answer that is still on its way. */
export const isUnfinished = (message: Message): boolean => message.state === 'queued' || message.state === 'streaming'

/** An answer whose end is not the model's own, so that it can go on. */
export const canContinue = (message: Message): boolean =>
  message.role === 'assistant' &&
  (message.state === 'stopped' ||
    message.state === 'interrupted' ||
    (message.state === 'failed' && message.text !== '') ||
    message.finishReason === 'max-tokens' ||
    message.finishReason === 'context-full')
