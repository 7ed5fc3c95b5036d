import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EnergySum } from '#contract/meter.ts'
import { formatWattHours } from '../../../i18n/format-energy.ts'
import { Button } from '../../../ui/button.tsx'
import { EnergyProvenance } from '../../../ui/energy-provenance.tsx'
import { moneyOf } from '../priced-money.ts'
import { EnergyBar, Swatch } from './energy-bar.tsx'

/** A row: a model, a conversation, loads or idling. */
export type TableRow = {
  key: string
  name: string
  /** Its colour in Fig. 2; null where it has none there. */
  fill: string | null
  /** The figures between the name and the energy. */
  figures: readonly string[]
  sum: EnergySum
}

type EnergyTableProps = {
  title: string
  /** The heads of `figures`. */
  heads: readonly string[]
  rows: readonly TableRow[]
  /** Rows that are always shown, below the others. */
  lastRows?: readonly TableRow[]
  hasMoney: boolean
  /** What the table says where it has no rows. */
  empty: string
}

const rowsAtFirst = 10
/** Beside money the column of bars is the first to go where the tables stand side by side. */
const narrowly = (hasMoney: boolean) => (hasMoney ? '@max-2xl:hidden' : 'max-medium:hidden')

/** Energy and money by something, the most energy first. */
export const EnergyTable = (props: EnergyTableProps) => {
  const { title, heads, rows, lastRows = [], hasMoney, empty } = props
  const { t } = useTranslation('meter')
  const [isWhole, setIsWhole] = useState(false)
  const shown = [...(isWhole ? rows : rows.slice(0, rowsAtFirst)), ...lastRows]
  const most = Math.max(...[...rows, ...lastRows].map(({ sum }) => sum.energyJ.central), 0)
  const right = 'text-right! whitespace-nowrap'
  return (
    <div className="@container min-w-0">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that is wider than the page is scrolled by keyboard too. */}
      <section aria-label={title} tabIndex={0} className="overflow-x-auto">
        <table className="ruled-table [&_:is(td,th)]:px-1.5! [&_tbody_:is(td,th)]:align-top! [&_:is(td,th):first-child]:pl-0! [&_:is(td,th):last-child]:pr-0! [&_tbody_:is(td,th)]:py-[2px]!">
          <thead>
            <tr>
              <th scope="col" className="font-[550]! text-ink!">
                {title}
              </th>
              {heads.map((head) => (
                <th key={head} scope="col" className="text-right!">
                  {head}
                </th>
              ))}
              <th scope="col" className="text-right!">
                {t('table.energy')}
              </th>
              <th scope="col" className={narrowly(hasMoney)}>
                <span className="sr-only">{t('table.share')}</span>
              </th>
              {hasMoney && (
                <th scope="col" className="text-right!">
                  {t('table.money')}
                </th>
              )}
              <th scope="col">
                <span className="sr-only">{t('table.source')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ key, name, fill, figures, sum }) => (
              <tr key={key}>
                <th
                  scope="row"
                  className={`${hasMoney ? 'max-w-36' : 'max-w-48'} truncate type-interface! text-ink!`}
                  title={name}
                >
                  <Swatch fill={fill} />
                  {name}
                </th>
                {heads.map((head, index) => (
                  <td key={head} className={`${right} type-figure`}>
                    {figures[index]}
                  </td>
                ))}
                <td className={`${right} type-figure`}>{formatWattHours(sum.energyJ, sum.provenance)}</td>
                <td className={narrowly(hasMoney)}>
                  <EnergyBar share={most > 0 ? sum.energyJ.central / most : 0} fill={fill ?? 'var(--ink3)'} />
                </td>
                {hasMoney && <td className="min-w-28 text-right! type-figure">{moneyOf(sum, t) || '–'}</td>}
                <td className="w-4 text-right!">
                  <EnergyProvenance provenance={sum.provenance} range={sum.energyJ} glyphOnly />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length === 0 && <p className="mt-2 type-empty text-ink2">{empty}</p>}
      {!isWhole && rows.length > rowsAtFirst && (
        <Button variant="text" size="inline" className="mt-1" onClick={() => setIsWhole(true)}>
          {t('table.more', { count: rows.length - rowsAtFirst })}
        </Button>
      )}
    </div>
  )
}
