import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { startTheme } from './app/appearance.ts'
import './app/fonts.ts'
import './app/theme.css'
import { connect } from './data/client.ts'
import { startI18n } from './i18n/i18n.ts'

startTheme()
startI18n()

const root = document.getElementById('root')
if (!root) throw new Error('The page has no #root.')
// Not awaited at the top level: the preload sends its port after the load event, which must not wait for this.
const page = createRoot(root)
void connect().then((connection) => page.render(<App connection={connection} />))
