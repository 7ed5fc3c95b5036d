import { expect, test } from 'vitest'
import { removableModels } from '../../../../../../renderer/features/lab/verdict/recommendation/removable-models.ts'
import { aLabVariant } from '../../../../../support/lab-runs.ts'
import { makeFolder, makeModel } from '../../../../fixtures.ts'

const variants = ['kept', 'own', 'added', 'loose', 'ollama', 'away'].map((modelId) => aLabVariant({ modelId }))
const folders = [
  makeFolder({ id: 'f-own', kind: 'own' }),
  makeFolder({ id: 'f-added', kind: 'added' }),
  makeFolder({ id: 'f-ollama', kind: 'ollama' }),
]
const models = [
  makeModel({ id: 'kept', folderId: 'f-own' }),
  makeModel({ id: 'own', folderId: 'f-own' }),
  makeModel({ id: 'added', folderId: 'f-added' }),
  makeModel({ id: 'loose', folderId: null }),
  makeModel({ id: 'ollama', folderId: 'f-ollama' }),
  makeModel({ id: 'away', folderId: 'f-own', isReachable: false }),
  makeModel({ id: 'stranger', folderId: 'f-own' }),
]
const idsOf = (keptId: string | null) => removableModels({ variants }, keptId, models, folders).map(({ id }) => id)

// The bug: the file that another program still lists, or one that was never compared, in the trash.
test('only files of this run that Wattle may delete, and never the one that is kept', () => {
  expect(idsOf('kept')).toEqual(['own', 'added', 'loose'])
})

test('a model of a folder that is not known is left alone', () => {
  expect(removableModels({ variants }, 'kept', [makeModel({ id: 'own', folderId: 'gone' })], folders)).toEqual([])
})
