import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, Message } from '#contract/conversations.ts'
import { formatDate } from '../../../i18n/format.ts'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { chatColumns } from './turn-grid.tsx'

type ConversationHeaderProps = { conversation: Conversation; path: readonly Message[] }

/** The running title over a conversation, and how many messages the branch shown has. */
export const ConversationHeader = ({ conversation, path }: ConversationHeaderProps) => {
  const { t } = useTranslation(['chat', 'app'])
  useEffect(() => {
    document.title = t('header.window', { title: conversation.title })
    return () => {
      document.title = t('app:name')
    }
  }, [conversation.title, t])
  return (
    <header className={`${chatColumns} h-10 flex-none items-center border-b border-rule`}>
      <span className="justify-self-end pt-0.5 max-medium:hidden">
        <SmallCaps>{formatDate(conversation.createdAtMs)}</SmallCaps>
      </span>
      <h1 className="truncate type-running">{conversation.title}</h1>
      <span className="text-right type-secondary text-ink3 max-wide:hidden">
        {t('header.messages', { count: path.length })}
      </span>
    </header>
  )
}
