import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient, useProcedures } from '../data/client-context.tsx'
import { problemOf, type ShownProblem } from '../data/problem.ts'
import { Button } from './button.tsx'
import { Field, TextInput } from './field.tsx'
import { ProblemNotice } from './problem-notice.tsx'
import { reportProblem } from './report-problem.ts'

/** The access token of the hub: where it is kept, and the field for a new one. */
export const TokenForm = () => {
  const { t } = useTranslation('discover')
  const client = useClient()
  const procedures = useProcedures()
  const queries = useQueryClient()
  const access = useQuery(procedures.hub.access.queryOptions())
  const [token, setToken] = useState('')
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [isBusy, setBusy] = useState(false)
  if (!access.data) return null
  const { token: kept, willKeepIn, tokenPath } = access.data
  const refresh = () => queries.invalidateQueries({ queryKey: procedures.hub.access.key() })

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(null)
    try {
      await client.hub.setToken({ token: token.trim() })
      setToken('')
      await refresh()
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }

  if (kept !== null) {
    return (
      <p className="flex flex-wrap items-center gap-x-3 text-ink2">
        {t(`token.kept.${kept}`, { path: tokenPath })}
        {kept !== 'environment' && (
          <Button
            variant="text"
            size="inline"
            onClick={() => void client.hub.removeToken().then(refresh, reportProblem)}
          >
            {t('token.remove')}
          </Button>
        )}
      </p>
    )
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Field label={t('token.label')} description={t(`token.willKeep.${willKeepIn}`, { path: tokenPath })}>
        <span className="flex gap-2">
          <TextInput
            type="password"
            value={token}
            maxLength={500}
            placeholder={t('token.placeholder')}
            autoComplete="off"
            spellCheck={false}
            className="min-w-0 flex-1 font-mono"
            onChange={(event) => {
              setToken(event.target.value)
              setProblem(null)
            }}
          />
          <Button type="submit" disabled={isBusy || token.trim() === ''}>
            {t('token.keep')}
          </Button>
        </span>
      </Field>
      {problem && <ProblemNotice problem={problem} className="mt-3" />}
    </form>
  )
}
