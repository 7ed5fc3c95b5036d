import app from './en/app.json'
import blindTest from './en/blind-test.json'
import catalog from './en/catalog.json'
import chart from './en/chart.json'
import chat from './en/chat.json'
import details from './en/details.json'
import discover from './en/discover.json'
import downloads from './en/downloads.json'
import energy from './en/energy.json'
import errors from './en/errors.json'
import folders from './en/folders.json'
import history from './en/history.json'
import imports from './en/imports.json'
import lab from './en/lab.json'
import labImport from './en/lab-import.json'
import labVerdict from './en/lab-verdict.json'
import library from './en/library.json'
import meter from './en/meter.json'
import picker from './en/picker.json'
import settings from './en/settings.json'

/** The English catalogue: one namespace for each feature. Every string that a user can read stands here. */
export const english = {
  app,
  blindTest,
  catalog,
  chart,
  chat,
  details,
  discover,
  downloads,
  energy,
  errors,
  folders,
  history,
  imports,
  lab,
  labImport,
  labVerdict,
  library,
  meter,
  picker,
  settings,
}
