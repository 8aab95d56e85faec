/** What became of a message, in words; `sent` says what the provider knows of it. */
export const stateWords: Readonly<Record<string, string>> = {
  waiting: 'Waiting',
  sending: 'Being sent',
  failed: 'Not sent',
  uncertain: 'May have been sent',
  kept: 'Kept, not sent',
}

export const deliveryWords: Readonly<Record<string, string>> = {
  unknown: 'Sent',
  under_way: 'Sent, not known yet whether delivered',
  delivered: 'Delivered',
  not_delivered: 'Not delivered',
}
