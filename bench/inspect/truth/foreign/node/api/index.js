require("fastify")().listen({ port: 8081 })
