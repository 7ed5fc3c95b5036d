import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '#contract/conversations.ts'
import type { AnswerEnergy } from '#contract/energy.ts'
import { formatEnergy } from '../../../i18n/format-energy.ts'
import { formatMoney } from '../../../i18n/format-money.ts'
import { useMeterState } from '../../../stores/stores.tsx'
import { EnergyProvenance } from '../../../ui/energy-provenance.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { SmallCaps } from '../../../ui/small-caps.tsx'
import { energyRows, originOf } from './energy-rows.ts'
import { NoteList } from './note-list.tsx'

/** The last readings of an answer are there within this time. */
const measuringMs = 10_000

/** True for some moments after it is first asked with true. */
const useIsRecent = (isWanted: boolean): boolean => {
  const [isRecent, setIsRecent] = useState(isWanted)
  useEffect(() => {
    if (!isWanted) return
    const timer = setTimeout(() => setIsRecent(false), measuringMs)
    return () => clearTimeout(timer)
  }, [isWanted])
  return isRecent
}

type Meter = { isRunning: boolean; hasSource: boolean }

/** Why it is not known. What the meter does now tells only of an answer that has just ended. */
const reasonOf = ({ problem }: Message, meter: Meter | undefined) => {
  if (problem?.code === 'APP_CLOSED') return 'closed'
  if (meter === undefined || meter.hasSource) return 'noReading'
  return meter.isRunning ? 'noSource' : 'starting'
}

const Unknown = ({ message, isFresh }: { message: Message; isFresh: boolean }) => {
  const { t } = useTranslation('energy')
  const isRecent = useIsRecent(isFresh)
  const meter = useMeterState(({ isRunning, charged }) => ({ isRunning, hasSource: charged !== null }))
  if (isRecent && meter?.hasSource) return <span className="text-ink3">{t('line.measuring')}</span>
  const reason = reasonOf(message, isFresh ? meter : undefined)
  return <EnergyProvenance provenance={null} method={t(`none.${reason}`)} />
}

const Known = ({ energy }: { energy: AnswerEnergy }) => {
  const { t } = useTranslation('energy')
  const joules = formatEnergy(energy.energyJ, energy.provenance)
  const text = energy.money
    ? t('line.about', { energy: joules, money: formatMoney(energy.money, energy.provenance) })
    : joules
  const origin = originOf(energy, t)
  return (
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <Popover
        side="top"
        align="start"
        label={t('line.details')}
        className="w-72 px-4 py-3 type-secondary text-ink2"
        trigger={
          <button
            type="button"
            aria-label={t('line.open', { energy: text })}
            className="rounded-chip decoration-rule2 underline-offset-3 hover:underline data-[popup-open]:underline"
          >
            {text}
          </button>
        }
      >
        <SmallCaps as="h3">{t('answer.title')}</SmallCaps>
        <div className="mt-1">
          <NoteList rows={energyRows(energy, t)} />
        </div>
      </Popover>
      <span aria-hidden className="text-ink3">
        ·
      </span>
      <EnergyProvenance {...origin} />
    </span>
  )
}

/** The energy of an answer in its line: what it took and cost, with how that is known; all the figures behind a click. */
export const AnswerEnergyFigures = ({ message, isFresh }: { message: Message; isFresh: boolean }) =>
  message.energy ? <Known energy={message.energy} /> : <Unknown message={message} isFresh={isFresh} />
