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
createRoot(root).render(<App connection={await connect()} />)
