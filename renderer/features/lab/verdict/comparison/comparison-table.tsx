import { Columns3 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabRun } from '#contract/lab/run.ts'
import type { LabVerdict } from '#contract/lab/verdict.ts'
import { Button } from '../../../../ui/button.tsx'
import { classNames } from '../../../../ui/class-names.ts'
import { barScale } from '../../../../ui/interval-bar/bar-scale.ts'
import { Menu, MenuCheck } from '../../../../ui/menu.tsx'
import { Select } from '../../../../ui/select.tsx'
import { axisUnit } from '../axis-unit.ts'
import { changeChoices, useChoices } from '../choices.ts'
import { barColumns, type ColumnId, columnIds } from './column.ts'
import { toggleColumn, useShownColumns } from './column-choice.ts'
import { barOf, type ComparisonRow, comparisonRows, isKnownColumn, ratioKeyOf } from './comparison-row.ts'
import { type ColumnUnits, PlainCell } from './plain-cell.tsx'
import { RatioCells } from './ratio-cells.tsx'

const unitsOf = (rows: readonly ComparisonRow[]): ColumnUnits => ({
  'file-size': axisUnit(
    'file-size',
    rows.map(({ model }) => model.sizeBytes),
  ),
  memory: axisUnit(
    'memory',
    rows.map(({ memory }) => (memory === null ? 0 : memory.residentBytes + (memory.vramBytes ?? 0))),
  ),
})

/** Columns whose content is words. */
const isOfWords = (column: ColumnId): boolean => column === 'fit'

const BaselineSelect = ({ run, verdict }: { run: LabRun; verdict: LabVerdict }) => {
  const { t } = useTranslation('labVerdict')
  const baseline = useChoices(run, (choices) => choices.baseline)
  const recommended = verdict.recommended === null ? '' : (run.variants[verdict.recommended]?.label ?? '')
  return (
    <Select
      size="compact"
      label={t('table.baselineLabel')}
      value={baseline === null ? 'recommended' : String(baseline)}
      options={[
        { value: 'recommended', label: t('table.baselineRecommended', { label: recommended }) },
        ...run.variants.map(({ label }, variant) => ({ value: String(variant), label })),
      ]}
      onChange={(value) => changeChoices(run, { baseline: value === 'recommended' ? null : Number(value) })}
    />
  )
}

const ColumnMenu = ({ known, shown }: { known: readonly ColumnId[]; shown: ReadonlySet<ColumnId> }) => {
  const { t } = useTranslation('labVerdict')
  return (
    <Menu
      trigger={
        <Button size="inline">
          <Columns3 size={14} strokeWidth={1.5} aria-hidden />
          {t('table.columns')}
        </Button>
      }
    >
      {known.map((column) => (
        <MenuCheck key={column} checked={shown.has(column)} onChange={() => toggleColumn(column)}>
          {t(`table.column.${column}`)}
        </MenuCheck>
      ))}
    </Menu>
  )
}

type HeadProps = { columns: readonly ColumnId[]; units: ColumnUnits }

const Head = ({ columns, units }: HeadProps) => {
  const { t } = useTranslation('labVerdict')
  return (
    <thead>
      <tr>
        <th scope="col" className="sticky left-0 bg-paper">
          {t('table.variant')}
        </th>
        {columns.map((column) => {
          const isBar = barColumns.has(column)
          return (
            <th
              key={column}
              scope="col"
              colSpan={isBar ? 2 : 1}
              className={isBar ? 'pl-5!' : isOfWords(column) ? undefined : 'text-right!'}
            >
              {t(`table.column.${column}`)}
              <span className="block text-ink3">
                {column === 'file-size' || column === 'memory' ? units[column].name : t(`table.unit.${column}`)}
              </span>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}

/** Table 1: every variant against the baseline, paired within blocks. */
export const ComparisonTable = ({ run, verdict }: { run: LabRun; verdict: LabVerdict }) => {
  const { t } = useTranslation('labVerdict')
  const rows = useMemo(() => comparisonRows(run, verdict), [run, verdict])
  const known = columnIds.filter((column) => isKnownColumn(column, rows))
  const shown = useShownColumns()
  const columns = known.filter((column) => shown.has(column))
  const units = unitsOf(rows)
  const scales = useMemo(() => {
    const scaleFor = (key: keyof ComparisonRow['ratios']) =>
      barScale(rows.flatMap(({ ratios }) => barOf(ratios[key]) ?? []))
    return { speed: scaleFor('speed'), prefill: scaleFor('prefill'), perplexity: scaleFor('perplexity') }
  }, [rows])
  const baseline = run.variants[verdict.baseline]?.label ?? ''
  return (
    <section aria-label={t('table.label')}>
      <div className="mb-1.5 flex flex-wrap items-baseline gap-x-2 gap-y-1 type-caption text-ink2">
        <b className="font-medium text-ink">{t('table.number', { number: 1 })}</b>
        <em>{t(run.variants.length > 1 ? 'table.claim' : 'table.claimAlone', { baseline })}</em>
        <span className="ml-auto flex items-center gap-2 type-interface">
          {run.variants.length > 1 && <BaselineSelect run={run} verdict={verdict} />}
          <ColumnMenu known={known} shown={shown} />
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that is wider than the page is scrolled by keyboard too. */}
      <div tabIndex={0} className="overflow-x-auto">
        <table className="ruled-table [&_:is(td,th)]:px-1.5!">
          <Head columns={columns} units={units} />
          <tbody>
            {rows.map((row) => (
              <tr key={row.variant} className={classNames(row.isRecommended && 'bg-goldwash')}>
                <th
                  scope="row"
                  className={classNames(
                    'sticky left-0 align-baseline! type-interface! text-ink!',
                    row.isRecommended ? 'bg-goldwash font-semibold!' : 'bg-paper font-medium!',
                  )}
                >
                  {row.isRecommended && (
                    <span
                      title={t('pareto.recommended')}
                      className="mr-1.5 inline-block size-2 rounded-full border border-goldmark bg-gold"
                    >
                      <span className="sr-only">{t('pareto.recommended')}</span>
                    </span>
                  )}
                  {row.label}
                </th>
                {columns.map((column) => {
                  const key = ratioKeyOf(column)
                  return key !== null ? (
                    <RatioCells
                      key={column}
                      ratio={row.ratios[key]}
                      isBaseline={row.isBaseline}
                      kind={key === 'perplexity' ? 'percent' : 'times'}
                      scale={scales[key]}
                    />
                  ) : (
                    <td
                      key={column}
                      className={classNames('whitespace-nowrap', !isOfWords(column) && 'text-right! type-figure')}
                    >
                      <PlainCell column={column} row={row} units={units} />
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
