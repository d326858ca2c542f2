/** Of the API. A model says nothing about it, and nobody else may decide it. */
export const LICENCE = { name: 'As agreed with whoever runs this server', identifier: 'LicenseRef-as-agreed' } as const;
