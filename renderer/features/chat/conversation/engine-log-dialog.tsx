import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useClient } from '../../../data/client-context.tsx'
import { problemOf } from '../../../data/problem.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { useCopied } from '../../../ui/use-copied.ts'

type EngineLogDialogProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }

const lineCount = 300

const LogText = () => {
  const { t } = useTranslation('chat')
  const client = useClient()
  const { isCopied, copy } = useCopied()
  const log = useQuery({
    queryKey: ['chat', 'engineLog'],
    queryFn: ({ signal }) => client.app.engineLog({ lines: lineCount }, { signal }),
    staleTime: 0,
  })
  if (log.error) return <ProblemNotice problem={problemOf(log.error)} />
  const text = log.data?.join('\n') ?? ''
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard. */}
      <pre tabIndex={0} className="h-[50vh] overflow-auto rounded-control bg-sunk p-3 type-statistic text-ink2">
        {log.data && text === '' ? t('log.empty') : text}
      </pre>
      <div className="mt-3 flex justify-end">
        <Button onClick={() => copy(text)}>{isCopied ? t('code.copied') : t('log.copy')}</Button>
      </div>
    </>
  )
}

/** The last lines of llama.cpp's log. */
export const EngineLogDialog = ({ isOpen, onOpenChange }: EngineLogDialogProps) => {
  const { t } = useTranslation('chat')
  return (
    <Dialog open={isOpen} onOpenChange={onOpenChange} title={t('log.title')} className="w-[820px]">
      <LogText />
    </Dialog>
  )
}
