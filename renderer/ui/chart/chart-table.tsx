import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNumber, unknownFigure } from '../../i18n/format.ts'
import { IconButton } from '../icon-button.tsx'
import type { DataColumn, DataTable, DataValue } from './data-table.ts'

const rowsOfPage = 50

const shown = (value: DataValue, { format }: DataColumn): string => {
  if (value === null) return unknownFigure
  return typeof value === 'string' ? value : (format?.(value) ?? formatNumber(value))
}

/** The data of a chart as a table: all columns, fifty rows at a time. */
export const ChartTable = ({ table, label }: { table: DataTable; label: string }) => {
  const { t } = useTranslation('chart')
  const [wantedPage, setPage] = useState(0)
  const pages = Math.max(1, Math.ceil(table.rows.length / rowsOfPage))
  const page = Math.min(wantedPage, pages - 1)
  const from = page * rowsOfPage
  const rows = table.rows.slice(from, from + rowsOfPage)
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reached by keyboard. */}
      <section aria-label={label} tabIndex={0} className="max-h-80 overflow-auto">
        <table className="ruled-table">
          <thead className="sticky top-0 bg-paper">
            <tr>
              {table.columns.map(({ name, isText = false }, index) => (
                <th key={name} scope="col" className={index > 0 && !isText ? 'text-right!' : undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, rowIndex) => (
              // The rows of a page have no other identity than their place.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above.
              <tr key={from + rowIndex}>
                {table.columns.map((column, index) => (
                  <td
                    key={column.name}
                    className={
                      index > 0 && column.isText !== true
                        ? 'text-right! type-figure whitespace-nowrap'
                        : 'whitespace-nowrap'
                    }
                  >
                    {shown(row[index] ?? null, column)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {pages > 1 && (
        <p className="mt-1 flex items-center justify-end gap-1 type-secondary text-ink2">
          {t('rows', {
            from: formatNumber(from + 1),
            to: formatNumber(from + rows.length),
            total: formatNumber(table.rows.length),
          })}
          <IconButton
            size="inline"
            icon={ChevronLeft}
            label={t('previousRows')}
            disabled={page === 0}
            onClick={() => setPage(page - 1)}
          />
          <IconButton
            size="inline"
            icon={ChevronRight}
            label={t('nextRows')}
            disabled={page === pages - 1}
            onClick={() => setPage(page + 1)}
          />
        </p>
      )}
    </>
  )
}
