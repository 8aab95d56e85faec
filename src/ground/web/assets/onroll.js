// Pages work without this; it only spares people a loss or a wait.
import { initAll } from './govuk-frontend.js'
import { initAll as initMoj } from './moj-frontend.js'

initAll()
initMoj()

// A changed form asks before it is left. One that came back with errors counts as changed: what stands in it is saved nowhere.
for (const form of document.querySelectorAll('form[data-onroll-form]')) {
  let changed = document.querySelector('.govuk-error-summary') !== null
  form.addEventListener('input', () => {
    changed = true
  })
  form.addEventListener('submit', () => {
    changed = false
  })
  addEventListener('beforeunload', event => {
    if (changed) event.preventDefault()
  })
}

// A slash puts the cursor into the box that searches, unless something is being typed or held down with it.
const box = document.querySelector('#again') ?? document.querySelector('#site-search')
if (box) {
  addEventListener('keydown', event => {
    const typing = event.target.closest?.('input, textarea, select, [contenteditable]')
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    box.focus()
  })
}

// A job's progress: asks the page's own address every two seconds, and draws it anew when the job has ended.
const progress = document.querySelector('[data-onroll-progress]')
if (progress) {
  const bar = progress.querySelector('progress')
  const sentence = progress.querySelector('[role="status"]')
  const ask = async () => {
    try {
      const answer = await fetch(location.pathname, { headers: { accept: 'application/json' } })
      const job = await answer.json()
      if (job.state !== 'waiting' && job.state !== 'running') {
        location.reload()
        return
      }
      if (job.total > 0) {
        bar.max = job.total
        bar.value = job.done
      }
      if (sentence.textContent !== job.sentence) sentence.textContent = job.sentence
    } catch {
      // The network may be back at the next asking.
    }
    setTimeout(ask, 2000)
  }
  setTimeout(ask, 2000)
}

// How long a room has been on one thing. Coming back to it goes on counting from where it was left.
const since = document.querySelector('[data-onroll-since]')
if (since) {
  const kept = `onroll-since-${since.dataset.onrollSince}`
  const before = Number(sessionStorage.getItem(kept) ?? 0)
  const began = performance.now()
  const tell = () => {
    const seconds = Math.floor(before + (performance.now() - began) / 1000)
    sessionStorage.setItem(kept, String(seconds))
    since.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} on this item.`
  }
  tell()
  setInterval(tell, 1000)
}

// Keys of a page that is worked through at speed: each chooses an answer, follows a link or goes back. They can be turned off, and stay so.
const keys = document.querySelector('[data-onroll-keys]')
if (keys) {
  const stored = 'onroll-keys-off'
  const toggle = document.createElement('button')
  toggle.type = 'button'
  toggle.className = 'govuk-button govuk-button--secondary'
  const isOff = () => localStorage.getItem(stored) !== null
  const name = () => {
    toggle.textContent = isOff() ? 'Turn the keys on' : 'Turn the keys off'
  }
  toggle.addEventListener('click', () => {
    if (isOff()) localStorage.removeItem(stored)
    else localStorage.setItem(stored, 'yes')
    name()
  })
  name()
  keys.append(toggle)
  addEventListener('keydown', event => {
    const typing = event.target.closest?.('input:not([type=radio]), textarea, select, [contenteditable]')
    if (isOff() || typing || event.ctrlKey || event.metaKey || event.altKey) return
    const found = keys.querySelector(`[data-onroll-key="${CSS.escape(event.key)}"]`)
    if (!found) return
    event.preventDefault()
    const { onrollChoice: choice, onrollFollow: follow } = found.dataset
    if (choice) {
      const radio = document.querySelector(`input[type=radio][value="${CSS.escape(choice)}"]`)
      radio?.click()
      document.querySelector('#because')?.focus()
    } else if (follow) document.getElementById(follow)?.click()
    else history.back()
  })
}
