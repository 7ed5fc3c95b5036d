import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Message } from '#contract/conversations.ts'
import { useChatState } from '../chat-state.ts'
import { type BlockView, viewOfText } from '../markdown/block-document.ts'
import type { Answer } from './answer-feed.ts'

const none: StoreApi<Answer | undefined> = createStore<Answer | undefined>(() => undefined)

/**
 * What `select` takes out of an answer's state while it is written (and a while after); the answer is followed from now on. undefined
 * for one from history. The component is drawn again only when what it selected changes.
 */
export function useAnswer<S>(message: Message, select: (answer: Answer) => S): S | undefined {
  const store: Pick<
    StoreApi<Answer | undefined>,
    'getState' | 'getInitialState' | 'subscribe'
  > = useChatState().answers.of(message) ?? none
  return useStore(
    store,
    useShallow((answer: Answer | undefined) => (answer === undefined ? undefined : select(answer))),
  )
}

const viewLimit = 80
const views = new Map<string, { text: string; view: BlockView }>()

/** The blocks of a message from history, kept so that scrolling back to it parses nothing. */
export function historyView({ id, text }: Message): BlockView {
  const known = views.get(id)
  const entry = known?.text === text ? known : { text, view: viewOfText(text) }
  views.delete(id)
  views.set(id, entry)
  const oldest = views.keys().next()
  if (views.size > viewLimit && !oldest.done) views.delete(oldest.value)
  return entry.view
}
