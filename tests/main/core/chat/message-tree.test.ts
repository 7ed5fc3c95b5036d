import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AnswerRuns } from '../../../../main/core/chat/answer-runs.ts'
import { ConversationService } from '../../../../main/core/chat/conversation-service.ts'
import { newestLeafBelow } from '../../../../main/core/chat/message-tree.ts'
import { aMessage } from '../../../support/messages.ts'
import { tempStore } from '../../../support/temp-store.ts'

/** The tree as one would draw it: each node with its children, and its number as its age. */
type Model = { id: string; parent: Model | null; children: Model[]; age: number }

function newestLeaf(node: Model): Model {
  if (node.children.length === 0) return node
  return node.children.map(newestLeaf).reduce((newest, leaf) => (leaf.age > newest.age ? leaf : newest))
}

function ancestors(node: Model): string[] {
  return node.parent === null ? [node.id] : [...ancestors(node.parent), node.id]
}

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('append' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('show' as const), pick: fc.nat() }) },
)

test('whatever is asked, edited, regenerated and shown, the tree is the tree that was drawn', () => {
  const repository = tempStore().conversations
  const service = new ConversationService({ repository, runs: new AnswerRuns(), now: () => 1 })
  let conversations = 0
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      conversations += 1
      const conversationId = `c${conversations}`
      const settings = { systemPrompt: null, sampling: {} }
      repository.append({ conversation: { id: conversationId, title: 'T', createdAtMs: 1, settings }, messages: [] })
      const nodes: Model[] = []
      let active: Model | null = null
      for (const { type, pick } of steps) {
        const picked: Model | null = nodes[pick % (nodes.length + 1)] ?? null
        if (type === 'append') {
          const message = aMessage({ conversationId, parentId: picked?.id ?? null })
          repository.append({ messages: [message] })
          active = { id: message.id, parent: picked, children: [], age: nodes.length }
          picked?.children.push(active)
          nodes.push(active)
        } else if (picked !== null) {
          active = newestLeaf(picked)
          expect(service.showBranch({ id: conversationId, messageId: picked.id }).activeLeafId).toBe(active.id)
        }
      }
      const stored = service.get({ id: conversationId })
      expect(stored.activeLeafId).toBe(active?.id ?? null)
      expect(stored.messageCount).toBe(nodes.length)
      expect(stored.messages.map(({ id, parentId }) => [id, parentId])).toEqual(
        nodes.map((node) => [node.id, node.parent?.id ?? null]),
      )
      for (const node of nodes) {
        expect(repository.path(node.id).map(({ id }) => id)).toEqual(ancestors(node))
        expect(newestLeafBelow(stored.messages, node.id)?.id).toBe(newestLeaf(node).id)
      }
    }),
    { numRuns: 60 },
  )
})

test('a message that is not in the tree has no leaf', () => {
  expect(newestLeafBelow([{ id: 'a', parentId: null }], 'b')).toBeNull()
})
