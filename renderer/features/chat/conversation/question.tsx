import { Check, Copy, Pencil } from 'lucide-react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '#contract/conversations.ts'
import { formatTime } from '../../../i18n/format.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { useCopied } from '../../../ui/use-copied.ts'
import { historyView } from '../answers/use-answer.ts'
import { Markdown } from '../markdown/markdown.tsx'
import { BranchSwitch } from './branch-switch.tsx'
import { QuestionEditor } from './question-editor.tsx'
import { Speaker } from './speaker.tsx'
import { TurnGrid } from './turn-grid.tsx'

type QuestionProps = {
  message: Message
  siblings: readonly Message[]
  isMarked: boolean
  onShowBranch: (message: Message) => void
  onEdit: (message: Message, text: string) => Promise<void>
}

/** What the reader asked, in italics; it can be asked anew with other words. */
export const Question = memo(({ message, siblings, isMarked, onShowBranch, onEdit }: QuestionProps) => {
  const { t } = useTranslation('chat')
  const [isEdited, setIsEdited] = useState(false)
  const { isCopied, copy } = useCopied()
  return (
    <TurnGrid
      label={t('turn.question')}
      isMarked={isMarked}
      margin={
        <Speaker name={t('turn.you')} time={formatTime(message.createdAtMs)}>
          <BranchSwitch siblings={siblings} current={message} onShow={onShowBranch} />
        </Speaker>
      }
    >
      {isEdited ? (
        <QuestionEditor
          text={message.text}
          onCancel={() => setIsEdited(false)}
          onSave={async (text) => {
            await onEdit(message, text)
            setIsEdited(false)
          }}
        />
      ) : (
        <div className="relative">
          <div className="type-prose italic" dir="auto">
            <Markdown view={historyView(message)} />
          </div>
          {/* Beside the words, where questions have no notes and it moves nothing; above them where there is no room. */}
          <div className="absolute top-0.5 left-full flex pl-2 opacity-0 transition-opacity duration-120 group-focus-within/turn:opacity-100 group-hover/turn:opacity-100 max-wide:-top-6 max-wide:right-0 max-wide:left-auto max-medium:-top-7 max-medium:opacity-100 [@media(hover:none)]:opacity-100">
            <IconButton
              icon={isCopied ? Check : Copy}
              size="inline"
              label={isCopied ? t('code.copied') : t('action.copy')}
              onClick={() => copy(message.text)}
            />
            <IconButton icon={Pencil} size="inline" label={t('action.edit')} onClick={() => setIsEdited(true)} />
          </div>
        </div>
      )}
    </TurnGrid>
  )
})
