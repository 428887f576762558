import { cmd, defineImage, expose, healthcheck, image, node, nodeApp } from "strata-images"

/**
 * A Node service without CUDA, for two platforms: locked production dependencies and the source, no npm cache and no
 * compiler.
 */
export default defineImage(
  (os, platform) =>
    image("node-service", { os, platform })
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
      ),
  { os: ["debian13"], platforms: ["linux/amd64", "linux/arm64"] },
)
