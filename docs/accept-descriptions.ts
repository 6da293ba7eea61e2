/** What `accept` is, in an entry and in every file that has it too. */
export const acceptDescriptions = {
  accept: 'What a guard would block, and why it may pass for a while.',
  'accept[]': 'One guard.',
  'accept[].rule': 'The name of the guard.',
  'accept[].until': 'The last day on which it may pass, in UTC.',
  'accept[].why': 'For the reviewer.',
} as const;
