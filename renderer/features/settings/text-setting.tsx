import { TextArea } from '../../ui/field.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import { type SettingRow, SettingRowView } from './setting-row.tsx'

type TextSettingProps = {
  row: Omit<SettingRow, 'control' | 'error'>
  value: string
  save: (value: string) => void
  error?: (value: string) => string | null
  rows?: number
}

/** A setting that is a text. Saved as it is written. */
export const TextSetting = ({ row, value, save, error = () => null, rows = 4 }: TextSettingProps) => {
  const draft = useDraft(value, save, (candidate) => error(candidate) === null)
  const reset = () => {
    draft.drop()
    row.reset()
  }
  return (
    <SettingRowView
      row={{
        ...row,
        reset,
        isWide: true,
        error: error(draft.value),
        control: (
          <TextArea value={draft.value} rows={rows} onChange={(event) => draft.change(event.currentTarget.value)} />
        ),
      }}
    />
  )
}
