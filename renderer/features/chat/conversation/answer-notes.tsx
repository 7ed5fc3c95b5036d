import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import type { AnswerConditions, AnswerFigures, Message } from '#contract/conversations.ts'
import { formatDuration, formatNumber, formatRate } from '../../../i18n/format.ts'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { Sparkline } from '../../../ui/sparkline.tsx'
import { energyRows } from './energy-rows.ts'
import { type Note, NoteList, noteWidth } from './note-list.tsx'

const figureRows = (figures: AnswerFigures, conditions: AnswerConditions | null, t: TFunction<'chat'>): Note[] => {
  const rows: Note[] = [
    [t('note.prompt'), t('note.promptTokens', { tokens: formatNumber(figures.promptTokens) })],
    [
      t('note.reused'),
      t('note.ofPrompt', { reused: formatNumber(figures.reusedTokens), prompt: formatNumber(figures.promptTokens) }),
    ],
    [t('note.ttft'), formatDuration(figures.ttftMs)],
  ]
  if (figures.decodeThreads) {
    const { fewest, most } = figures.decodeThreads
    rows.push([
      t('note.threads'),
      fewest === most ? formatNumber(most) : `${formatNumber(fewest)}–${formatNumber(most)}`,
    ])
  }
  if (figures.loadMs > 0) rows.push([t('note.load'), formatDuration(figures.loadMs)])
  if (conditions) {
    const { temperature, seed } = conditions.sampling
    rows.push([t('note.temperatureSeed'), `${formatNumber(temperature, 1)}, ${seed ?? t('note.noSeed')}`])
    rows.push([
      t('note.context'),
      t('note.ofContext', {
        used: formatNumber(figures.contextUsedTokens),
        total: formatNumber(conditions.contextTokens),
      }),
    ])
  }
  return rows
}

/** The notes beside an answer: how its rate went, what it took, and under what conditions it was made. */
export const AnswerNotes = ({ message: { figures, conditions, energy } }: { message: Message }) => {
  const { t } = useTranslation('chat')
  const { t: tEnergy } = useTranslation('energy')
  // Of one that was cut short no figures are known, but what it took.
  if (!figures && !energy) return null
  const rateCurve = figures?.rateCurve ?? []
  return (
    <div className="flex flex-col gap-4">
      {rateCurve.length > 1 && (
        <div>
          <SmallCaps as="h3">{t('note.rate')}</SmallCaps>
          <Sparkline values={rateCurve} width={noteWidth} height={28} className="mt-1 mb-1" />
          <NoteList rows={[[t('note.startToEnd'), `${formatRate(rateCurve[0])} → ${formatRate(rateCurve.at(-1))}`]]} />
        </div>
      )}
      {energy && (
        <div>
          <SmallCaps as="h3">{tEnergy('answer.title')}</SmallCaps>
          <div className="mt-1">
            <NoteList rows={energyRows(energy, tEnergy)} />
          </div>
        </div>
      )}
      {figures && <NoteList rows={figureRows(figures, conditions, t)} />}
    </div>
  )
}
