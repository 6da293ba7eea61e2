const rights = 'it is not writable: change its rights, then run the command again';
const room = 'there is no room to write: make some, then run the command again; no file was left half-written';
const folder = 'a file stands where a folder is needed: name another place, or move it away';

/** What to do about what the file system refuses, where that is plain. */
const remedies: Readonly<Record<string, string>> = {
  EACCES: rights,
  EEXIST: folder,
  EPERM: rights,
  EROFS: rights,
  EDQUOT: room,
  EFBIG: room,
  ENOSPC: room,
  ENOTDIR: folder,
};

/** Whether the file system said no: that is the user's to mend, anything else is a fault of this program. */
export function isFileFault(fault: Error & { readonly code?: string }): boolean {
  return fault.code !== undefined && /^E[A-Z]+$/.test(fault.code);
}

export function fileFaultText({ code = '', message }: Error & { readonly code?: string }): string {
  const remedy = remedies[code];
  return remedy === undefined ? message : `${message}: ${remedy}`;
}
