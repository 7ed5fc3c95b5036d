import { CornerDownLeft, Square } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { questionMaxLength } from '#contract/chat.ts'
import type { ConversationSettings, Message } from '#contract/conversations.ts'
import { shortcutKeys } from '../../../app/shortcuts.ts'
import { useConnectionStatus } from '../../../data/client-context.tsx'
import { problemOf, type ShownProblem } from '../../../data/problem.ts'
import { openModelPicker } from '../../../stores/interface.ts'
import { useIsLabAtWork, useModelsState } from '../../../stores/stores.tsx'
import { Button } from '../../../ui/button.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useDraft } from './drafts.ts'
import { Forecast } from './forecast.tsx'
import { readinessOf } from './readiness.ts'
import { RunningFigures } from './running-figures.tsx'
import { SamplingPopover } from './sampling-popover.tsx'
import { SystemPromptPopover } from './system-prompt-popover.tsx'

type ComposerProps = {
  conversationId: string | null
  settings: ConversationSettings
  onSettings: (settings: ConversationSettings) => void
  /** The answer that is being written here. */
  running?: Message | undefined
  onSend: (text: string) => Promise<void>
  onStop?: () => void
}

/** Where questions are written. Enter sends, Shift+Enter breaks the line, Escape stops the answer. */
export const Composer = ({ conversationId, settings, onSettings, running, onSend, onStop }: ComposerProps) => {
  const { t } = useTranslation('chat')
  const [draft, setDraft] = useDraft(conversationId)
  const [isSending, setIsSending] = useState(false)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const connection = useConnectionStatus()
  const models = useModelsState((state) => ({ hasModel: state.chosenModelId !== null, starter: state.starter.phase }))
  const readiness = readinessOf(models, connection, useIsLabAtWork())
  const isRefused = readiness === 'no-model' || readiness === 'offline' || readiness === 'in-lab'
  const canSend = draft.trim() !== '' && !isRefused && !isSending && running === undefined

  const focusField = () => field.current?.focus({ preventScroll: true })
  useEffect(() => field.current?.focus({ preventScroll: true }), [])

  const send = async () => {
    if (!canSend) return
    const text = draft
    setIsSending(true)
    setProblem(null)
    setDraft('')
    // The button that was pressed is disabled now, and would keep the app's shortcuts to itself.
    focusField()
    try {
      await onSend(text)
    } catch (error) {
      // Whatever was typed meanwhile stays, behind what could not be sent.
      setDraft(field.current?.value ? `${text}\n${field.current.value}` : text)
      setProblem(problemOf(error))
    } finally {
      setIsSending(false)
    }
  }

  return (
    <form
      aria-label={t('composer.label')}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      className="rounded-card border border-edge bg-raise has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:outline-offset-1 has-[textarea:focus-visible]:outline-goldmark"
    >
      {problem && <ProblemNotice problem={problem} className="mx-4 mt-3" />}
      <textarea
        ref={field}
        value={draft}
        rows={1}
        dir="auto"
        maxLength={questionMaxLength}
        aria-label={t('composer.field')}
        placeholder={conversationId === null ? t('composer.ask') : t('composer.followUp')}
        className="field-sizing-content block max-h-[40vh] min-h-[38px] w-full resize-none overflow-y-auto bg-transparent px-4 pt-2.5 pb-1 font-serif text-[17px]/6 outline-none"
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          // 229: Safari ends a composition before it tells of the Enter that ended it.
          if (event.nativeEvent.isComposing || event.keyCode === 229) return
          if (event.key !== 'Enter' || event.shiftKey || event.altKey) return
          event.preventDefault()
          void send()
        }}
      />
      <div className="flex min-h-9 flex-wrap items-center gap-1 px-2 pt-1 pb-2">
        <SamplingPopover settings={settings} onChange={onSettings} />
        <SystemPromptPopover settings={settings} onChange={onSettings} />
        <span className="ml-auto flex items-center gap-2 type-secondary text-ink2">
          {!running && !isRefused && <Forecast draft={draft} />}
        </span>
        <span className="mr-2 flex items-center gap-2 type-secondary text-ink2" aria-live="polite">
          {readiness === 'waits' && t('composer.waits')}
          {readiness === 'offline' && t('composer.offline')}
          {readiness === 'in-lab' && (
            <>
              {t('composer.inLab')}
              <Link href="/lab" className="underline decoration-edge underline-offset-[3px] hover:text-ink">
                {t('composer.showLab')}
              </Link>
            </>
          )}
          {readiness === 'no-model' && (
            <>
              {t('composer.noModel')}
              <Button variant="text" size="compact" onClick={openModelPicker}>
                {t('action.chooseModel')}
              </Button>
            </>
          )}
          {running && <RunningFigures message={running} />}
        </span>
        {running ? (
          <Button
            size="compact"
            onClick={() => {
              focusField()
              onStop?.()
            }}
          >
            <Square size={14} strokeWidth={1.5} aria-hidden />
            {t('composer.stop')}
            <Kbd keys={shortcutKeys('chat.stop')} className="text-ink2" />
          </Button>
        ) : (
          <Button
            size="compact"
            variant="primary"
            type="submit"
            disabled={!canSend}
            focusableWhenDisabled
            className="font-medium"
          >
            {t('composer.send')}
            <CornerDownLeft size={12} strokeWidth={1.5} aria-hidden className="opacity-75" />
          </Button>
        )}
      </div>
    </form>
  )
}
