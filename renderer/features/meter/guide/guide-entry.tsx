import { Check, Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { GuideEntry } from '#contract/meter.ts'
import { Button } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Disclosure } from '../../../ui/disclosure.tsx'
import { useCopied } from '../../../ui/use-copied.ts'

const stateLooks: Record<GuideEntry['state'], string> = {
  working: 'text-leaf',
  locked: 'text-goldink',
  missing: 'text-ink2',
  impossible: 'text-ink3',
}

const Command = ({ command }: { command: string }) => {
  const { t } = useTranslation('meter')
  const { isCopied, copy } = useCopied()
  return (
    <div className="mt-2">
      <pre className="max-h-40 overflow-auto rounded-chip bg-sunk px-3 py-2 type-statistic break-all whitespace-pre-wrap">
        {command}
      </pre>
      <div className="mt-1.5 flex flex-wrap items-center gap-3">
        <Button size="compact" onClick={() => copy(command)}>
          {isCopied ? (
            <Check size={14} strokeWidth={1.5} aria-hidden />
          ) : (
            <Copy size={14} strokeWidth={1.5} aria-hidden />
          )}
          {t(isCopied ? 'guide.copied' : 'guide.copy')}
        </Button>
        {/\bsudo\b/.test(command) && <span className="type-secondary text-ink2">{t('guide.rootNote')}</span>}
      </div>
    </div>
  )
}

/** One way to measure: what was found, what it needs, and the command for it. */
export const GuideEntryView = ({ entry: { id, state, params, command } }: { entry: GuideEntry }) => {
  const { t } = useTranslation('meter')
  const { hypervisor, container } = params
  const isHindrance = hypervisor !== undefined || container !== undefined
  const found = [params.device, params.path].filter((one) => one !== undefined && one !== '').join(', ')
  return (
    <li className="border-t border-rule py-3 first:border-t-0 first:pt-0">
      <div className="flex items-baseline justify-between gap-4">
        <h3 className="font-[550]">{t(`guide.${id}.name`)}</h3>
        <span className={classNames('shrink-0 type-badge', stateLooks[state])}>
          {t(`guide.state.${isHindrance ? 'hindrance' : state}`)}
        </span>
      </div>
      {found && <p className="type-statistic break-all text-ink2">{found}</p>}
      <p className="mt-0.5 text-ink2">
        {hypervisor === 'unknown' ? t('guide.virtual-machine.unnamed') : t(`guide.${id}.${state}`, params)}
      </p>
      {command && <Command command={command} />}
      {params.detail && (
        <Disclosure title={t('guide.detail')}>
          <pre className="overflow-auto rounded-chip bg-sunk px-3 py-2 type-statistic whitespace-pre-wrap text-ink2">
            {params.detail}
          </pre>
        </Disclosure>
      )}
    </li>
  )
}
