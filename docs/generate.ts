import { writeFileSync } from 'node:fs';
import { pages } from './pages/all';

// Run as `npm run docs`.
for (const [path, text] of Object.entries(pages)) writeFileSync(path, text());
