import { createServer } from "node:http"
import pc from "picocolors"

createServer((request, response) => {
  console.log(pc.dim(`${request.method} ${request.url}`))
  response.end("ok\n")
}).listen(8080)
