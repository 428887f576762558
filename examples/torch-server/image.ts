import { defineVariants, entrypoint, env, executable, expose, image, venv } from "strata-images"

const serve = `#!/opt/venv/bin/python3
"""Answers GET / with what this machine's GPUs are."""
import json
from http.server import BaseHTTPRequestHandler, HTTPServer

import torch


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        gpus = [torch.cuda.get_device_name(i) for i in range(torch.cuda.device_count())]
        body = json.dumps({"torch": torch.__version__, "cuda": torch.version.cuda, "gpus": gpus}).encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)


HTTPServer(("", 8000), Handler).serve_forever()
`

/**
 * A torch server. Its wheels bring CUDA themselves and find it before anything else on the system, so the image needs
 * no CUDA base: with `owner: "wheels"` a second copy of CUDA does not compile.
 */
export default defineVariants(
  ["server"],
  (variant, os) =>
    image("torch-server", { os, variant })
      .cuda({ version: "12.4.1", owner: "wheels" })
      .with(venv({ packages: ["numpy==2.3.5", "torch==2.6.0"], cuda: "wheels" }))
      .with(
        executable("/usr/local/bin/serve", serve),
        env({ PYTHONUNBUFFERED: "1" }),
        expose(8000),
        entrypoint("serve"),
      )
      .user("server"),
  { os: ["debian12", "ubuntu22.04"] },
)
