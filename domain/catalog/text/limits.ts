/** How large a file of the catalog may be; a real entry has 2 KB. Bounds time and memory whatever the file holds. */
export const maxFileBytes = 256 * 1024;
/** Values in one file, aliases expanded. */
export const maxValues = 20_000;
/** Maps and lists within one another. */
export const maxDepth = 32;
/** YAML faults reported per file; what follows a broken line is noise. */
export const maxSyntaxFaults = 20;
