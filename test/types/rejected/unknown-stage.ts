// error: there is no stage 'buildr'
import { image } from "strata-images"

image("x", { os: "debian12" }).stage("fetch", {}).copyFrom("buildr", ["/opt/x"])
