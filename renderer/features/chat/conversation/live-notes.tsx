import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNumber, formatRate } from '../../../i18n/format.ts'
import { formatEnergy, formatPower } from '../../../i18n/format-energy.ts'
import { useEngineState, useMeterState } from '../../../stores/stores.tsx'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { Sparkline } from '../../../ui/sparkline.tsx'
import { type Note, NoteList, noteWidth } from './note-list.tsx'

const readingLimit = 64

/** The power of now and the energy so far. It is known some moments later than the tokens are. */
const useEnergySoFar = (messageId: string): Note[] => {
  const { t } = useTranslation('energy')
  const meter = useMeterState(({ live, charged }) => ({
    charged,
    sum: live?.messageId === messageId ? live.sum : null,
  }))
  const notes: Note[] = []
  if (meter?.charged) notes.push([t('live.power'), formatPower(meter.charged.powerW, meter.charged.provenance)])
  if (meter?.sum?.provenance) notes.push([t('live.energy'), formatEnergy(meter.sum.energyJ, meter.sum.provenance)])
  return notes
}

/** The notes beside an answer that is being written: the engine's own readings and the meter's, four times a second at most. */
export const LiveNotes = ({ messageId }: { messageId: string }) => {
  const { t } = useTranslation('chat')
  const reading = useEngineState((state) => (state.live?.messageId === messageId ? state.live : null))
  const energy = useEnergySoFar(messageId)
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
          ...energy,
        ]}
      />
    </div>
  )
}
