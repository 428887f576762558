import { cmd, expose, healthcheck, image, node, nodeApp } from "strata-images"

/** A Node service without CUDA: locked production dependencies and the source, no npm cache and no compiler. */
export default image("node-service", { os: "debian13" })
  .with(node({ major: 22 }))
  .with(nodeApp({ source: "app", files: ["src"] }))
  .user("service")
  .with(
    expose(8080),
    healthcheck({
      command: ["node", "-e", "fetch('http://localhost:8080').then((r) => process.exit(r.ok ? 0 : 1))"],
      intervalSeconds: 30,
    }),
    cmd("node", "/app/src/server.js"),
  )
