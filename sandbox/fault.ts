/** What is in the way of the sandbox and its user can mend: the message says how. */
export class SandboxFault extends Error {}

/** Another command is at work on the sandbox. */
export class SandboxBusy extends SandboxFault {}
