// The process that `../double.ts` starts.
require('../../bundle/load').load('sandbox/provider/main.ts');
