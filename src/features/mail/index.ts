import type { Feature } from '../../ground/feature.ts'
import { mailUrl, ownMailUrl } from './addresses.ts'
import { mailRoutes } from './routes.ts'
import { sendMailJob } from './way-out.ts'

export { useMail } from './way-out.ts'

export const mail: Feature = {
  name: 'mail',
  navigation: [
    { text: 'Email you sent', href: ownMailUrl, may: 'mail.send', order: 93 },
    { text: 'Sending of email', href: mailUrl, may: 'mail.read', order: 94 },
  ],
  routes: mailRoutes,
  jobs: [sendMailJob],
}
