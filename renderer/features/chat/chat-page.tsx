import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { ConversationSettings } from '#contract/conversations.ts'
import { FirstRun } from '../../app/first-run.tsx'
import { problemOf } from '../../data/problem.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useChatState } from './chat-state.ts'
import { Composer } from './composer/composer.tsx'
import { ConversationView } from './conversation/conversation-view.tsx'
import { preloadMarkdown } from './markdown/markdown.tsx'
import { useConversation } from './use-conversation.ts'

const noSettings: ConversationSettings = { systemPrompt: null, sampling: {} }

const NewConversation = () => {
  const chat = useChatState()
  const [, navigate] = useLocation()
  const [settings, setSettings] = useState(noSettings)
  return (
    <FirstRun>
      <Composer
        conversationId={null}
        settings={settings}
        onSettings={setSettings}
        onSend={async (text) => {
          const id = await chat.send(null, text, settings)
          navigate(`/chat/${id}`)
        }}
      />
    </FirstRun>
  )
}

const OpenConversation = ({ id }: { id: string }) => {
  const { t } = useTranslation('chat')
  const [, navigate] = useLocation()
  const { data, error, refetch } = useConversation(id)
  if (data) return <ConversationView key={id} conversation={data} />
  if (!error) return null
  return (
    <div className="mx-auto max-w-160 px-6 pt-10">
      <ProblemNotice
        problem={problemOf(error)}
        actions={
          <>
            <Button variant="primary" onClick={() => void refetch()}>
              {t('action.tryAgain')}
            </Button>
            <Button onClick={() => navigate('/chat')}>{t('action.new')}</Button>
          </>
        }
      />
    </div>
  )
}

/** The page of a conversation; the place to begin one where `conversationId` is null. */
export const ChatPage = ({ conversationId }: { conversationId: string | null }) => {
  useEffect(preloadMarkdown, [])
  return conversationId === null ? <NewConversation /> : <OpenConversation id={conversationId} />
}
