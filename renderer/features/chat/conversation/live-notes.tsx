import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNumber, formatRate } from '../../../i18n/format.ts'
import { useEngineState } from '../../../stores/stores.tsx'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { Sparkline } from '../../../ui/sparkline.tsx'
import { NoteList, noteWidth } from './answer-notes.tsx'

const readingLimit = 64

/** The notes beside an answer that is being written: the engine's own readings, four times a second at most. */
export const LiveNotes = ({ messageId }: { messageId: string }) => {
  const { t } = useTranslation('chat')
  const reading = useEngineState((state) => (state.live?.messageId === messageId ? state.live : null))
  const rates = useRef<number[]>([])
  const rate = reading?.tokensPerSecond ?? null
  useEffect(() => {
    if (reading && rate !== null) rates.current = [...rates.current, rate].slice(-readingLimit)
  }, [reading, rate])
  if (reading?.phase !== 'decode') return null
  return (
    <div>
      <SmallCaps as="h3">{t('note.rateSoFar')}</SmallCaps>
      <Sparkline values={rates.current} isLive width={noteWidth} height={28} className="mt-1 mb-1" />
      <NoteList
        rows={[
          [t('note.tokens'), formatNumber(reading.decodeTokens)],
          [t('note.rateNow'), t('figure.rate', { rate: formatRate(rate) })],
        ]}
      />
    </div>
  )
}
