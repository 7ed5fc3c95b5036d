import { ScrollText } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationSettings } from '#contract/conversations.ts'
import { useSettings } from '../../../stores/stores.tsx'
import { Button } from '../../../ui/button.tsx'
import { Field, TextArea } from '../../../ui/field.tsx'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { OwnMark } from './sampling-popover.tsx'

type SystemPromptPopoverProps = { settings: ConversationSettings; onChange: (settings: ConversationSettings) => void }

const maxLength = 100_000

const SystemPromptForm = ({ settings, onChange, onDone }: SystemPromptPopoverProps & { onDone: () => void }) => {
  const { t } = useTranslation('chat')
  const usual = useSettings((all) => all.systemPrompt) ?? ''
  const [text, setText] = useState(settings.systemPrompt ?? usual)
  const isUsual = settings.systemPrompt === null
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onChange({ ...settings, systemPrompt: text === usual ? null : text })
        onDone()
      }}
    >
      <Field label={t('systemPrompt.title')} description={t('systemPrompt.note')}>
        <TextArea
          value={text}
          dir="auto"
          rows={6}
          maxLength={maxLength}
          placeholder={t('systemPrompt.none')}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <div className="mt-3 flex items-center justify-end gap-2">
        <Button
          variant="text"
          size="compact"
          className="mr-auto"
          disabled={isUsual && text === usual}
          onClick={() => {
            setText(usual)
            onChange({ ...settings, systemPrompt: null })
          }}
        >
          {t('systemPrompt.useDefault')}
        </Button>
        <Button size="compact" variant="primary" type="submit">
          {t('systemPrompt.save')}
        </Button>
      </div>
    </form>
  )
}

/** What the model is told before this conversation. */
export const SystemPromptPopover = (props: SystemPromptPopoverProps) => {
  const { t } = useTranslation('chat')
  const [isOpen, setIsOpen] = useState(false)
  const hasOwn = props.settings.systemPrompt !== null
  return (
    <Popover
      side="top"
      align="start"
      label={t('systemPrompt.title')}
      className="w-110 max-w-[calc(100vw-32px)] p-4"
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={<IconButton icon={ScrollText} label={t('systemPrompt.title')} badge={hasOwn && <OwnMark />} />}
    >
      <SystemPromptForm {...props} onDone={() => setIsOpen(false)} />
    </Popover>
  )
}
