import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '#contract/conversations.ts'
import { formatNumber } from '../../../i18n/format.ts'
import { useChatState } from '../chat-state.ts'
import { isUnfinished } from '../message-tree.ts'
import { SentenceReader } from './sentence-reader.ts'

/** Sentences are read out at most this often, so that a fast model does not run away from its listener. */
const pauseMs = 2500

const endOf = ({ state }: Message) => (state === 'queued' || state === 'streaming' ? 'interrupted' : state)

/** Tells a screen reader that an answer begins, what it says sentence by sentence, and how it ended. Nothing is to be seen. */
export const Announcer = ({ message }: { message: Message | undefined }) => {
  const { t } = useTranslation('chat')
  const { answers } = useChatState()
  const [words, setWords] = useState('')
  const isLive = message !== undefined && isUnfinished(message)
  const latest = useRef(message)
  latest.current = message

  useEffect(() => {
    const known = latest.current
    const store = isLive && known ? answers.of(known) : undefined
    if (store === undefined) return
    const reader = new SentenceReader()
    let phase = ''
    let readAt = 0
    return store.subscribe((answer) => {
      if (answer.message) {
        const rest = reader.read(answer.message.text, true)
        const count = answer.message.figures?.decodeTokens ?? 0
        const end = t(`announce.${endOf(answer.message)}`, { count, tokens: formatNumber(count) })
        setWords(`${rest} ${end}`)
      } else if (answer.phase !== phase) {
        phase = answer.phase
        setWords(t(`announce.${answer.phase}`))
      } else if (Date.now() - readAt >= pauseMs) {
        const sentences = reader.read(answers.textOf(answer.messageId), false)
        if (sentences === '') return
        readAt = Date.now()
        setWords(sentences)
      }
    })
  }, [answers, isLive, t])

  return (
    <div role="status" aria-live="polite" aria-atomic="true" className="sr-only">
      {words}
    </div>
  )
}
