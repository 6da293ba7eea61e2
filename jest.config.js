/** Tests mirror the source below __tests__; acceptance/ holds what runs real Terraform. */
module.exports = {
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  transform: {
    '^.+\\.(t|j)s$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  transformIgnorePatterns: [
    '/node_modules/(?!@cdktf/provider-grafana|@octokit|universal-user-agent|before-after-hook|json-with-bigint|content-type)',
  ],
  testEnvironment: 'node',
  testTimeout: 30000,
  // jest leaves one processor free, which is half of a small machine; the long tests wait for Terraform anyway
  maxWorkers: '100%',
};
