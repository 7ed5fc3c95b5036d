import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mostPlugs, type Plug } from '#contract/plugs.ts'
import { useClient } from '../../../data/client-context.tsx'
import { problemOf, type ShownProblem } from '../../../data/problem.ts'
import { Button } from '../../../ui/button.tsx'
import { Field, TextInput } from '../../../ui/field.tsx'
import { ProblemNotice } from '../../../ui/problem-notice.tsx'
import { reportProblem } from '../../../ui/report-problem.ts'
import { SettingRowView } from '../setting-row.tsx'

const PlugRow = ({ plug }: { plug: Plug }) => {
  const { t } = useTranslation('settings')
  const client = useClient()
  return (
    <li className="flex items-center gap-4 border-t border-rule py-1.5 first:border-t-0">
      <span className="min-w-0 flex-1 break-words">
        {plug.name}{' '}
        <span className="type-secondary text-ink3">
          {t(`meter.plugKind.${plug.kind}`)} · <bdi>{plug.address}</bdi>
        </span>
      </span>
      <Button
        variant="text"
        size="inline"
        aria-label={t('meter.plugs.removeNamed', { name: plug.name })}
        onClick={() => void client.meter.removePlug({ id: plug.id }).catch(reportProblem)}
      >
        {t('meter.plugs.remove')}
      </Button>
    </li>
  )
}

const AddPlug = () => {
  const { t } = useTranslation('settings')
  const client = useClient()
  const [address, setAddress] = useState('')
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isBusy || address.trim() === '') return
    setBusy(true)
    setProblem(null)
    try {
      await client.meter.addPlug({ address: address.trim() })
      setAddress('')
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="max-w-140 pt-2" onSubmit={(event) => void submit(event)}>
      <Field label={t('meter.plugs.address')} description={t('meter.plugs.addressHint')}>
        <span className="flex gap-2">
          <TextInput
            value={address}
            maxLength={255}
            placeholder={t('meter.plugs.example')}
            autoComplete="off"
            spellCheck={false}
            className="min-w-0 flex-1 font-mono"
            onChange={(event) => {
              setAddress(event.currentTarget.value)
              setProblem(null)
            }}
          />
          <Button type="submit" disabled={isBusy || address.trim() === ''}>
            {t(isBusy ? 'meter.plugs.asking' : 'meter.plugs.add')}
          </Button>
        </span>
      </Field>
      {problem && <ProblemNotice problem={problem} className="mt-3" />}
    </form>
  )
}

/** The smart plugs that the user named. The plugs tell the settings when one was added or removed. */
export const PlugsSetting = ({ plugs }: { plugs: readonly Plug[] }) => {
  const { t } = useTranslation('settings')
  const client = useClient()
  const removeAll = async () => {
    for (const { id } of plugs) await client.meter.removePlug({ id })
  }
  return (
    <SettingRowView
      row={{
        id: 'meter.plugs',
        section: 'meter',
        label: t('meter.plugs.label'),
        effect: t('meter.plugs.effect'),
        defaultText: t('none'),
        isDefault: plugs.length === 0,
        reset: () => void removeAll().catch(reportProblem),
        resetText: t('meter.plugs.removeAll'),
        isWide: true,
        isGroup: true,
        control: (
          <>
            {plugs.length > 0 && (
              <ul>
                {plugs.map((plug) => (
                  <PlugRow key={plug.id} plug={plug} />
                ))}
              </ul>
            )}
            {plugs.length < mostPlugs ? <AddPlug /> : <p className="pt-2 text-ink2">{t('meter.plugs.full')}</p>}
          </>
        ),
      }}
    />
  )
}
