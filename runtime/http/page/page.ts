import type { FastifyInstance } from 'fastify';
import type { ApplicationDefinition } from '../../reaction/application.ts';

export function servePage(server: FastifyInstance, definition: ApplicationDefinition): void {
  server.get('/', async (_, reply) => reply.type('text/html; charset=utf-8').send(definition.name));
}
