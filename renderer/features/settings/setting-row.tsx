import { RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'

/** One setting as the page lists and searches it. */
export type SettingRow = {
  id: string
  section: SettingsSection
  label: string
  /** What it does. */
  effect: string
  /** The default, in words. */
  defaultText: string
  isDefault: boolean
  error?: string | null
  /** Puts the default back. */
  reset: () => void
  control: ReactNode
  /** The control takes the whole width, below the words. */
  isWide?: boolean
  /** The control is several, each with a label of its own. */
  isGroup?: boolean
  /** The word for the way back to the default, where “Reset” does not say it. */
  resetText?: string
}

export const settingsSections = [
  'appearance',
  'answers',
  'sampling',
  'engine',
  'meter',
  'cost',
  'downloads',
  'hardware',
  'data',
  'privacy',
  'about',
] as const

export type SettingsSection = (typeof settingsSections)[number]

/** A setting: its name and effect, its control, its default and the way back to it. */
export const SettingRowView = ({ row }: { row: SettingRow }) => {
  const { t } = useTranslation('settings')
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-8 gap-y-2 border-b border-rule py-3 max-narrow:grid-cols-1">
      <div className="min-w-0">
        <p className="font-[550]" id={`setting-${row.id}`}>
          {row.label}
        </p>
        <p className="max-w-140 text-ink2">{row.effect}</p>
        <p className="flex min-h-6 items-center gap-2 type-secondary text-ink3">
          {t('default', { value: row.defaultText })}
          {!row.isDefault && (
            <Button size="inline" variant="text" onClick={row.reset} aria-label={t('resetNamed', { name: row.label })}>
              <RotateCcw size={12} strokeWidth={1.5} aria-hidden />
              {row.resetText ?? t('reset')}
            </Button>
          )}
        </p>
      </div>
      <div className={row.isWide ? 'col-span-full' : 'justify-self-end max-narrow:justify-self-start'}>
        {row.isGroup ? (
          <fieldset aria-labelledby={`setting-${row.id}`}>{row.control}</fieldset>
        ) : (
          <Field label={row.label} isLabelHidden error={row.error ?? null}>
            {row.control}
          </Field>
        )}
      </div>
    </div>
  )
}
