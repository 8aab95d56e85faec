import { z } from 'zod'
import { choiceField, numberField, optional, passwordField, revealed, textField } from '../../ground/web/fields.ts'
import { form } from '../../ground/web/forms.ts'

type Choices = readonly { value: string; text: string }[]

/** An upload key: for which source, and what it is called. */
export const keyForm = (sources: Choices) =>
  form({
    source_id: choiceField({
      label: 'Source',
      about: 'the source',
      hint: 'The key sends lists of this source and of no other. Bring its first list in on a page if it is not here',
      choices: sources,
      as: 'select',
    }),
    name: textField({
      label: 'Name of the key',
      about: 'the name of the key',
      hint: 'Which system has it, such as “Synergy nightly export”',
      most: 80,
      width: 30,
    }),
  })

const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  text: `${String(hour).padStart(2, '0')}:00`,
}))
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map((text, at) => ({
  value: String(at + 1),
  text,
}))

const parts = (password: { label: string; hint: string; required: boolean }) => {
  const field = passwordField({
    ...{ label: password.label, about: 'the password', hint: password.hint },
    autocomplete: 'new-password',
  })
  return {
    folder: textField({
      label: 'Folder',
      about: 'the folder',
      hint: 'Of this machine: within the folder that your administrator allows. On a server: as it names it, such as /outbox',
      width: 30,
    }),
    pattern: textField({
      label: 'Names of the files',
      about: 'the names of the files',
      hint: 'An asterisk stands for any letters, such as roll*.csv',
      most: 100,
      width: 20,
      as: z
        .string()
        .refine(text => !/[/\\]/.test(text), 'The names of the files must have no slash: the folder is said above'),
    }),
    host: revealed(
      textField({
        label: 'Server',
        about: 'the server',
        hint: 'Such as sftp.example.gov.uk',
        width: 30,
        as: z.string().regex(/^[\w.:-]+$/, 'The server must be a name such as sftp.example.gov.uk'),
      }),
    ),
    port: revealed(numberField({ label: 'Port', about: 'the port', hint: 'Usually 22', least: 1, most: 65_535 })),
    login: revealed(textField({ label: 'Name to sign in with', about: 'the name to sign in with', width: 20 })),
    password: revealed(password.required ? field : optional(field)),
    host_key: revealed(
      textField({
        label: 'Key of the server',
        about: 'the key of the server',
        hint: 'Its SHA-256 fingerprint, from the server’s owner and not from the network: SHA256: and 43 letters and figures',
        width: 30,
        as: z
          .string()
          .regex(
            /^SHA256:[A-Za-z0-9+/]{43}$/,
            'The key of the server must be SHA256: and 43 letters and figures, as ssh-keygen -l shows it',
          ),
      }),
    ),
    true_on: choiceField({
      label: 'On what day was a list true?',
      about: 'the day on which a list was true',
      choices: [
        { value: 'file_day', text: 'The day on which its file was last changed' },
        {
          value: 'name_day',
          text: 'The day in its file’s name',
          hint: 'Such as roll-2026-11-05.csv or roll_05-11-2026.csv',
        },
        { value: 'pick_up_day', text: 'The day on which it is picked up' },
      ],
    }),
    every: choiceField({
      label: 'How often?',
      about: 'how often it is picked up',
      choices: [
        { value: 'hour', text: 'Every hour' },
        { value: 'day', text: 'Every day' },
        { value: 'week', text: 'Every week' },
      ],
    }),
    hour: choiceField({
      label: 'At',
      about: 'the hour',
      hint: 'London time; not asked of an hourly pick-up',
      choices: hours,
      as: 'select',
    }),
    weekday: choiceField({
      label: 'On',
      about: 'the day of the week',
      hint: 'Of a weekly pick-up',
      choices: weekdays,
      as: 'select',
    }),
  }
}

const placeField = choiceField({
  label: 'Where do the files wait?',
  about: 'where the files wait',
  choices: [
    { value: 'folder', text: 'In a folder of this machine' },
    { value: 'sftp', text: 'On an SFTP server', reveals: ['host', 'port', 'login', 'password', 'host_key'] },
  ],
})

/** Setting a pick-up up. */
export const newPickUpForm = (sources: Choices) =>
  form({
    source_id: choiceField({
      label: 'Source',
      about: 'the source',
      hint: 'Bring its first list in on a page if it is not here',
      choices: sources,
      as: 'select',
    }),
    place: placeField,
    ...parts({ label: 'Password', hint: 'Kept encrypted, and never shown again', required: true }),
  })

/** Changing one: where it is picked up from stays, and so does the password when none is typed. */
export const changePickUpForm = (place: 'folder' | 'sftp') =>
  form({
    place: choiceField({
      label: 'Where do the files wait?',
      about: 'where the files wait',
      choices: [
        place === 'folder'
          ? { value: 'folder', text: 'In a folder of this machine' }
          : {
              value: 'sftp',
              text: 'On an SFTP server',
              reveals: ['host', 'port', 'login', 'password', 'host_key'],
            },
      ],
    }),
    ...parts({ label: 'New password', hint: 'Leave it empty to keep the one there is', required: false }),
  })

export const pressForm = form({})
